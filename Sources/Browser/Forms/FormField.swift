internal import Canvas
internal import Catalog

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
    /// Whether the mistake is certain enough to be told while the value is still being typed.
    var tellsAtOnce = false
    /// What is odd about the value, but no reason to refuse it.
    var warning: String?
    /// What the service said against the value; it does not stand in the way of another attempt.
    var answer: String?
    /// What an empty field says.
    var placeholder = ""
    /// Whether the text is a URL, which may carry a password.
    var isAddress = false
    /// What is worth knowing about the value.
    var remark: String?
    /// What there is to choose from, beside what may be typed: C-o shows all of it.
    var candidates: [FormOption] = []
    /// Whether the user was here and left again.
    var wasLeft = false
    /// Whether the user changed the value, so that suggestions no longer replace it.
    var wasEdited = false
    /// The value that a draft holds for a choice; what there is to choose from may not be known yet.
    var wanted: String?
    /// The letters typed at a choice.
    var typing = TypeAhead()

    init(_ id: String, _ label: String, _ control: FormControl, isRequired: Bool = false, help: String = "") {
        self.id = id
        self.label = label
        self.control = control
        self.isRequired = isRequired
        self.help = help
    }

    var canBeFocused: Bool { isVisible && control.canBeFocused }

    /// What is wrong with the value, as far as it is to be told by now.
    var toldMistake: String? { wasLeft || tellsAtOnce ? mistake : nil }
}

/// How a question is answered.
enum FormControl: Hashable, Sendable {
    case text(TextField)
    /// Several lines; Enter begins another one. May hold anything, passwords too.
    case area(TextArea)
    /// A path on this machine; Tab completes it by what is there.
    case path(TextField, PathCompletion)
    /// Digits only.
    case number(TextField, unit: String)
    case choice([FormOption], selected: Int)
    case toggle(Bool)
    /// Several words, one a line, entered and removed one by one.
    case list([String], entry: TextField)
    /// What is there already, to be ticked; the answer is what is ticked.
    case rows(FormRows)
    /// The heading of the fields that follow, which are shown or folded away; says in short what is in them.
    case group(isOpen: Bool, summary: String)
    /// Properties, in the two columns of Update Metadata. Has a step of its own.
    case metadata(MetadataColumns)
    /// Leads to another dialog, with these words on it; Enter opens it.
    case link(String)
    /// Something to read.
    case note(String)
    /// What will be sent and the commands that do the same; Y copies the commands.
    case review([String], commands: [String])

    var canBeFocused: Bool {
        switch self {
        case .note: false
        case .rows(let rows): !rows.rows.isEmpty
        default: true
        }
    }

    var isNote: Bool { if case .note = self { true } else { false } }

    /// Whether it ends what a group before it unfolds.
    var isHeading: Bool {
        switch self {
        case .group, .review: true
        default: false
        }
    }

    var isList: Bool { if case .list = self { true } else { false } }
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
    /// The rows that can be ticked; nil if it is another kind of question.
    var rows: FormRows? {
        get { if case .rows(let rows) = control { rows } else { nil } }
        set { if let newValue { control = .rows(newValue) } }
    }

    /// The answer as text, for dialogs, drafts and comparison.
    var value: String {
        get {
            switch control {
            case .text(let field), .path(let field, _), .number(let field, _): field.text
            case .area(let area): area.text
            case .choice(let options, let selected): options.indices.contains(selected) ? options[selected].value : ""
            case .toggle(let isOn): isOn ? "yes" : "no"
            case .list: items.joined(separator: "\n")
            case .metadata(let columns): columns.text
            case .rows(let rows): rows.text
            case .group, .link, .note, .review: ""
            }
        }
        set {
            switch control {
            case .text(var field):
                field.replace(with: newValue)
                control = .text(field)
            case .area: control = .area(TextArea(newValue))
            case .path(var field, let completion):
                field.replace(with: newValue)
                control = .path(field, completion)
            case .number(var field, let unit):
                field.replace(with: newValue)
                control = .number(field, unit: unit)
            case .choice(let options, let selected):
                let index = options.firstIndex { $0.value == newValue } ?? selected
                control = .choice(options, selected: index)
            case .toggle: control = .toggle(newValue == "yes")
            case .list(_, let entry):
                control = .list(newValue.split(separator: "\n").map(String.init), entry: entry)
            case .metadata(var columns):
                columns.sheet.text = newValue
                control = .metadata(columns)
            case .rows(var rows):
                rows.text = newValue
                control = .rows(rows)
            case .group, .link, .note, .review: break
            }
        }
    }

    /// Chooses a value, which is added to the options if it is none of them.
    mutating func choose(_ value: String) {
        if case .choice(let options, let selected) = control, !options.contains(where: { $0.value == value }) {
            control = .choice(options + [FormOption(value, value)], selected: selected)
        }
        self.value = value
    }

    /// The answer as it may be kept; nil for one that never is. Of an address what may be a password is covered.
    var kept: String? {
        switch control {
        case .text(let field): field.isSecret ? nil : isAddress ? DataAddress(value).withoutSecrets : value
        case .area: nil
        default: value
        }
    }

    /// Whether the fields of a group are shown.
    var isOpen: Bool { if case .group(true, _) = control { true } else { false } }

    /// The option that is chosen.
    var option: FormOption? {
        guard case .choice(let options, let selected) = control else { return nil }
        return options.indices.contains(selected) ? options[selected] : nil
    }

    var isOn: Bool { value == "yes" }

    /// The items of a list, with what is being typed counted in: nobody types to have it ignored.
    var items: [String] {
        guard case .list(let items, let entry) = control else { return [] }
        return items.adding(words(entry.text))
    }

    /// What may be meant by what is being typed, the best first; nothing while nothing is typed.
    var fitting: [FormOption] {
        let typed: String
        switch control {
        case .text(let field): typed = field.text
        case .list(_, let entry): typed = entry.text
        default: return []
        }
        let wanted = typed.trimmedOfBlanks.lowercased()
        guard !wanted.isEmpty, !candidates.contains(where: { $0.value == typed }) else { return [] }
        let taken = Set(control.isList ? items.dropLast() : [])
        let fits = candidates.lazy.filter { option in
            !taken.contains(option.value)
                && (option.value.lowercased().hasPrefix(wanted) || option.title.lowercased().contains(wanted))
        }
        return Array(fits.prefix(3))
    }

    /// What a value is called, where there is a word for it.
    func title(of value: String) -> String? {
        candidates.first { $0.value == value }?.title
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

extension [String] {
    /// These and others, each once.
    func adding(_ others: [String]) -> [String] {
        others.reduce(self) { $0.contains($1) ? $0 : $0 + [$1] }
    }
}
