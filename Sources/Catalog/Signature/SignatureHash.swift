/// A hash method of signatures, under the name that image services have for it.
package enum SignatureHash: String, Hashable, Sendable, CaseIterable {
    case sha224 = "SHA-224"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"
}
