package import Catalog

/// The little of the block storage service that a catalogue of images needs (block storage API v3).
package struct VolumeClient: Sendable {
    package let signIn: SignIn

    package init(signIn: SignIn) { self.signIn = signIn }

    /// The volumes that were made from an image. The service cannot be asked for these alone: all are listed, page by
    /// page, of all projects or of the own one.
    package func volumes(from image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Volume] {
        let whose = scope == .allProjects ? "all_tenants=1&" : ""
        let all = try await signIn.list(
            .blockStorage, "/volumes/detail", query: "\(whose)limit=1000", key: "volumes",
            "Could not list the volumes made from the image \(image)")
        return all.filter { $0["volume_image_metadata"]?["image_id"]?.string == image.rawValue }.compactMap(Volume.init)
    }
}

extension Volume {
    /// Nil if there is no ID.
    fileprivate init?(_ json: JSONValue) {
        guard let id = json["id"]?.string else { return nil }
        self.init(
            id: id, name: json["name"]?.string ?? "", status: json["status"]?.string ?? "unknown",
            size: Int(json["size"]?.integer ?? 0),
            project: json["os-vol-tenant-attr:tenant_id"]?.string.map { ProjectID($0) },
            servers: (json["attachments"]?.array ?? []).compactMap { $0["server_id"]?.string })
    }
}
