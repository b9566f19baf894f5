/// How far an image is prepared for the verification of its signature (R81).
package enum Signature: String, Hashable, Sendable, CaseIterable {
    case signed, incomplete, unsigned

    /// The properties that make a signature together (image-api.md, section 11).
    package static let keys = [
        "img_signature", "img_signature_hash_method", "img_signature_key_type", "img_signature_certificate_uuid",
    ]
}

extension Image {
    /// Signed with all four properties, incomplete with some. An empty one counts as missing.
    package var signature: Signature {
        let present = Signature.keys.count { !(properties[$0] ?? "").isEmpty }
        return present == Signature.keys.count ? .signed : present == 0 ? .unsigned : .incomplete
    }
}
