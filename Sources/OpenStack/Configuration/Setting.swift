internal import Catalog

/// One value of a configuration file, with the place where it stands.
struct Setting: Sendable {
    indirect enum Value: Sendable {
        /// Null or empty, which counts as not there.
        case missing
        case text(String)
        case list([Setting])
        case mapping(Mapping)
    }

    var value: Value
    var place: Place

    init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }

    /// The text if this is one.
    var text: String? {
        if case .text(let text) = value { text } else { nil }
    }

    var mapping: Mapping? {
        if case .mapping(let mapping) = value { mapping } else { nil }
    }

    var isMissing: Bool {
        if case .missing = value { true } else { false }
    }

    /// The texts of a list, or of a text with commas.
    var texts: [String] {
        switch value {
        case .text(let text): text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
        case .list(let items): items.compactMap(\.text)
        case .missing, .mapping: []
        }
    }

    /// What kind of value this is, for messages.
    var kind: String {
        switch value {
        case .missing: "empty"
        case .text: "text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Keys in the order of the file; a later one of the same name replaces the earlier.
    struct Mapping: Sendable {
        private(set) var keys: [String] = []
        private var settings: [String: Setting] = [:]

        subscript(key: String) -> Setting? {
            get { settings[key] }
            set {
                if settings[key] == nil, newValue != nil { keys.append(key) }
                if newValue == nil { keys.removeAll { $0 == key } }
                settings[key] = newValue
            }
        }

        var isEmpty: Bool { keys.isEmpty }
    }
}

extension Setting.Mapping {
    /// These settings with `other` laid over them, mappings merged at every depth: how `secure.yaml` completes
    /// `clouds.yaml`.
    func mergedDeeply(with other: Setting.Mapping) -> Setting.Mapping {
        merged(with: other) { _ in true }
    }

    /// These settings with `other` laid over them, `auth` merged key by key and everything else replaced: how an entry
    /// completes its profile, and a region its entry.
    func overlaid(by other: Setting.Mapping) -> Setting.Mapping {
        merged(with: other) { $0 == "auth" }
    }

    private func merged(with other: Setting.Mapping, goingInto: (String) -> Bool) -> Setting.Mapping {
        var result = self
        for key in other.keys {
            guard let new = other[key], !new.isMissing else { continue }
            if goingInto(key), let inner = new.mapping, let old = result[key], let present = old.mapping {
                result[key] = Setting(.mapping(present.merged(with: inner, goingInto: goingInto)), at: old.place)
            } else {
                result[key] = new
            }
        }
        return result
    }

    /// The same settings with every `-` in a key as `_`, at every depth: both spellings are in use.
    var normalised: Setting.Mapping {
        var result = Setting.Mapping()
        for key in keys {
            guard var setting = self[key] else { continue }
            setting.normalise()
            result[String(key.map { $0 == "-" ? "_" : $0 })] = setting
        }
        return result
    }
}

extension Setting {
    fileprivate mutating func normalise() {
        switch value {
        case .mapping(let mapping): value = .mapping(mapping.normalised)
        case .list(let items):
            value = .list(
                items.map { item in
                    var item = item
                    item.normalise()
                    return item
                })
        case .missing, .text: break
        }
    }
}
