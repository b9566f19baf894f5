package import Catalog
internal import OpenStack

/// The compute service of a real cloud, and those around it.
extension OpenStackAccess {
    private var compute: ComputeClient { ComputeClient(signIn: signIn) }

    package func usage(of image: ImageID, in scope: ImageUsage.Scope) async -> ImageUsage.Answer {
        await compute.usage(of: image, in: scope)
    }

    package func volumes(from image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Volume] {
        try await VolumeClient(signIn: signIn).volumes(from: image, of: scope)
    }

    package func launchOffer() async -> LaunchOffer {
        let (compute, network) = (compute, NetworkClient(signIn: signIn))
        let hasNetwork = (try? await signIn.session().services.contains("network")) ?? false
        async let flavors = Result(of: { () throws(Problem) in try await compute.flavors() })
        async let keyPairs = Result(of: { () throws(Problem) in try await compute.keyPairs() })
        async let networks = Result(of: { () throws(Problem) in try await hasNetwork ? network.networks() : [] })
        async let groups = Result(of: { () throws(Problem) in try await hasNetwork ? network.securityGroups() : [] })
        // A service that does not tell is taken for the oldest one.
        async let version = try? await compute.latestVersion()
        var offer = LaunchOffer(flavors: await flavors, keyPairs: await keyPairs)
        let (found, foundGroups) = (await networks, await groups)
        offer.networks = hasNetwork ? found : nil
        offer.securityGroups = hasNetwork ? foundGroups : nil
        offer.version = await version
        return offer
    }

    package func launch(_ server: NewServer) async throws(Problem) -> (server: Server, requestID: String?) {
        let compute = compute
        let made = try await RequestTrail.following { () throws(Problem) in try await compute.create(server) }
        return (made.value, made.requestID)
    }

    package func server(_ id: String) async throws(Problem) -> Server { try await compute.server(id) }
}
