extension Signature {
    /// What is wrong with the values of the four properties, a sentence by each one's key. All four make a signature.
    package static func mistakes(in values: [String: String]) -> [String: String] {
        var mistakes: [String: String] = [:]
        for key in keys {
            let value = values[key] ?? ""
            mistakes[key] = value.isEmpty ? "All four of a signature are needed, or none." : mistake(in: value, of: key)
        }
        return mistakes
    }

    private static func mistake(in value: String, of key: String) -> String? {
        switch key {
        case "img_signature": return value.isBase64 ? nil : "A signature is written in base64."
        case "img_signature_hash_method":
            return SignatureHash(rawValue: value) == nil ? "Image services know no such hash method." : nil
        case "img_signature_key_type":
            return SignatureKeyType(rawValue: value) == nil ? "Image services know no signatures by such keys." : nil
        default: return value.isUUID ? nil : "The certificate's UUID is needed here."
        }
    }
}

extension String {
    /// Whether it is base64 with padding, on one line (RFC 4648, 4).
    package var isBase64: Bool {
        let body = utf8.reversed().drop { $0 == UInt8(ascii: "=") }
        return utf8.count % 4 == 0 && utf8.count - body.count <= 2
            && body.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
                default: false
                }
            }
    }
}
