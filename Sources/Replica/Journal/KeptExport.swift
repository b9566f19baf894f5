package import Catalog

/// An export as the journal keeps it from its beginning on: enough to go on, and to know what has to be reactivated.
package struct KeptExport: Hashable, Sendable, Identifiable {
    /// How far it had come for certain.
    package enum Stage: String, Hashable, Sendable {
        /// Data is missing, or was not looked at yet.
        case fetching
        /// All of it is there and is the image's; the file is about to get its name.
        case verified
        /// The file has its name.
        case saved
    }

    /// The word that the image was active and was deactivated for this export: noted before that is asked for, and
    /// struck out when the image was seen to be active again.
    package struct Hold: Hashable, Sendable {
        /// Whether the image was marked as deprecated then. One that somebody deprecates meanwhile stays deactivated.
        package var wasDeprecated: Bool
        /// The number of the deactivation in the activity log.
        package var entry: Activity.ID?

        package init(wasDeprecated: Bool, entry: Activity.ID? = nil) {
            self.wasDeprecated = wasDeprecated
            self.entry = entry
        }
    }

    package var id: Transfer.ID
    package var workplace: Workplace
    package var at: Instant
    /// The number of its entries in the activity log.
    package var plan: Int64
    package var export: ImageExport
    package var stage = Stage.fetching
    /// What the data was when the first byte of the part was fetched.
    package var mark: DataMark?
    /// Of the file, once it was seen to be the one of the image's data; nil where there was none to compare with.
    package var digest: DataDigest?
    package var hold: Hold?
    /// Why it stopped.
    package var problem: Problem?
    /// Whether it is to go on by itself at the next start: nobody has stopped it.
    package var goesOn = true

    package init(id: Transfer.ID, workplace: Workplace, at: Instant, plan: Int64, export: ImageExport) {
        self.id = id
        self.workplace = workplace
        self.at = at
        self.plan = plan
        self.export = export
    }
}

extension KeptExport {
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "plan": .integer(plan), "stage": .string(stage.rawValue), "goes-on": .bool(goesOn),
            "export": .object([
                "image": .string(export.image.rawValue), "title": .string(export.title), "path": .string(export.path),
                "replaces": .bool(export.replaces), "deactivates": .bool(export.deactivates),
            ]),
        ]
        fields["mark"] = mark?.json
        fields["digest"] = digest.map { .string($0.text) }
        fields["problem"] = problem?.json
        if let hold {
            var holding: [String: JSONValue] = ["deprecated": .bool(hold.wasDeprecated)]
            holding["entry"] = hold.entry.map(JSONValue.integer)
            fields["hold"] = .object(holding)
        }
        return .object(fields)
    }

    /// Nil if it is no export, or something is missing.
    init?(id: String, workplace: Workplace, at: Instant, json: JSONValue) {
        guard let plan = json["plan"]?.integer, let kept = json["export"], let image = kept["image"]?.string,
            let path = kept["path"]?.string
        else { return nil }
        var export = ImageExport(Image(id: ImageID(image), name: kept["title"]?.string), to: path)
        export.replaces = kept["replaces"]?.bool ?? false
        export.deactivates = kept["deactivates"]?.bool ?? false
        self.init(id: Transfer.ID(id), workplace: workplace, at: at, plan: plan, export: export)
        // A word of another release: what is there is looked at again.
        stage = json["stage"]?.string.flatMap(Stage.init(rawValue:)) ?? .fetching
        mark = json["mark"].map { DataMark($0) }
        digest = json["digest"]?.string.flatMap(DataDigest.init(text:))
        hold = json["hold"].map { hold in
            Hold(wasDeprecated: hold["deprecated"]?.bool ?? false, entry: hold["entry"]?.integer)
        }
        problem = json["problem"].flatMap { Problem($0) }
        goesOn = json["goes-on"]?.bool ?? false
    }
}
