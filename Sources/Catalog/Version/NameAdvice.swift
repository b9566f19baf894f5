/// What there is to say about an image's name. Advice, not force (R42): only `isError` stands in the way.
package enum NameAdvice: Hashable, Sendable {
    /// The parts of the naming convention `<os>-<version>-<profile>-v<major>.<minor>` (R40).
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case os = "operating system"
        case osVersion = "operating system's version"
        case profile = "profile"
        case version = "image version"
    }

    case missingName
    /// Over 255 characters: the service refuses it (R46).
    case tooLong(Int)
    /// Parts that are not there; the first one that is missing is what the user has to add.
    case missing([Part])
    /// The last part looks like a version but is not written as one; what it should be, where that is plain.
    case misspelt(version: String, proposal: String?)
    /// A character that the convention does not have (R41).
    case character(Character)
    /// Two hyphens in a row, or one at an end.
    case emptyPart
    /// A property that says something else than the name (R45).
    case disagreement(property: String, value: String, inName: String)
    /// The newer dashboard could not edit an image of this name (R46).
    case dashboard(Dashboard)

    package enum Dashboard: Hashable, Sendable {
        case beginning
        case length(Int)
        case character(Character)
    }

    package var isError: Bool {
        if case .tooLong = self { true } else { false }
    }

    package var sentence: String {
        switch self {
        case .missingName: "The image has no name."
        case .tooLong(let count): "The name has \(count) characters, and the image service takes 255 at most."
        case .missing(let parts): "The name lacks the \(Self.list(parts.map(\.rawValue))): \(Self.pattern)."
        case .misspelt(let version, let proposal?): "Write \(proposal) in place of \(version) at the end of the name."
        case .misspelt(let version, nil): "The version \(version) is not of the form v1.0."
        case .character(let character):
            "The name contains \(Self.shown(character)), and the convention knows only a to z, 0 to 9 and . _ + -."
        case .emptyPart: "There is nothing between two hyphens, or beside one at an end of the name."
        case .disagreement(let property, let value, let inName):
            "The property \(property) says \(value), the name says \(inName)."
        case .dashboard(.beginning): "The dashboard cannot edit an image whose name does not begin with a letter."
        case .dashboard(.length(let count)):
            "The dashboard cannot edit an image whose name has more than 128 characters; this one has \(count)."
        case .dashboard(.character(let character)):
            "The dashboard cannot edit an image whose name contains \(Self.shown(character))."
        }
    }

    static let pattern = "<os>-<version>-<profile>-v<major>.<minor>"

    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A character in words where it would not be seen, or would be taken for another one.
    private static func shown(_ character: Character) -> String {
        if character == " " { return "a blank" }
        let category = character.unicodeScalars.first?.properties.generalCategory
        switch category {
        case .control, .lineSeparator, .paragraphSeparator: return "a control character"
        case .format, .unassigned, .privateUse, .surrogate: return "an invisible character"
        default: return character.isWhitespace ? "white space" : "\u{201C}\(character)\u{201D}"
        }
    }
}
