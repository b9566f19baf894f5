package import Catalog

/// What the model layer asks of a cloud's compute service, and of those around it.
package protocol ComputeAsking: Sendable {
    /// Which servers use an image. Failures are part of the answer.
    func usage(of image: ImageID, in scope: ImageUsage.Scope) async -> ImageUsage.Answer
    /// The volumes that were made from an image.
    func volumes(from image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Volume]
    /// What there is to choose from for a new server. Failures are part of the answer.
    func launchOffer() async -> LaunchOffer
    /// Asks for a server, once. Answers the request's ID beside it.
    func launch(_ server: NewServer) async throws(Problem) -> (server: Server, requestID: String?)
    func server(_ id: String) async throws(Problem) -> Server
}
