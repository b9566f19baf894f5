internal import Catalog

/// The regions that an entry names, with the settings that hold in each.
struct RegionList {
    struct Region {
        var name: String
        var values: Setting.Mapping?
    }

    private(set) var all: [Region] = []
    /// What should be said about how they are written.
    private(set) var notice: ConfigurationNotice?
    /// Whether the entry lists its regions, so that no other will do. A mere `region_name` is a preference.
    private let isClosed: Bool
    private let place: Place?

    init(_ entry: Setting.Mapping, cloud: String) throws(Problem) {
        let key = entry["regions"] == nil ? "region_name" : "regions"
        let setting = entry[key]
        place = setting?.place
        isClosed = key == "regions"
        switch setting?.value {
        case .list(let items) where key == "regions":
            for item in items { all.append(try Self.region(item, cloud: cloud)) }
        case .list, .text:
            all = (setting?.texts ?? []).map { Region(name: $0) }
            if all.count > 1 { notice = ConfigurationNotice("several regions belong into `regions`", at: place) }
        case .mapping:
            throw .configuration("Could not use the cloud “\(cloud)”", "`\(key)` is not a list", at: place)
        case .missing, nil: break
        }
    }

    private static func region(_ item: Setting, cloud: String) throws(Problem) -> Region {
        if let name = item.text { return Region(name: name) }
        guard let mapping = item.mapping, let name = mapping["name"]?.text,
            mapping.keys.allSatisfy({ $0 == "name" || $0 == "values" })
        else {
            throw .configuration(
                "Could not use the cloud “\(cloud)”", "a region is a name, or `name` with `values`", at: item.place)
        }
        return Region(name: name, values: mapping["values"]?.mapping)
    }

    /// The region named, or the first; nil if the entry names none and none is asked for. One that the catalogue has
    /// will do although the list goes without it.
    func choose(_ name: String?, cloud: String, catalogue: [String]) throws(Problem) -> Region? {
        guard let name, !name.isEmpty else { return all.first }
        if let known = all.first(where: { $0.name == name }) { return known }
        if !isClosed, name.contains(",") { return all.first }
        guard isClosed, !all.isEmpty, !catalogue.contains(name) else { return Region(name: name) }
        throw .configuration(
            "Could not use the cloud “\(cloud)”", "it has no region named “\(name)”", at: place,
            advice: "Its regions are: \(all.map(\.name).joined(separator: ", ")). Capitals count.")
    }
}
