package import Catalog
package import OpenStack
package import Replica

/// A real cloud.
package final class OpenStackAccess: CloudAccess {
    package let signIn: SignIn
    package let identity: ReplicaIdentity
    private let transport: Transport
    private let images: ImageClient
    private let people: IdentityClient

    /// - Parameter transport: Closed with the access.
    package convenience init(cloud: Cloud, transport: Transport, reports: Reports) {
        self.init(signIn: SignIn(cloud: cloud, transport: transport, ask: { try await reports.ask($0) }), transport)
    }

    private init(signIn: SignIn, _ transport: Transport) {
        self.signIn = signIn
        self.transport = transport
        identity = ReplicaIdentity(signIn.cloud)
        images = ImageClient(signIn: signIn)
        people = IdentityClient(signIn: signIn)
    }

    /// The same cloud for another project or region, without asking again for what was typed.
    ///
    /// - Parameter transport: For that cloud, because a region may have certificates and limits of its own; transfers
    ///   that were begun here keep this one.
    package func switched(to cloud: Cloud, over transport: Transport) async -> OpenStackAccess {
        OpenStackAccess(signIn: await signIn.switched(to: cloud, over: transport), transport)
    }

    package func close() async { await transport.close() }

    package func session() async throws(Problem) -> Session { try await signIn.session() }

    package func page(_ query: ListQuery, after marker: PageMarker?) async throws(Problem) -> ListPage {
        let page = try await images.page(query, after: marker)
        return ListPage(next: page.next, count: page.count, servedAt: page.servedAt, decode: page.decode)
    }

    package func image(_ id: ImageID) async throws(Problem) -> Image { try await images.image(id) }

    package func members(of id: ImageID) async throws(Problem) -> [Member] { try await images.members(of: id) }

    package func member(of id: ImageID, project: ProjectID) async throws(Problem) -> Member {
        try await images.member(of: id, project: project)
    }

    package func tasks(of id: ImageID) async throws(Problem) -> [ImageTask] { try await images.tasks(of: id) }

    package func stores(inDetail: Bool) async throws(Problem) -> [Store] {
        try await images.stores(inDetail: inDetail)
    }

    package func importMethods() async throws(Problem) -> [String] { try await images.importMethods() }

    package func usage() async throws(Problem) -> [SiteUsage] { try await images.usage() }

    package func cache() async throws(Problem) -> ImageCache { try await images.cache() }

    package func schema() async throws(Problem) -> ImageSchema { try await images.schema() }

    package func namespaceRecords() async throws(Problem) -> [JSONValue] { try await images.namespaceRecords() }

    package func projectNames() async throws(Problem) -> [ProjectID: String] { try await people.projectNames() }
}

extension ReplicaIdentity {
    /// Everything in a cloud's configuration that decides which images are seen. Who is really signed in, and for which
    /// project, the replica notes by itself.
    init(_ cloud: Cloud) {
        var traits: [String: String] = [:]
        switch cloud.credentials {
        case .identity(let url, _, let scope):
            traits["auth_url"] = url
            traits["scope"] = scope.trait
        case .fixed(let endpoint, _):
            traits["endpoint"] = endpoint
        }
        traits["auth_type"] = cloud.credentials.type
        traits["user"] = cloud.userName
        traits["region"] = cloud.region
        traits["interface"] = cloud.interfaces.map(\.rawValue).joined(separator: ",")
        if let image = cloud.services[.image] {
            traits["image_endpoint"] = image.endpointOverride
            traits["image_region"] = image.region
            traits["image_interface"] = image.interfaces.map(\.rawValue).joined(separator: ",")
            traits["image_name"] = image.name
        }
        self.init(cloud: cloud.name, traits: traits)
    }
}

extension Scope {
    /// The scope in a form that differs for different ones.
    fileprivate var trait: String {
        guard case .project(let project, let domain) = self else { return text }
        return "project \(project.trait) in \(domain?.trait ?? "no domain")"
    }
}

extension Reference {
    fileprivate var trait: String {
        switch self {
        case .id(let text): "id \(text)"
        case .name(let text): "name \(text)"
        }
    }
}
