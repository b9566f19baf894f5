/// Plans in the form in which the journal keeps them while they are carried out.
extension ChangePlan {
    package var json: JSONValue {
        var fields: [String: JSONValue] = [
            "id": .string(id.text), "name": .string(name), "note": .string(note), "overwrites": .bool(overwrites),
            "steps": .array(steps.map(\.json)),
        ]
        if deletesUnchecked { fields["unchecked"] = .bool(true) }
        fields["settles"] = settles.map(JSONValue.integer)
        return .object(fields)
    }

    /// Nil if it holds something that this release does not know.
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, let name = json["name"]?.string, let steps = json["steps"]?.array else {
            return nil
        }
        let read = steps.compactMap(Step.init)
        guard read.count == steps.count else { return nil }
        self.init(id: ID(id), name: name, steps: read)
        note = json["note"]?.string ?? ""
        overwrites = json["overwrites"]?.bool ?? false
        deletesUnchecked = json["unchecked"]?.bool ?? false
        settles = json["settles"]?.integer
    }
}

extension ChangePlan.Step {
    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = [
            "image": .string(image.rawValue), "title": .string(title), "change": change.json,
        ]
        fields["undoes"] = undoes.map(JSONValue.integer)
        return .object(fields)
    }

    fileprivate init?(_ json: JSONValue) {
        guard let image = json["image"]?.string, let title = json["title"]?.string,
            let change = json["change"].flatMap(ImageChange.init)
        else { return nil }
        self.init(image: ImageID(image), title: title, change: change)
        undoes = json["undoes"]?.integer
    }
}
