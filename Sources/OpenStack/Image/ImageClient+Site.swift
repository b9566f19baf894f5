package import Catalog

/// What the site offers.
extension ImageClient {
    /// The stores, in the service's order; empty on a site with a single nameless one.
    ///
    /// - Parameter inDetail: With type, weight and properties, which administrators only may ask for.
    package func stores(inDetail: Bool = false) async throws(Problem) -> [Store] {
        let path = inDetail ? "/v2/info/stores/detail" : "/v2/info/stores"
        guard let answer = try await optional(path, "Could not list the stores") else { return [] }
        return (try answer.json()["stores"]?.array ?? []).compactMap(Store.init)
    }

    /// The ways of importing data that the site allows; empty if it allows none.
    package func importMethods() async throws(Problem) -> [String] {
        guard let answer = try await optional("/v2/info/import", "Could not list the import methods") else { return [] }
        return try answer.json()["import-methods"]?["value"]?.strings ?? []
    }

    /// Limits and their use; empty if the site sets none, or is too old to tell.
    package func usage() async throws(Problem) -> [SiteUsage] {
        guard let answer = try await optional("/v2/info/usage", "Could not read the usage") else { return [] }
        return SiteUsage.list(try answer.json())
    }

    /// What is in the cache of the node that answers; administrators only may ask.
    ///
    /// - Throws: `Problem`: of the kind `notFound` where the site manages no cache by its API.
    package func cache() async throws(Problem) -> ImageCache {
        ImageCache(try await get("/v2/cache", "Could not list the image cache").json())
    }

    /// What an image may have on this site.
    package func schema() async throws(Problem) -> ImageSchema {
        ImageSchema(try await get("/v2/schemas/image", "Could not read the schema of images").json())
    }

    /// The versions of the image API that the service offers, newest first as it lists them.
    package func versions() async throws(Problem) -> [APIVersion] {
        let attempt = "Could not list the versions of the image API"
        let answer = try await signIn.send(.image, attempt) { (endpoint) throws(Problem) in
            var call = Call(.image, attempt, at: endpoint.address("/versions"))
            call.alsoAccepts = [300]
            return call
        }
        return APIVersion.list(try answer.json())
    }

    /// A GET whose 404 means that the site has no such thing.
    private func optional(_ path: String, _ attempt: String) async throws(Problem) -> Answer? {
        do throws(Problem) {
            return try await get(path, attempt)
        } catch {
            guard error.httpStatus == 404 else { throw error }
            return nil
        }
    }
}
