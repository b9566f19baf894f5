/// What kind a key is of, as its public half tells.
package struct KeyKind: Hashable, Sendable {
    /// In a few words: "RSA, 3072 bits", "the curve prime256v1".
    package let label: String
    /// As what it signs images; nil if image services know no signatures by such keys.
    package let type: SignatureKeyType?

    private init(_ label: String, _ type: SignatureKeyType?) {
        self.label = label
        self.type = type
    }

    /// Reads a SubjectPublicKeyInfo in DER (RFC 5280, 4.1), which is what `openssl pkey -pubout -outform DER` writes.
    /// Nil if it is none.
    package init?(publicKey bytes: [UInt8]) {
        guard let whole = DERElement(bytes[...], .sequence), let algorithm = DERElement(whole.content, .sequence),
            let name = DERElement(algorithm.content, .objectIdentifier)
        else { return nil }
        let parameters = name.rest
        switch Array(name.content) {
        case [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01],  // rsaEncryption
            [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A]:  // id-RSASSA-PSS
            let key = DERElement(algorithm.rest, .bitString).flatMap { DERElement($0.content.dropFirst(), .sequence) }
            self.init(Self.sized("RSA", by: key.flatMap { DERElement($0.content, .integer) }), .rsaPSS)
        case [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01]:  // id-dsa
            let prime = DERElement(parameters, .sequence).flatMap { DERElement($0.content, .integer) }
            self.init(Self.sized("DSA", by: prime), .dsa)
        case [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]:  // id-ecPublicKey
            let curve = DERElement(parameters, .objectIdentifier).map { Array($0.content) } ?? []
            if let type = Self.curves[curve] {
                self.init("the curve \(type.rawValue.dropFirst(4).lowercased())", type)
            } else {
                self.init(Self.otherCurves[curve].map { "the curve \($0)" } ?? "a curve unknown here", nil)
            }
        case let other: self.init(Self.otherKinds[other] ?? "a kind of key unknown here", nil)
        }
    }

    /// The length of a number tells that of the key.
    private static func sized(_ name: String, by number: DERElement?) -> String {
        guard let digits = number?.content.drop(while: { $0 == 0 }), let first = digits.first else { return name }
        return "\(name), \(digits.count * 8 - first.leadingZeroBitCount) bits"
    }

    /// Those of image services, by their object identifiers (SEC 2, A.2): 1.3.132.0.x.
    private static let curves: [[UInt8]: SignatureKeyType] = [
        [0x2B, 0x81, 0x04, 0x00, 0x22]: .secp384r1, [0x2B, 0x81, 0x04, 0x00, 0x23]: .secp521r1,
        [0x2B, 0x81, 0x04, 0x00, 0x24]: .sect409k1, [0x2B, 0x81, 0x04, 0x00, 0x25]: .sect409r1,
        [0x2B, 0x81, 0x04, 0x00, 0x26]: .sect571k1, [0x2B, 0x81, 0x04, 0x00, 0x27]: .sect571r1,
    ]

    private static let otherCurves: [[UInt8]: String] = [
        [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]: "prime256v1", [0x2B, 0x81, 0x04, 0x00, 0x0A]: "secp256k1",
        [0x2B, 0x81, 0x04, 0x00, 0x21]: "secp224r1",
    ]

    private static let otherKinds: [[UInt8]: String] = [[0x2B, 0x65, 0x70]: "Ed25519", [0x2B, 0x65, 0x71]: "Ed448"]
}

/// One element of DER, and what follows it.
private struct DERElement {
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case objectIdentifier = 0x06
        case sequence = 0x30
    }

    let content: ArraySlice<UInt8>
    let rest: ArraySlice<UInt8>

    /// Nil if there is no whole element of this tag.
    init?(_ bytes: ArraySlice<UInt8>, _ tag: Tag) {
        var bytes = bytes
        guard bytes.popFirst() == tag.rawValue, let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            // More than three digits of the length would be a key of 16 MiB.
            let digits = Int(first & 0x7F)
            guard (1...3).contains(digits), bytes.count >= digits else { return nil }
            length = bytes.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
            bytes = bytes.dropFirst(digits)
        }
        guard bytes.count >= length else { return nil }
        content = bytes.prefix(length)
        rest = bytes.dropFirst(length)
    }
}
