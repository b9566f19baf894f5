/// A type of key that images are signed with, under the name that image services have for it (image-api.md, section 11).
package enum SignatureKeyType: String, Hashable, Sendable, CaseIterable {
    case rsaPSS = "RSA-PSS"
    case dsa = "DSA"
    case sect571k1 = "ECC_SECT571K1"
    case sect409k1 = "ECC_SECT409K1"
    case sect571r1 = "ECC_SECT571R1"
    case sect409r1 = "ECC_SECT409R1"
    case secp521r1 = "ECC_SECP521R1"
    case secp384r1 = "ECC_SECP384R1"
}
