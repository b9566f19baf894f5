/// A private key in a file of this machine.
package struct SigningKey: Hashable, Sendable {
    /// As the user typed it.
    package var path: String
    /// Nil, or empty, for a key that is not encrypted.
    package var passphrase: Secret?

    package init(path: String, passphrase: Secret? = nil) {
        self.path = path
        self.passphrase = passphrase
    }
}

/// What is to be signed, and how.
package struct SigningRequest: Hashable, Sendable {
    /// The data exactly as the image service gets it, or has it. As the user typed it.
    package var file: String
    package var key: SigningKey
    package var hash: SignatureHash
    /// Nil for whatever the key is of.
    package var keyType: SignatureKeyType?
    /// The image whose data the file has to be; nil for one that is still to be made.
    package var image: Image?

    package init(
        file: String, key: SigningKey, hash: SignatureHash, keyType: SignatureKeyType?, image: Image? = nil
    ) {
        self.file = file
        self.key = key
        self.hash = hash
        self.keyType = keyType
        self.image = image
    }
}

/// A signature that was made here: all of the four properties but for the certificate.
package struct MadeSignature: Hashable, Sendable {
    /// In base64.
    package var text: String
    package var hash: SignatureHash
    package var keyType: SignatureKeyType

    package init(text: String, hash: SignatureHash, keyType: SignatureKeyType) {
        self.text = text
        self.hash = hash
        self.keyType = keyType
    }
}

/// How the making of a signature goes on.
package enum SigningReport: Hashable, Sendable {
    /// Bytes of the file that were read.
    case progress(Int64, of: Int64)
    case done(MadeSignature)
    case failed(Problem)
}
