import Catalog
import OpenStack
import TestSupport

/// One entry of a `clouds.yaml`, ready to be asked for images.
struct Identity {
    let signIn: SignIn
    let transport: Transport

    var images: ImageClient { ImageClient(signIn: signIn) }

    init(_ name: String, in cloudsYAML: String) throws {
        let files = CloudFiles.load(
            environment: ["OS_CLIENT_CONFIG_FILE": cloudsYAML], currentDirectory: "/", homeDirectory: "/nowhere")
        let cloud = try files.cloud(name)
        transport = try Transport(cloud: cloud, proxies: Proxies(environment: [:]), version: "test")
        signIn = SignIn(cloud: cloud, transport: transport) { _ in throw CancellationError() }
    }

    /// Does something with an identity, and closes its connections after.
    static func with<Answer>(
        _ name: String, in cloudsYAML: String, _ act: (Identity) async throws -> Answer
    ) async throws -> Answer {
        let identity = try Identity(name, in: cloudsYAML)
        do {
            let answer = try await act(identity)
            await identity.transport.close()
            return answer
        } catch {
            await identity.transport.close()
            throw error
        }
    }

    /// The names of all images that `visibility=all` lists.
    func names() async throws -> [String] {
        var names: [String] = []
        var marker: PageMarker?
        repeat {
            let page = try await images.page(ListQuery(visibility: .all, limit: 50), after: marker)
            names += page.decode().images.compactMap(\.name)
            marker = page.next
        } while marker != nil
        return names
    }
}
