package import Catalog
internal import NIOHTTP1

/// Data: uploading it, having it imported.
extension ImageClient {
    /// Sends a file as the data of a queued image, which is active then, and gives the hash of what went out.
    ///
    /// The file is read as the connection takes it, in constant memory. Cancelling the task ends the upload; the service
    /// then queues the image again, a moment later.
    ///
    /// - Parameters:
    ///   - store: Where the data is to be kept; nil for the site's default.
    ///   - algorithm: The site's own, so that the result can be compared with the image (`DigestAlgorithm(of:)`).
    ///   - progress: Told the bytes sent so far, from any thread, ten times a second at most. Starts again at 0 if the
    ///     service refuses the token before it looks at the data.
    /// - Throws: `Problem`: what the service answered, also when it refuses in the middle; of the kind `file` if the
    ///   file changed or could not be read.
    package func upload(
        _ file: LocalFile, to id: ImageID, store: String? = nil, algorithm: DigestAlgorithm = .sha512,
        progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws(Problem) -> DataDigest {
        let outgoing = OutgoingFile(file, algorithm: algorithm, progress: progress)
        do throws(Problem) {
            return try await send(outgoing, .upload, "/file", of: id, store: store)
        } catch {
            guard let digest = outgoing.digest else { throw error }
            return try await settled(error) {
                let image = try await image(id)
                return image.status == .active && digest.agrees(with: image) == true ? digest : nil
            }
        }
    }

    /// Sends a file to the service's staging area, from which import method `glance-direct` takes it. Otherwise like
    /// `upload`; the image is then `uploading`.
    package func stage(
        _ file: LocalFile, for id: ImageID, algorithm: DigestAlgorithm = .sha512,
        progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws(Problem) -> DataDigest {
        let outgoing = OutgoingFile(file, algorithm: algorithm, progress: progress)
        return try await send(outgoing, .stage, "/stage", of: id, store: nil)
    }

    /// Asks the service to take an image's data from somewhere, or to copy it. What becomes of it shows in the image's
    /// status, and in its tasks.
    package func importData(_ request: ImageImport, into id: ImageID) async throws(Problem) {
        let attempt = "Could not import data into the image \(id)"
        _ = try await write(.dataImport(request.method), attempt, .POST, Self.path(id, "/import"), request.json)
    }

    private func send(
        _ outgoing: OutgoingFile, _ writing: Writing, _ rest: String, of id: ImageID, store: String?
    ) async throws(Problem) -> DataDigest {
        let attempt = "Could not upload \(outgoing.file.path) to the image \(id)"
        _ = try await write(writing, attempt, lasting: Token.reserveForUploads) { (endpoint) throws(Problem) in
            var call = Call(.image, attempt, .PUT, at: endpoint.address(Self.path(id, rest)))
            call.file = outgoing
            call.setHeader("Content-Type", "application/octet-stream")
            call.setHeader("x-openstack-image-size", String(outgoing.file.size))
            if let store { call.setHeader("X-Image-Meta-Store", store) }
            return call
        }
        // A service that is content before it had everything did not store everything.
        guard let digest = outgoing.digest else {
            throw Problem(.malformed, attempt: attempt, reason: "the service ended the upload before the data did")
        }
        return digest
    }
}
