/// A certificate in a file of this machine, as far as verifying a signature needs it.
package struct Certificate: Hashable, Sendable {
    /// Whose it is, as openssl writes names: "CN=Image signing,O=Example".
    package var subject: String
    /// Until when it counts, as openssl writes dates.
    package var notAfter: String
    package var isExpired: Bool
    /// What kind its key is of.
    package var kind: KeyKind
    /// Its key, in PEM.
    package var publicKey: String

    package init(subject: String, notAfter: String, isExpired: Bool, kind: KeyKind, publicKey: String) {
        self.subject = subject
        self.notAfter = notAfter
        self.isExpired = isExpired
        self.kind = kind
        self.publicKey = publicKey
    }
}

/// A file that is to be compared with an image's signature.
package struct VerificationRequest: Hashable, Sendable {
    /// The image's data as it was downloaded. As the user typed it, and so is `certificate`.
    package var file: String
    /// A certificate in PEM or DER.
    package var certificate: String
    /// Signed with all four properties; the file is compared with its size and hash too.
    package var image: Image

    package init(file: String, certificate: String, image: Image) {
        self.file = file
        self.certificate = certificate
        self.image = image
    }
}

/// How a verification goes on.
package enum VerificationReport: Hashable, Sendable {
    /// Bytes of the file that were read.
    case progress(Int64, of: Int64)
    /// Whether the signature is one over the file by the certificate's key.
    case done(isValid: Bool)
    case failed(Problem)
}
