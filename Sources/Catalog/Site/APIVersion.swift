/// One version of an API that a service offers.
package struct APIVersion: Hashable, Sendable, Identifiable {
    /// `v2.17`.
    package var id: String
    /// `CURRENT`, `SUPPORTED`, `EXPERIMENTAL`, `DEPRECATED`.
    package var status: String

    package init(id: String, status: String) {
        self.id = id
        self.status = status
    }

    /// Reads a service's list of versions, in its order. A higher number does not mean that everything below exists.
    package static func list(_ json: JSONValue) -> [APIVersion] {
        (json["versions"]?.array ?? json["versions"]?["values"]?.array ?? []).compactMap { version in
            version["id"]?.string.map { APIVersion(id: $0, status: version["status"]?.string ?? "") }
        }
    }
}
