package import Catalog
internal import Foundation

/// Verifying what somebody signed.
extension OpenSSL {
    /// Reads a certificate in PEM or DER.
    ///
    /// - Throws: `Problem` of the kind `file` if there is none.
    package func certificate(_ path: String) async throws(Problem) -> Certificate {
        let attempt = "Could not read the certificate \(path)"
        try await Self.onThread(attempt) { () throws(Problem) in
            // Nothing but a file is opened: a pipe would make openssl wait.
            _ = try LocalFile(path)
        }
        let words = ["-subject", "-nameopt", "RFC2253", "-enddate", "-pubkey", "-checkend", "0"]
        let child = try start(["x509", "-in", path, "-noout"] + words, nil, attempt)
        let outcome = try await Self.onThread(attempt) { child.finish() }
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
        func value(_ name: String) -> String {
            lines.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) } ?? ""
        }
        // It ends with 1 also for a certificate that has run out.
        guard let start = lines.firstIndex(of: "-----BEGIN PUBLIC KEY-----"),
            let end = lines.firstIndex(of: "-----END PUBLIC KEY-----"), start < end,
            let bytes = Data(base64Encoded: lines[(start + 1)..<end].joined()),
            let kind = KeyKind(publicKey: Array(bytes))
        else {
            throw Problem(.file, attempt: attempt, reason: "there is no certificate in it that openssl can read")
        }
        return Certificate(
            subject: value("subject"), notAfter: value("notAfter"),
            isExpired: lines.contains("Certificate will expire"),
            kind: kind, publicKey: lines[start...end].joined(separator: "\n") + "\n")
    }

    /// Whether an image's signature is one over a file, by a certificate's key, as image services verify it
    /// (image-api.md, section 11). The file goes through a socket, in constant memory.
    ///
    /// - Parameter progress: Told how many bytes were read, ten times a second at most.
    /// - Throws: `Problem`: of the kind `file` if the file is other data than the image has, or a certificate for
    ///   another kind of key; `cancelled` as soon as the task is.
    package func verify(
        _ request: VerificationRequest, progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws(Problem) -> Bool {
        let attempt = "Could not verify \(request.file)"
        let properties = request.image.properties
        guard let signature = Data(base64Encoded: properties["img_signature"] ?? ""), !signature.isEmpty else {
            throw Problem(.file, attempt: attempt, reason: "the image's signature is not written in base64")
        }
        guard let hash = properties["img_signature_hash_method"].flatMap(SignatureHash.init(rawValue:)),
            let type = properties["img_signature_key_type"].flatMap(SignatureKeyType.init(rawValue:))
        else {
            throw Problem(.file, attempt: attempt, reason: "the image's hash method or key type is unknown here")
        }
        let certificate = try await certificate(request.certificate)
        guard certificate.kind.type == type else {
            throw Problem(
                .file, attempt: attempt, reason: "the certificate's key is of another kind: \(certificate.kind.label)",
                advice: "The image says \(type.rawValue).")
        }
        let file = try await Self.onThread(attempt) { () throws(Problem) in try LocalFile(request.file) }
        if let size = request.image.size, size != file.size { throw Self.otherData(attempt) }
        let folder = try await Self.onThread(attempt) { () throws(Problem) in
            try Self.folder(holding: ["key.pub": Data(certificate.publicKey.utf8), "image.sig": signature], attempt)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let words = SigningCommand.words(
            verifying: folder.appending(path: "image.sig").path, publicKey: folder.appending(path: "key.pub").path,
            hash: hash, type: type)
        let child = try start(words, nil, attempt)
        let (outcome, digest) = try await Self.pass(file, through: child, request.image, attempt, progress)
        if digest?.agrees(with: request.image) == false { throw Self.otherData(attempt) }
        if outcome.status == 0 { return true }
        // So it ends too where the signature is none of its kind at all.
        let said = String(decoding: outcome.output, as: UTF8.self) + outcome.errors
        guard said.contains("Verification failure") || said.contains("Error verifying") else {
            throw Self.problem(outcome, SigningKey(path: request.certificate), attempt)
        }
        return false
    }

    /// A folder of its own with files that openssl reads by their names.
    private static func folder(holding files: [String: Data], _ attempt: String) throws(Problem) -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vitrine-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw Problem(.storage, attempt: attempt, reason: "\(folder.path) cannot be written")
        }
        return folder
    }
}
