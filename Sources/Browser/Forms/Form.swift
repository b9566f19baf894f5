internal import Canvas

/// The fields of a dialog, in steps, and where the user is among them.
struct Form: Hashable, Sendable {
    struct Step: Hashable, Sendable {
        var title: String
        /// IDs of the fields, in order.
        var fields: [String]

        init(_ title: String, _ fields: [String]) {
            self.title = title
            self.fields = fields
        }
    }

    private(set) var fields: [FormField]
    private(set) var steps: [Step]
    private(set) var step = 0
    /// Where the user was in the steps that were left.
    private var places: [Int: String] = [:]
    /// The field that has the focus; `buttons` when none has.
    private(set) var focus: String?
    /// The button that has the focus, while no field has.
    private(set) var button = 1
    /// What the fields said when the form was opened.
    private var original: [String: String]

    /// Everything in one step.
    init(_ fields: [FormField]) { self.init(fields, steps: [Step("", fields.map(\.id))]) }

    init(_ fields: [FormField], steps: [Step]) {
        self.fields = fields
        self.steps = steps
        original = Dictionary(uniqueKeysWithValues: fields.map { ($0.id, $0.value) })
        focus = focusable.first
    }

    subscript(id: String) -> FormField {
        get { fields.first { $0.id == id } ?? FormField(id, "", .note("")) }
        set {
            guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
            fields[index] = newValue
        }
    }

    /// The fields of the present step that are shown.
    var visible: [FormField] {
        steps[step].fields.map { self[$0] }.filter(\.isVisible)
    }

    /// Whether the present step is one of properties, in two columns.
    var hasColumns: Bool { visible.contains { if case .metadata = $0.control { true } else { false } } }

    var isEdited: Bool { fields.contains { $0.isVisible && original[$0.id] != $0.value } }

    /// What was changed since the form was opened.
    func isChanged(_ id: String) -> Bool { original[id] != self[id].value }

    /// Fields with a mistake, of all steps.
    var mistaken: [FormField] { fields.filter { $0.isVisible && $0.mistake != nil } }

    /// Counts the present answers as the ones the form was opened with.
    mutating func accept() {
        original = Dictionary(uniqueKeysWithValues: fields.map { ($0.id, $0.value) })
    }

    // MARK: Focus

    private var focusable: [String] {
        steps[step].fields.filter { self[$0].canBeFocused }
    }

    var isOnLastField: Bool { focus == focusable.last }

    var isOnFirstField: Bool { focus == focusable.first }

    mutating func focus(on id: String?) {
        leave()
        focus = id
        if let id, let step = steps.firstIndex(where: { $0.fields.contains(id) }) { self.step = step }
    }

    /// Goes to the next field, after the last one to the buttons, then round again.
    mutating func advance(by direction: Int) {
        let ids = focusable
        leave()
        guard let focus, let index = ids.firstIndex(of: focus) else {
            // From the buttons: Cancel, then Submit, then the fields again.
            let next = button + direction
            if self.focus == nil, (0...1).contains(next), !ids.isEmpty {
                button = next
            } else {
                self.focus = direction > 0 ? ids.first : ids.last
            }
            return
        }
        let next = index + direction
        if ids.indices.contains(next) {
            self.focus = ids[next]
        } else {
            self.focus = nil
            button = direction > 0 ? 1 : 0
            if direction < 0 { button = 1 }
        }
    }

    mutating func choose(button: Int) { self.button = min(max(0, button), 1) }

    mutating func go(toStep index: Int) {
        guard steps.indices.contains(index) else { return }
        leave()
        places[step] = focus
        step = index
        focus = places[index].flatMap { focusable.contains($0) ? $0 : nil } ?? focusable.first
    }

    private mutating func leave() {
        guard let focus, let index = fields.firstIndex(where: { $0.id == focus }) else { return }
        fields[index].wasLeft = true
        settleList(index)
    }

    /// Takes over what is being typed in lists: nobody types to have it ignored.
    mutating func settleLists() {
        for index in fields.indices { settleList(index) }
    }

    private mutating func settleList(_ index: Int) {
        guard case .list(_, var entry) = fields[index].control, !entry.text.trimmedOfBlanks.isEmpty else { return }
        let all = fields[index].items
        entry.replace(with: "")
        fields[index].control = .list(all, entry: entry)
    }

    /// Gives fields of text what was entered in them before, the latest last.
    mutating func remember(_ entered: [String: [String]]) {
        for index in fields.indices {
            let history = entered[fields[index].id] ?? []
            switch fields[index].control {
            case .text(let field) where !field.isSecret:
                fields[index].control = .text(TextField(field.text, history: history))
            case .path(let field, let completion):
                fields[index].control = .path(TextField(field.text, history: history), completion)
            case .list(let items, let entry):
                fields[index].control = .list(items, entry: TextField(entry.text, history: history))
            default: break
            }
        }
    }

    /// The answers that differ from those the form was opened with, as far as they may be kept.
    var answers: [String: String] {
        Dictionary(fields.filter { isChanged($0.id) }.compactMap { field in field.kept.map { (field.id, $0) } }) { $1 }
    }

    /// What the fields that were changed held when the form was opened, as far as that may be kept.
    var originals: [String: String] { original.filter { answers.keys.contains($0.key) } }

    /// The labels of fields that hold something else now than in a form that was opened earlier.
    func differing(from originals: [String: String]) -> [String] {
        fields.filter { field in originals[field.id].map { $0 != original[field.id] } ?? false }.map(\.label)
    }

    /// Takes over what a draft held.
    mutating func restore(_ answers: [String: String]) {
        for index in fields.indices {
            guard let answer = answers[fields[index].id] else { continue }
            fields[index].choose(answer)
            fields[index].wasEdited = true
            if case .choice = fields[index].control { fields[index].wanted = answer }
        }
    }

    /// Shows all mistakes and goes to the first one. Answers whether there is none.
    mutating func reveal() -> Bool {
        for index in fields.indices { fields[index].wasLeft = true }
        guard let first = mistaken.first else { return true }
        focus(on: first.id)
        return false
    }

    /// Changes the steps, for instance when a choice adds one.
    mutating func setSteps(_ steps: [Step]) {
        guard steps != self.steps else { return }
        let title = self.steps[step].title
        self.steps = steps
        step = steps.firstIndex { $0.title == title } ?? 0
    }
}
