/// How openssl is told to make a signature that image services verify: RSA with the mask MGF1 over the same hash and the
/// longest salt there can be, and everything else in the standard way of its kind (image-api.md, section 11).
package enum SigningCommand {
    /// The words that follow `openssl`. The data comes in, and the signature goes out in binary.
    package static func words(key: String, hash: SignatureHash, type: SignatureKeyType) -> [String] {
        digest(hash, type) + ["-sign", key]
    }

    /// The words that follow `openssl` to verify the data that comes in, by a public key and a binary signature.
    package static func words(
        verifying signature: String, publicKey: String, hash: SignatureHash, type: SignatureKeyType
    ) -> [String] {
        digest(hash, type) + ["-verify", publicKey, "-signature", signature]
    }

    private static func digest(_ hash: SignatureHash, _ type: SignatureKeyType) -> [String] {
        let digest = "-" + hash.rawValue.lowercased().filter { $0 != "-" }
        let padding =
            type == .rsaPSS ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:max"] : []
        return ["dgst", digest] + padding
    }

    /// What verifies a file in a shell; empty for an image that is not signed in a way that is known here.
    package static func lines(_ request: VerificationRequest) -> [String] {
        let properties = request.image.properties
        guard let signature = properties["img_signature"],
            let hash = properties["img_signature_hash_method"].flatMap(SignatureHash.init(rawValue:)),
            let type = properties["img_signature_key_type"].flatMap(SignatureKeyType.init(rawValue:))
        else { return [] }
        let words = words(verifying: "image.sig", publicKey: "key.pub", hash: hash, type: type) + [request.file]
        return [
            "openssl x509 -in \(EquivalentCommand.quoted(request.certificate)) -noout -pubkey > key.pub",
            "printf %s \(EquivalentCommand.quoted(signature)) | base64 -d > image.sig",
            "openssl " + words.map(EquivalentCommand.quoted).joined(separator: " "),
        ]
    }

    /// The same for a shell, before the commands that need the signature as a property.
    package static func lines(_ request: SigningRequest, before commands: [String]) -> [String] {
        let type = request.keyType ?? .rsaPSS
        let words = words(key: request.key.path, hash: request.hash, type: type) + [request.file]
        let line =
            "signature=$(openssl " + words.map(EquivalentCommand.quoted).joined(separator: " ") + " | base64 -w0)"
        guard let first = commands.first else { return [line] }
        let name = "--property img_signature_hash_method="
        let place = first.firstRange(of: name)?.lowerBound ?? first.endIndex
        let signed = first[..<place] + "--property img_signature=\"$signature\" " + first[place...]
        return [line, String(signed)] + commands.dropFirst()
    }
}
