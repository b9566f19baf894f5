/// What a filter asks of one field of an image.
package enum FilterCondition: Hashable, Sendable {
    /// A field that contains a text, without regard to case.
    case text(FilterField, String)
    /// A property, by its own name, that contains a text.
    case property(String, String)
    /// A property that is there, whatever its value: `name:*`.
    case present(String)
    case visibility(Visibility)
    case status(ImageStatus)
    /// A disk format, or what the Format column calls it.
    case format(String)
    case container(String)
    case type(ImageKind)
    case signature(Signature)
    case owned
    /// An image that another project offers to this one, by what this one answered.
    case offer(MemberStatus)
    case flag(FilterFlag)
    /// `protected` or `hidden`, yes or no.
    case truth(FilterField, Bool)
    case version(FilterComparison<ImageVersion>)
    /// `ver:` with text that need not be an image version: `v1`, `24.04`.
    case anyVersion(String)
    /// `size` or `virtual_size`.
    case amount(FilterField, FilterComparison<FilterAmount>)
    /// `min_disk` or `min_ram`.
    case number(FilterField, FilterComparison<Int64>)
    /// `created` or `updated`.
    case moment(FilterField, FilterComparison<FilterMoment>)

    /// The text of a filter that means this.
    var text: String {
        switch self {
        case .text(let field, let text):
            "\(field.rawValue):" + FilterText.value(text, isQuoted: field == .owner && text == "mine")
        case .property(let name, let text): FilterText.name(name) + ":" + FilterText.value(text, isQuoted: text == "*")
        case .present(let name): FilterText.name(name) + ":*"
        case .visibility(let visibility):
            "vis:" + FilterText.value(visibility.text, isQuoted: !Visibility.known.contains(visibility))
        case .status(let status):
            "status:" + FilterText.value(status.text, isQuoted: !ImageStatus.known.contains(status))
        case .format(let format): "format:" + FilterText.value(format)
        case .container(let format): "container:" + FilterText.value(format)
        case .type(let kind): "type:\(kind)"
        case .signature(let signature): "signature:\(signature.rawValue)"
        case .owned: "owner:mine"
        case .offer(let status): "offer:\(status.text)"
        case .flag(let flag): "is:\(flag.rawValue)"
        case .truth(let field, let isTrue): "\(field.rawValue):\(isTrue ? "yes" : "no")"
        case .version(let comparison): "ver:" + comparison.text(\.description)
        case .anyVersion(let text): "ver:" + FilterText.value(text, isQuoted: FilterText.isComparison(text))
        case .amount(let field, let comparison): "\(field.rawValue):" + comparison.text(\.description)
        case .number(let field, let comparison): "\(field.rawValue):" + comparison.text(\.description)
        case .moment(let field, let comparison): "\(field.rawValue):" + comparison.text(\.description)
        }
    }
}

/// Text as it has to be typed into a filter.
enum FilterText {
    /// A word to look for.
    static func word(_ text: String) -> String {
        let isPlain = !text.hasPrefix("!") && !text.dropFirst().contains(":")
        return isPlain ? value(text) : quoted(text)
    }

    /// The name of a property; in quotes it is never one of the fields.
    static func name(_ text: String) -> String {
        let isPlain = !text.hasPrefix("!") && !text.contains(":") && FilterField(name: text) == nil
        return isPlain ? value(text) : quoted(text)
    }

    static func value(_ text: String, isQuoted: Bool = false) -> String {
        let isPlain = !isQuoted && !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "|" || $0 == "\"" }
        return isPlain ? text : quoted(text)
    }

    /// Whether a value has the signs of a comparison.
    static func isComparison(_ text: String) -> Bool {
        "<>=".contains { text.hasPrefix(String($0)) } || zip(text, text.dropFirst()).contains { $0 == "." && $1 == "." }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.flatMap { "\"\\".contains($0) ? ["\\", $0] : [$0] } + "\""
    }
}
