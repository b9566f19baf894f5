/// How much of its limits a project has used (image API, "Quota usage"). Sites without such limits tell nothing.
package struct SiteUsage: Hashable, Sendable, Identifiable {
    /// `image_size_total` and `image_stage_total` in MiB, `image_count_total`, `image_count_uploading`.
    package var id: String
    package var used: Int64
    /// Negative if there is none.
    package var limit: Int64

    package init(id: String, used: Int64, limit: Int64) {
        self.id = id
        self.used = used
        self.limit = limit
    }

    /// What is used of what, in words; nil where there is no limit.
    package var sentence: String? {
        guard limit >= 0 else { return nil }
        return switch id {
        case "image_size_total": "\(used) of \(limit) MiB of image data"
        case "image_stage_total": "\(used) of \(limit) MiB of staged data"
        case "image_count_total": "\(used) of \(counted(Int(limit), "image"))"
        case "image_count_uploading": "\(used) of \(counted(Int(limit), "upload")) at once"
        default: "\(id) \(used) of \(limit)"
        }
    }

    /// What is counted, in a word or two.
    package var label: String {
        switch id {
        case "image_size_total": "Image data"
        case "image_stage_total": "Staged data"
        case "image_count_total": "Images"
        case "image_count_uploading": "Uploads at once"
        default: id
        }
    }

    /// What is used of what there may be: `1.5 GiB of 10 GiB, 15 %`, `3, no limit`.
    package var amount: String {
        let isMebibytes = id == "image_size_total" || id == "image_stage_total"
        func text(_ number: Int64) -> String {
            isMebibytes ? ByteSize(min(number, .max >> 20) << 20).short : String(number)
        }
        guard let fraction else { return "\(text(used)), \(limit < 0 ? "no limit" : "and none allowed")" }
        return "\(text(used)) of \(text(limit)), \(Int(fraction * 100)) %"
    }

    /// How much of it is used, more than 1 where the limit was lowered; nil where there is none to compare with.
    package var fraction: Double? { limit > 0 ? Double(used) / Double(limit) : nil }

    /// Reads the answer to `/v2/info/usage`, sorted by name.
    package static func list(_ json: JSONValue) -> [SiteUsage] {
        (json["usage"]?.object ?? [:]).compactMap { name, value in
            guard let used = value["usage"]?.integer, let limit = value["limit"]?.integer else { return nil }
            return SiteUsage(id: name, used: used, limit: limit)
        }.sorted { $0.id < $1.id }
    }
}
