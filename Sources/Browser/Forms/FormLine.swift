internal import Canvas

/// One line of a form as it is drawn: pieces of text, and where a text field stands in it.
struct FormLine {
    struct Piece {
        let offset: Int
        let text: String
        let role: ThemeRole
    }

    /// The field it belongs to; a click on the line goes there.
    let field: String
    var pieces: [Piece] = []
    /// Columns of a text field, relative to the line.
    var input: (offset: Int, width: Int, field: TextField)?
    /// The option of a choice that this line is for.
    var option: Int?

    init(_ field: String, _ pieces: [Piece] = []) {
        self.field = field
        self.pieces = pieces
    }
}

/// Lays out the fields of a form as lines of a given width.
struct FormLayout {
    let width: Int
    let glyphs: Glyphs
    let focus: String?
    /// Whether answers can be changed at the moment.
    let isLocked: Bool

    static let labelWidth = 18

    func lines(of form: Form) -> [FormLine] {
        form.visible.flatMap { lines(of: $0) }
    }

    private func lines(of field: FormField) -> [FormLine] {
        var lines = control(field)
        let room = width - Self.labelWidth
        let notes: [(String, ThemeRole)] = [
            (field.wasLeft ? field.mistake ?? "" : "", .messageError), (field.warning ?? "", .messageWarning),
            (field.id == focus ? field.refusal ?? "" : "", .messageWarning),
        ]
        for (text, role) in notes where !text.isEmpty {
            lines += text.wrapped(columns: room).map {
                FormLine(field.id, [FormLine.Piece(offset: Self.labelWidth, text: $0, role: role)])
            }
        }
        return lines
    }

    private func control(_ field: FormField) -> [FormLine] {
        switch field.control {
        case .text(let text): return [input(field, text, width: width - Self.labelWidth)]
        case .number(let text, let unit):
            var line = input(field, text, width: 12)
            line.pieces.append(FormLine.Piece(offset: Self.labelWidth + 13, text: unit, role: .textDim))
            return [line]
        case .path(let text, let completions):
            let line = input(field, text, width: width - Self.labelWidth)
            guard field.id == focus else { return [line] }
            return [line]
                + completions.prefix(4).map {
                    FormLine(field.id, [FormLine.Piece(offset: Self.labelWidth, text: $0, role: .textDim)])
                }
        case .choice(let options, let selected): return choice(field, options, selected)
        case .toggle(let isOn):
            let box = isOn ? glyphs.checked : glyphs.unchecked
            return [FormLine(field.id, label(field) + [piece(box, field)])]
        case .list(let items, let entry):
            var lines = items.map { FormLine(field.id, [piece("\(glyphs.bullet) \($0)", field)]) }
            lines.append(input(field, entry, width: width - Self.labelWidth))
            lines[0].pieces = label(field) + lines[0].pieces.filter { $0.offset > 0 }
            return lines
        case .note(let text):
            let parts = text.wrapped(columns: width - (field.label.isEmpty ? 0 : Self.labelWidth))
            return parts.enumerated().map { index, part in
                let offset = field.label.isEmpty ? 0 : Self.labelWidth
                let text = FormLine.Piece(offset: offset, text: part, role: .value)
                return FormLine(field.id, (index == 0 ? label(field) : []) + [text])
            }
        case .review(let summary, let commands):
            let heading = FormLine(field.id, [FormLine.Piece(offset: 0, text: field.label, role: .heading)])
            let facts = summary.flatMap { $0.wrapped(columns: width - 2) }
                .map { FormLine(field.id, [FormLine.Piece(offset: 2, text: $0, role: .value)]) }
            let lines = commands.flatMap { $0.wrapped(columns: width - 2) }
                .map { FormLine(field.id, [FormLine.Piece(offset: 2, text: $0, role: .textDim)]) }
            return [heading] + facts + lines
        }
    }

    private func label(_ field: FormField) -> [FormLine.Piece] {
        let star = field.isRequired ? "*" : ""
        let role: ThemeRole = field.id == focus ? .hintKey : .label
        return [FormLine.Piece(offset: 0, text: field.label + star, role: role)]
    }

    private func piece(_ text: String, _ field: FormField) -> FormLine.Piece {
        let role: ThemeRole =
            field.refusal != nil || isLocked ? .hintDisabled : field.id == focus ? .fieldFocused : .value
        return FormLine.Piece(offset: Self.labelWidth, text: text, role: role)
    }

    private func input(_ field: FormField, _ text: TextField, width: Int) -> FormLine {
        var line = FormLine(field.id, label(field))
        line.input = (Self.labelWidth, max(4, width), text)
        return line
    }

    /// Options with explanations stand below each other, others side by side as far as they fit.
    private func choice(_ field: FormField, _ options: [FormOption], _ selected: Int) -> [FormLine] {
        func mark(_ index: Int) -> String { index == selected ? glyphs.chosen : glyphs.unchosen }
        func role(_ index: Int) -> ThemeRole {
            if options[index].refusal != nil || field.refusal != nil || isLocked { return .hintDisabled }
            return field.id == focus && index == selected ? .fieldFocused : .value
        }
        let room = width - Self.labelWidth
        let length = options.reduce(-2) { $0 + DisplayWidth.columns(of: $1.title) + 6 }
        if options.allSatisfy({ $0.detail.isEmpty }), length <= room {
            var line = FormLine(field.id, label(field))
            var offset = Self.labelWidth
            for (index, option) in options.enumerated() {
                line.pieces.append(
                    FormLine.Piece(offset: offset, text: "\(mark(index)) \(option.title)", role: role(index)))
                offset += DisplayWidth.columns(of: option.title) + 6
            }
            return [line]
        }
        // A long list shows only what surrounds the choice, as many lines as a small screen can spare.
        let most = options.contains { !$0.detail.isEmpty } ? options.count : 5
        let first = min(max(0, selected - most / 2), max(0, options.count - most))
        return options.indices.dropFirst(first).prefix(most).map { index in
            let option = options[index]
            var pieces = index == first ? label(field) : []
            let text = "\(mark(index)) \(option.title)"
            pieces.append(FormLine.Piece(offset: Self.labelWidth, text: text, role: role(index)))
            let detail = option.refusal.map { option.detail.isEmpty ? $0 : "\(option.detail) (\($0))" } ?? option.detail
            pieces.append(
                FormLine.Piece(
                    offset: Self.labelWidth + max(16, DisplayWidth.columns(of: text) + 2), text: detail, role: .textDim)
            )
            var line = FormLine(field.id, pieces)
            line.option = index
            return line
        }
    }
}
