internal import Canvas

/// One line of a form as it is drawn: pieces of text, and where a text field stands in it.
struct FormLine {
    struct Piece {
        let offset: Int
        let text: String
        let role: ThemeRole
        /// Columns it may take; nil for the rest of the line.
        var width: Int?
    }

    /// The field it belongs to; a click on the line goes there.
    let field: String
    var pieces: [Piece] = []
    /// Columns of a text field, relative to the line.
    var input: (offset: Int, width: Int, field: TextField)?
    /// Whether the cursor stands in that text field while its field has the focus.
    var hasCursor = true
    /// The options of a choice, or the row, that stand on this line, and where.
    var options: [(columns: Range<Int>, option: Int)] = []

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
    /// Whether there is room for a few lines only.
    let isTight: Bool

    static let labelWidth = 18

    private var room: Int { width - Self.labelWidth }

    func lines(of form: Form) -> [FormLine] {
        form.visible.flatMap { lines(of: $0) }
    }

    private func lines(of field: FormField) -> [FormLine] {
        // Properties are drawn in columns.
        if case .metadata = field.control { return [] }
        var lines = control(field)
        let isHere = field.id == focus
        let notes: [(String?, ThemeRole)] = [
            (field.toldMistake, .messageError), (field.answer, .messageError),
            (field.warning, .messageWarning), (field.remark, .textDim), (isHere ? field.refusal : nil, .messageWarning),
        ]
        // The words about the option that is chosen say it already.
        let said = isHere ? field.option?.refusal : nil
        for case (let text?, let role) in notes where !text.isEmpty && text != said {
            lines += text.wrapped(columns: room).map { below(field, $0, role) }
        }
        return lines
    }

    private func below(_ field: FormField, _ text: String, _ role: ThemeRole) -> FormLine {
        FormLine(field.id, [FormLine.Piece(offset: Self.labelWidth, text: text, role: role)])
    }

    private func control(_ field: FormField) -> [FormLine] {
        switch field.control {
        case .text(let text): return [input(field, text, width: room)] + fitting(field)
        case .number(let text, let unit):
            var line = input(field, text, width: 12)
            line.pieces.append(FormLine.Piece(offset: Self.labelWidth + 13, text: unit, role: .textDim))
            return [line]
        case .area(let area): return lines(of: area, field)
        case .path(let text, let completion):
            return [input(field, text, width: room)] + (field.id == focus ? candidates(field, text, completion) : [])
        case .choice(let options, let selected): return choice(field, options, selected)
        case .toggle(let isOn):
            let box = isOn ? glyphs.checked : glyphs.unchecked
            return [FormLine(field.id, label(field) + [piece(box, field)])]
        case .list(let items, let entry):
            var lines = items.map { item in
                let title = field.title(of: item).map { " (\($0))" } ?? ""
                return FormLine(field.id, [piece("\(glyphs.bullet) \(item)\(title)", field)])
            }
            var last = input(field, entry, width: room)
            last.pieces = []
            lines.append(last)
            lines[0].pieces = label(field) + lines[0].pieces
            return lines + fitting(field)
        case .group(let isOpen, let summary):
            let sign = isOpen ? glyphs.expanded : glyphs.collapsed
            let isHere = field.id == focus
            let title = FormLine.Piece(
                offset: 0, text: "\(sign) \(field.label)", role: isHere ? .fieldFocused : .heading)
            let text = FormLine.Piece(offset: Self.labelWidth, text: isOpen ? "" : summary, role: .textDim)
            return [FormLine(field.id, [title, text])]
        case .metadata: return []
        case .rows(let rows): return self.rows(field, rows)
        case .link(let words):
            return [FormLine(field.id, label(field) + [piece("[ \(words) ]", field)])]
        case .note(let text):
            let parts = text.wrapped(columns: width - (field.label.isEmpty ? 0 : Self.labelWidth))
            return parts.enumerated().map { index, part in
                let offset = field.label.isEmpty ? 0 : Self.labelWidth
                let text = FormLine.Piece(offset: offset, text: part, role: .value)
                return FormLine(field.id, (index == 0 ? label(field) : []) + [text])
            }
        case .review(let summary, let commands):
            let role: ThemeRole = field.id == focus ? .fieldFocused : .heading
            let heading = FormLine(field.id, [FormLine.Piece(offset: 0, text: field.label, role: role)])
            let facts = Self.some(of: summary, "").flatMap { $0.wrapped(columns: width - 2) }
                .map { FormLine(field.id, [FormLine.Piece(offset: 2, text: $0, role: .value)]) }
            let lines = Self.some(of: commands, "; Y copies all").flatMap { $0.wrappedForShell(columns: width - 2) }
                .map { FormLine(field.id, [FormLine.Piece(offset: 2, text: $0, role: .textDim)]) }
            return [heading] + facts + lines
        }
    }

    /// As many as somebody may read, and how many more there are.
    private static func some(of texts: [String], _ about: String) -> [String] {
        let most = 200
        return texts.count <= most ? texts : texts.prefix(most) + ["and \(texts.count - most) more\(about)"]
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

    // MARK: What a text may go on to

    private func candidates(_ field: FormField, _ text: TextField, _ completion: PathCompletion) -> [FormLine] {
        let shown = completion.shown(atMost: 4, for: text.text)
        let lines = shown.candidates.map { candidate in
            // The end of a path tells more than its beginning.
            let folders = text.text.lastIndex(of: "/").map { text.text[...$0].count } ?? 0
            let role: ThemeRole = candidate.isChosen ? .cursor : .textDim
            return below(field, String(candidate.path.dropFirst(folders)), role)
        }
        return lines + (shown.more > 0 ? [below(field, "\(shown.more) more", .textDim)] : [])
    }

    private func fitting(_ field: FormField) -> [FormLine] {
        guard field.id == focus, !isLocked else { return [] }
        return field.fitting.enumerated().map { index, option in
            let name = option.title == option.value ? option.value : "\(option.value) \(option.title)"
            return below(field, index == 0 ? "\(glyphs.arrow) \(name)" : "  \(name)", .textDim)
        }
    }

    /// The lines around the cursor, and how many there are where that is not all.
    private func lines(of area: TextArea, _ field: FormField) -> [FormLine] {
        let shown = area.shown(atMost: field.id != focus ? 2 : isTight ? 3 : 6)
        var lines = shown.map { index in
            var line = input(field, area.lines[index], width: room)
            line.hasCursor = index == area.row
            if index > shown.lowerBound { line.pieces = [] }
            return line
        }
        if shown.count < area.lines.count {
            let words = "lines \(shown.lowerBound + 1) to \(shown.upperBound) of \(area.lines.count)"
            lines.append(below(field, words, .textDim))
        }
        return lines
    }

    // MARK: Choices

    /// Explained options that are shown at once; of a longer list those around the choice.
    private static let mostOptions = 8

    /// Options with explanations stand below each other, others side by side as far as they fit.
    private func choice(_ field: FormField, _ options: [FormOption], _ selected: Int) -> [FormLine] {
        func mark(_ index: Int) -> String { index == selected ? glyphs.chosen : glyphs.unchosen }
        func role(_ index: Int) -> ThemeRole {
            if options[index].refusal != nil || field.refusal != nil || isLocked { return .hintDisabled }
            return field.id == focus && index == selected ? .fieldFocused : .value
        }
        let length = options.reduce(-2) { $0 + DisplayWidth.columns(of: $1.title) + 6 }
        if options.allSatisfy({ $0.detail.isEmpty && $0.refusal == nil }), length <= room {
            var line = FormLine(field.id, label(field))
            var offset = Self.labelWidth
            for (index, option) in options.enumerated() {
                let text = "\(mark(index)) \(option.title)"
                line.pieces.append(FormLine.Piece(offset: offset, text: text, role: role(index)))
                line.options.append((offset..<offset + DisplayWidth.columns(of: text), index))
                offset += DisplayWidth.columns(of: option.title) + 6
            }
            return [line]
        }
        // What is not being chosen from takes one line; a long list shows only what surrounds the choice.
        let isExplained = options.contains { !$0.detail.isEmpty || $0.refusal != nil }
        let isLong = options.count > Self.mostOptions
        let all = isTight ? 3 : min(options.count, Self.mostOptions)
        let most = field.id == focus ? (isExplained ? all : 5) : isExplained && !isTight && !isLong ? options.count : 1
        let first = min(max(0, selected - most / 2), max(0, options.count - most))
        let shown = options.indices.dropFirst(first).prefix(most)
        return shown.flatMap { index in
            let option = options[index]
            let text = "\(mark(index)) \(option.title)"
            let place = Self.labelWidth + max(16, DisplayWidth.columns(of: text) + 2)
            var detail = option.refusal ?? option.detail
            if shown.count == 1, options.count > 1, detail.isEmpty { detail = "of \(options.count)" }
            // The words about what is chosen are read to their end.
            let isWhole = index == selected && field.id == focus
            let words = isWhole ? detail.wrapped(columns: max(8, width - place)) : [detail]
            return max(1, words.count).lines.map { row in
                var line = FormLine(field.id, row == 0 && index == first ? label(field) : [])
                line.options = [(Self.labelWidth..<width, index)]
                if row == 0 {
                    line.pieces.append(FormLine.Piece(offset: Self.labelWidth, text: text, role: role(index)))
                }
                if words.indices.contains(row) {
                    let role: ThemeRole = isWhole && option.refusal != nil ? .messageWarning : .textDim
                    line.pieces.append(FormLine.Piece(offset: place, text: words[row], role: role))
                }
                return line
            }
        }
    }
}

extension Int {
    fileprivate var lines: Range<Int> { 0..<self }
}
