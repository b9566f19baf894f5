package import Catalog

/// A transfer as the journal keeps it from the first request on: enough to go on, or to say what is left.
package struct KeptTransfer: Hashable, Sendable, Identifiable {
    /// How far it had come for certain.
    package enum Stage: String, Hashable, Sendable {
        /// The record may have been made.
        case creating
        /// The record is there; members may be missing, and data has not been sent.
        case created
        /// Data is being sent.
        case sending
        /// All data is staged; the service is to be asked to import it.
        case staged
        /// The service works on it.
        case processing
    }

    /// What tells whether a file is still the one it was.
    package struct FileMark: Hashable, Sendable {
        /// In bytes.
        package var size: Int64
        /// In nanoseconds since 1970.
        package var modified: Int64

        package init(size: Int64, modified: Int64) {
            self.size = size
            self.modified = modified
        }
    }

    package var id: Transfer.ID
    package var workplace: Workplace
    package var at: Instant
    /// The number of its entries in the activity log.
    package var plan: Int64
    /// Its ID is set, and its members are those that are still to be added.
    package var image: NewImage
    package var stage = Stage.creating
    package var file: FileMark?
    /// Of what was sent.
    package var digest: DataDigest?
    /// Why it stopped.
    package var problem: Problem?
    /// Whether the program was ended while it was under way, and it is to go on by itself at the next start.
    package var goesOn = false
    /// Whether the user stopped it for now.
    package var isPaused = false
    /// Whether the address cannot be used again, because its secrets are not kept.
    package private(set) var hasLostSecrets = false

    package init(id: Transfer.ID, workplace: Workplace, at: Instant, plan: Int64, image: NewImage) {
        self.id = id
        self.workplace = workplace
        self.at = at
        self.plan = plan
        self.image = image
    }
}

extension KeptTransfer {
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "plan": .integer(plan), "image": image.keptJSON, "stage": .string(stage.rawValue),
        ]
        if let file {
            fields["size"] = .integer(file.size)
            fields["modified"] = .integer(file.modified)
        }
        if goesOn { fields["goes-on"] = .bool(true) }
        if isPaused { fields["paused"] = .bool(true) }
        fields["digest"] = digest.map { .string($0.text) }
        fields["problem"] = problem?.json
        if case .url(let url) = image.source {
            fields["secrets"] = .bool(DataAddress(url).hasSecrets || hasLostSecrets)
        }
        return .object(fields)
    }

    /// Nil if something is missing.
    init?(id: String, workplace: Workplace, at: Instant, json: JSONValue) {
        guard let plan = json["plan"]?.integer, let image = json["image"].flatMap(NewImage.init(kept:)), image.id != nil
        else { return nil }
        self.init(id: Transfer.ID(id), workplace: workplace, at: at, plan: plan, image: image)
        // A word of another release: to be looked into from the beginning, which does nothing twice.
        stage = json["stage"]?.string.flatMap(Stage.init(rawValue:)) ?? .creating
        if let size = json["size"]?.integer, let modified = json["modified"]?.integer {
            file = FileMark(size: size, modified: modified)
        }
        digest = json["digest"]?.string.flatMap(DataDigest.init(text:))
        goesOn = json["goes-on"]?.bool ?? false
        isPaused = json["paused"]?.bool ?? false
        problem = json["problem"].flatMap(Problem.init(kept:))
        hasLostSecrets = json["secrets"]?.bool ?? false
    }
}

extension Problem {
    /// Nil if it is none. Earlier releases kept nothing but the reason.
    fileprivate init?(kept json: JSONValue) {
        if let reason = json.string {
            self.init(.refused, attempt: "It had stopped", reason: reason)
        } else {
            self.init(json)
        }
    }
}
