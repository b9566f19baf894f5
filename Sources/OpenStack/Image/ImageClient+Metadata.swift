package import Catalog

/// Metadata definitions.
extension ImageClient {
    /// Namespaces that are asked for side by side.
    private static let parallelNamespaces = 4

    /// Every namespace for images that the token may read, in full, in the order of their names, each as the service
    /// sent it: for `MetadataNamespace`, and for keeping. One that cannot be read is left out.
    package func namespaceRecords() async throws(Problem) -> [JSONValue] {
        let names = try await namespaceNames()
        let records = await withTaskGroup(of: (String, JSONValue?).self) { group in
            var waiting = names[...]
            func startNext() {
                guard let name = waiting.popFirst() else { return }
                group.addTask { (name, try? await namespaceRecord(name)) }
            }
            for _ in 0..<Self.parallelNamespaces { startNext() }
            var records: [String: JSONValue] = [:]
            for await (name, record) in group {
                records[name] = record
                startNext()
            }
            return records
        }
        return names.sorted().compactMap { records[$0] }
    }

    /// The same, read.
    package func namespaces() async throws(Problem) -> [MetadataNamespace] {
        try await namespaceRecords().compactMap(MetadataNamespace.init)
    }

    /// One namespace in full, with the prefix for images before the names of its properties.
    package func namespaceRecord(_ name: String) async throws(Problem) -> JSONValue {
        try await get(
            "/v2/metadefs/namespaces/\(name.percentEncoded)", query: "resource_type=\(Self.imageType)",
            "Could not read the metadata definitions \(name)"
        ).json()
    }

    private static let imageType = MetadataNamespace.imageType.percentEncoded

    /// The names of all namespaces for images.
    private func namespaceNames() async throws(Problem) -> [String] {
        var names: [String] = []
        var marker: String?
        repeat {
            var query = "limit=100&resource_types=\(Self.imageType)"
            if let marker { query += "&marker=\(marker.percentEncoded)" }
            let json = try await get(
                "/v2/metadefs/namespaces", query: query, "Could not list the metadata definitions"
            ).json()
            let page = (json["namespaces"]?.array ?? []).compactMap { $0["namespace"]?.string }
            // A page that brings nothing new would be followed for ever.
            let new = page.filter { !names.contains($0) }
            names += new
            marker = json["next"]?.string == nil || new.isEmpty ? nil : page.last
        } while marker != nil
        return names
    }
}
