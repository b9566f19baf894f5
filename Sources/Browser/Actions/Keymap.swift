package import Canvas

/// Which key asks for which action, place by place.
package struct Keymap: Sendable {
    private var actions: [Place: [Key: Action]] = [:]
    private var keys: [Action: [Key]] = [:]
    private let places: [String: SettingsPlace]
    /// Keys that the settings give to two actions of one place: the later one has it.
    package private(set) var warnings: [SettingsWarning] = []

    /// The default keys, but for actions that `overrides` names by their raw value.
    ///
    /// - Parameter places: Where those names are written, for warnings.
    package init(overrides: [String: [String]] = [:], places: [String: SettingsPlace] = [:]) {
        self.places = places
        for entry in ActionTable.entries {
            let names = overrides[entry.action.rawValue] ?? entry.keys
            let isChosen = overrides[entry.action.rawValue] != nil
            keys[entry.action] = names.compactMap { Key($0) }
            for key in keys[entry.action] ?? [] {
                for place in entry.places { give(key, to: entry.action, in: place, isChosen: isChosen, overrides) }
            }
        }
    }

    package init(_ settings: Settings) { self.init(overrides: settings.keys, places: settings.keyPlaces) }

    /// A key the user chose wins over a default one, whichever comes first in the table.
    private mutating func give(
        _ key: Key, to action: Action, in place: Place, isChosen: Bool, _ overrides: [String: [String]]
    ) {
        if let other = actions[place]?[key] {
            let otherIsChosen = overrides[other.rawValue] != nil
            if isChosen && otherIsChosen {
                warn("gives \(key) to both \(other.rawValue) and \(action.rawValue); the second has it.", of: action)
            } else if otherIsChosen {
                noteLoss(of: key, from: action, to: other)
                keys[action]?.removeAll { $0 == key }
                return
            } else {
                noteLoss(of: key, from: other, to: action)
            }
            keys[other]?.removeAll { $0 == key }
        }
        actions[place, default: [:]][key] = action
    }

    /// An action that keeps another key is missed less; still its user may wonder.
    private mutating func noteLoss(of key: Key, from loser: Action, to winner: Action) {
        warn("gives \(key) to \(winner.rawValue), so that \(loser.rawValue) no longer has it.", of: winner)
    }

    private mutating func warn(_ sentence: String, of action: Action) {
        let place = places[action.rawValue] ?? SettingsPlace(file: "settings.toml")
        let warning = SettingsWarning(file: place.file, line: place.line, sentence: sentence)
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    package func action(for key: Key, in place: Place) -> Action? { actions[place]?[key] }

    package func keys(for action: Action) -> [Key] { keys[action] ?? [] }

    /// Whether settings may name a key like this.
    package static func isKey(_ name: String) -> Bool { Key(name) != nil }
}
