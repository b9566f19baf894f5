package import Catalog
internal import NIOHTTP1

extension ImageClient {
    /// Fetches an image's data into a file, from where that ends. A connection that breaks is taken up again a few times;
    /// where the service knows no parts, or not this one, everything is fetched anew.
    ///
    /// Constant memory. Cancelling the task ends it; what came so far stays in the file.
    ///
    /// - Parameter size: Of all the data, in bytes, as the image says; nil if it does not.
    /// - Throws: `Problem`: with the status 204 if the image has no data; of the kind `file` if it could not be written.
    package func download(_ id: ImageID, size: Int64?, into file: IncomingFile) async throws(Problem) {
        do throws(Problem) {
            try await fetch(id, IncomingData(file: file, size: size))
        } catch {
            guard error.isAboutParts, file.count > 0 else { throw error }
            try file.restart()
            try await fetch(id, IncomingData(file: file, size: size))
        }
    }

    private func fetch(_ id: ImageID, _ data: IncomingData) async throws(Problem) {
        let attempt = "Could not fetch the data of the image \(id)"
        _ = try await signIn.send(.image, attempt, lasting: Token.reserveForUploads) { (endpoint) throws(Problem) in
            var call = Call(.image, attempt, at: endpoint.address(Self.path(id, "/file")))
            call.data = data
            return call
        }
    }
}

extension Problem {
    /// Whether it may be for want of parts: 416, 400 of stores that have none, or a part that was not asked for.
    fileprivate var isAboutParts: Bool {
        switch httpStatus {
        case 400, 416: true
        case 206: kind == .malformed
        default: false
        }
    }
}
