package import Catalog

/// What the model layer asks of a cloud that changes something. Every call is one request, sent at most once.
package protocol ImageWriting: Sendable {
    /// Sends a change of one image. Answers the request's ID.
    @discardableResult
    func send(_ change: ImageChange, to id: ImageID) async throws(Problem) -> String?
    /// Makes the record of an image; members and data follow.
    func create(_ image: NewImage) async throws(Problem) -> (image: Image, requestID: String?)
    /// Sends a file as an image's data, or to the service's staging area, by the image's route and to its store.
    ///
    /// - Parameters:
    ///   - algorithm: The site's own, if it is known.
    ///   - progress: Told the bytes sent so far, from any thread, about ten times a second.
    func upload(
        _ file: String, as image: NewImage, to id: ImageID, algorithm: DigestAlgorithm?,
        progress: @escaping @Sendable (Int64) -> Void
    ) async throws(Problem) -> (digest: DataDigest, requestID: String?)
    /// The hash of a file of this machine, all of which is read.
    func digest(of file: String, _ algorithm: DigestAlgorithm) async throws(Problem) -> DataDigest
    /// Asks the service to take the data, as `image.dataImport` says. Answers the request's ID.
    func startImport(_ request: ImageImport, into id: ImageID) async throws(Problem) -> String?
}
