internal import Catalog

/// Lists of compute, network and volume services, which all page alike: a page names the next one in links.
extension SignIn {
    /// A whole list, page by page.
    ///
    /// - Parameter key: The name of the list in the answer; links to further pages stand under `<key>_links`.
    /// - Throws: `Problem`; `malformed` if a page leads back to one that was read.
    func list(
        _ service: Service, _ path: String, query: String? = nil, key: String, version: String? = nil,
        _ attempt: String
    ) async throws(Problem) -> [JSONValue] {
        var items: [JSONValue] = []
        var query = query
        var seen: Set<String> = []
        while true {
            let page = query
            let answer = try await send(service, attempt) { (endpoint) throws(Problem) in
                var call = Call(service, attempt, at: endpoint.address(path, query: page))
                call.setVersion(version)
                return call
            }
            let json = try answer.json()
            guard let rows = json[key]?.array else { throw answer.malformed("the answer holds no list of \(key)") }
            items += rows
            // The link may name a host that only the site's own machines know; what counts is what it asks for.
            let links = json["\(key)_links"]?.array ?? []
            let next = links.first { $0["rel"]?.string == "next" }?["href"]?.string
            guard let next, let question = next.firstIndex(of: "?") else { return items }
            let following = String(next[next.index(after: question)...])
            guard seen.insert(following).inserted, following != query else {
                throw answer.malformed("the link to the next page leads nowhere new")
            }
            query = following
        }
    }
}

extension Call {
    /// Asks for a microversion of the compute API, as in `2.37`; nil for the first one.
    mutating func setVersion(_ version: String?) {
        guard let version else { return }
        // The older header is for versions below 2.27 only.
        setHeader("OpenStack-API-Version", "compute \(version)")
    }
}
