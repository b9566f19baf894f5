package import Catalog
package import OpenStack

/// What the model layer asks of a cloud to get an image's data.
package protocol ImageFetching: Sendable {
    /// Fetches an image's data into a file, from where that ends; what came before something goes wrong stays in it.
    ///
    /// - Parameter size: Of all the data, in bytes, as the image says; nil if it does not.
    func download(_ id: ImageID, size: Int64?, into file: IncomingFile) async throws(Problem)
}

extension OpenStackAccess {
    package func download(_ id: ImageID, size: Int64?, into file: IncomingFile) async throws(Problem) {
        try await ImageClient(signIn: signIn).download(id, size: size, into: file)
    }
}
