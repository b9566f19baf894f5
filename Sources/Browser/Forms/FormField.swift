internal import Canvas

/// One question of a form.
struct FormField: Hashable, Sendable, Identifiable {
    /// Short and lasting: drafts are kept under it.
    let id: String
    var label: String
    var control: FormControl
    var isRequired = false
    /// One line, always visible while the field has the focus.
    var help = ""
    /// Everything there is to say; F1 shows it.
    var explanation = ""
    /// Left out of the form as long as it makes no sense.
    var isVisible = true
    /// Why it cannot be changed, nil if it can.
    var refusal: String?
    /// What is wrong with the value, in words. Shown once the field was left or the form submitted.
    var mistake: String?
    /// What is odd about the value, but no reason to refuse it.
    var warning: String?
    /// Whether the user was here and left again.
    var wasLeft = false
    /// Whether the user changed the value, so that suggestions no longer replace it.
    var wasEdited = false

    init(_ id: String, _ label: String, _ control: FormControl, isRequired: Bool = false, help: String = "") {
        self.id = id
        self.label = label
        self.control = control
        self.isRequired = isRequired
        self.help = help
    }

    var canBeFocused: Bool { isVisible && control.canBeFocused }
}

/// How a question is answered.
enum FormControl: Hashable, Sendable {
    case text(TextField)
    /// A path on this machine, completed with Tab-like keys by what is there.
    case path(TextField, completions: [String])
    /// Digits only.
    case number(TextField, unit: String)
    case choice([FormOption], selected: Int)
    case toggle(Bool)
    /// Several words, one a line, entered and removed one by one.
    case list([String], entry: TextField)
    /// Something to read.
    case note(String)
    /// What will be sent and the commands that do the same; Enter copies the commands.
    case review([String], commands: [String])

    var canBeFocused: Bool {
        if case .note = self { false } else { true }
    }
}

/// One of the answers of a choice.
struct FormOption: Hashable, Sendable {
    var value: String
    var title: String
    /// What it means, shown beside or below it.
    var detail: String
    /// Why it cannot be chosen, nil if it can.
    var refusal: String?

    init(_ value: String, _ title: String, detail: String = "", refusal: String? = nil) {
        self.value = value
        self.title = title
        self.detail = detail
        self.refusal = refusal
    }
}

extension FormField {
    /// The answer as text, for dialogs, drafts and comparison.
    var value: String {
        get {
            switch control {
            case .text(let field), .path(let field, _), .number(let field, _): field.text
            case .choice(let options, let selected): options.indices.contains(selected) ? options[selected].value : ""
            case .toggle(let isOn): isOn ? "yes" : "no"
            case .list(let items, _): items.joined(separator: "\n")
            case .note, .review: ""
            }
        }
        set {
            switch control {
            case .text(var field):
                field.replace(with: newValue)
                control = .text(field)
            case .path(var field, let completions):
                field.replace(with: newValue)
                control = .path(field, completions: completions)
            case .number(var field, let unit):
                field.replace(with: newValue)
                control = .number(field, unit: unit)
            case .choice(let options, let selected):
                let index = options.firstIndex { $0.value == newValue } ?? selected
                control = .choice(options, selected: index)
            case .toggle: control = .toggle(newValue == "yes")
            case .list(_, let entry):
                control = .list(newValue.split(separator: "\n").map(String.init), entry: entry)
            case .note, .review: break
            }
        }
    }

    var isOn: Bool { value == "yes" }

    /// The items of a list, with what is being typed counted in: nobody types to have it ignored.
    var items: [String] {
        guard case .list(let items, let entry) = control else { return [] }
        let typed = entry.text.trimmedOfBlanks
        return typed.isEmpty || items.contains(typed) ? items : items + [typed]
    }

    /// The number, nil if the text is none.
    var number: Int? { Int(value.trimmedOfBlanks) }
}

extension String {
    /// This text without blanks at its ends.
    var trimmedOfBlanks: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}
