internal import Canvas
internal import Catalog

/// The value of one property while it is edited: a text, one of several values, yes or no, or several values with an
/// operator.
struct MetadataEditor: Hashable, Sendable {
    enum Widget: Hashable, Sendable {
        case text(TextField)
        /// Nil while none is chosen: the images differ.
        case choice([String], selected: Int?)
        case array(operators: [String], chosenOperator: Int, items: [String], chosen: Set<String>, cursor: Int)
    }

    let key: String
    let definition: MetadataProperty?
    private(set) var widget: Widget
    private var typing = TypeAhead()
    /// Whether the images have different values, which stay as they are unless one is given.
    let differs: Bool
    /// The value it began with as it is shown; nil where there was none.
    private var shown: String?

    /// - Parameter text: The value it begins with; nil where the images differ.
    init(_ key: String, text: String?, definition: MetadataProperty?) {
        self.key = key
        self.definition = definition
        differs = text == nil
        widget = Self.widget(text ?? "", definition, differs: text == nil)
        shown = text.flatMap { $0.isEmpty ? nil : self.text }
    }

    /// Whether nothing was given for images that differ, or what is there was left as it is: a field shows one line
    /// without control characters, of which a value may have more.
    var leavesAll: Bool { differs ? text.isEmpty : text == shown }

    private static func widget(_ text: String, _ definition: MetadataProperty?, differs: Bool) -> Widget {
        guard let definition else { return .text(TextField(text)) }
        switch definition.kind {
        case .boolean:
            let values = ["true", "false"]
            // A value such as "yes" is kept as a third one, until another is chosen.
            let all = text.isEmpty || values.contains(text) ? values : values + [text]
            return .choice(all, selected: all.firstIndex(of: text) ?? (differs ? nil : 1))
        case .array where !definition.choices.isEmpty:
            guard let array = text.isEmpty ? MetadataArray(operator: "", items: []) : MetadataArray(text) else {
                return .text(TextField(text))
            }
            // What the definition does not know is kept until it is taken away.
            let isKnown = text.isEmpty || definition.arrayOperators.contains(array.operator)
            let operators = definition.arrayOperators + (isKnown ? [] : [array.operator])
            return .array(
                operators: operators, chosenOperator: operators.firstIndex(of: array.operator) ?? 0,
                items: definition.choices + array.items.filter { !definition.choices.contains($0) },
                chosen: Set(array.items), cursor: 0)
        case .string where !definition.choices.isEmpty, .other where !definition.choices.isEmpty:
            let all =
                text.isEmpty || definition.choices.contains(text) ? definition.choices : definition.choices + [text]
            return .choice(all, selected: all.firstIndex(of: text) ?? (differs ? nil : 0))
        default: return .text(TextField(text))
        }
    }

    var text: String {
        switch widget {
        case .text(let field): field.text
        case .choice(let values, let selected): selected.map { values[$0] } ?? ""
        case .array(let operators, let chosen, let items, let set, _):
            MetadataArray(operator: operators[chosen], items: items.filter(set.contains)).description
        }
    }

    /// What is wrong with the value, nil if nothing is.
    var mistake: String? {
        let text = text
        if leavesAll { return nil }
        if text.unicodeScalars.contains(where: { $0.value > 0xFFFF }) {
            return "The service refuses characters outside Unicode's basic plane."
        }
        guard let definition else { return nil }
        if text.isEmpty { return "A value is needed." }
        return definition.mistake(in: text)
    }

    /// Takes input but for the keys that end editing. Answers whether it meant anything.
    mutating func handle(_ input: Input) -> Bool {
        switch widget {
        case .text(var field):
            let taken = field.handle(input)
            widget = .text(field)
            return taken
        case .choice(let values, let selected):
            guard case .key(let key) = input else { return false }
            if key.text == nil || key == Key(" ") { typing.forget() }
            switch key {
            case Key(.right), Key(.down), Key(" "):
                widget = .choice(values, selected: selected.map { ($0 + 1) % values.count } ?? 0)
            case Key(.left), Key(.up):
                widget = .choice(values, selected: ((selected ?? 0) + values.count - 1) % values.count)
            default:
                guard let letter = key.text else { return false }
                widget = .choice(
                    values, selected: typing.option(with: letter, in: values, after: selected) ?? selected)
            }
            return true
        case .array(let operators, var chosenOperator, let items, var chosen, var cursor):
            guard case .key(let key) = input else { return false }
            switch key {
            case Key(.right), Key(.down): cursor = (cursor + 1) % items.count
            case Key(.left), Key(.up): cursor = (cursor + items.count - 1) % items.count
            case Key(" "): if chosen.remove(items[cursor]) == nil { chosen.insert(items[cursor]) }
            case Key("o"): chosenOperator = (chosenOperator + 1) % operators.count
            default: return false
            }
            widget = .array(
                operators: operators, chosenOperator: chosenOperator, items: items, chosen: chosen, cursor: cursor)
            return true
        }
    }

    /// How the widget is used, for the hint line.
    var hints: [Hint] {
        switch widget {
        case .text: [Hint("Enter", "keep"), Hint("Esc", "leave")]
        case .choice: [Hint("Left Right", "choose"), Hint("Enter", "keep"), Hint("Esc", "leave")]
        case .array:
            [
                Hint("Left Right", "value"), Hint("Space", "take"), Hint("o", "operator"), Hint("Enter", "keep"),
                Hint("Esc", "leave"),
            ]
        }
    }
}
