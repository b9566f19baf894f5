internal import Canvas
internal import Catalog

/// Drawing a form, and what the mouse does in it.
extension FormLayer {
    var hints: [Hint] {
        switch phase {
        case .sending(let run, _) where run.isInOtherHands: return [.background, Hint("Esc", "stop")]
        case .sending, .creating, .preparing: return [Hint("Esc", "stop")]
        case .launching: return [Hint("Esc", "leave it to itself")]
        case .askingToDiscard: return [Hint("Enter", "discard"), Hint("Esc", "go on")]
        case .askingToSend: return [Hint("Enter", "yes"), Hint("Esc", "no")]
        case .editing, .failed:
            if let metadata {
                if metadata.isTyping { return metadata.hints }
                return [Hint("C-s", dialog.submitLabel.lowercased()), Hint("M-n M-p", "steps")] + metadata.hints
                    + [Hint("Esc", "cancel"), Hint("F1", "help")]
            }
            var hints = [Hint("C-s", dialog.submitLabel.lowercased()), Hint("Tab", "next field")]
            if let rows = focusedField?.rows { hints.append(Hint("Space", rows.verb)) }
            if focusedField?.candidates.isEmpty == false { hints.append(Hint("C-o", "choose")) }
            hints.append(Hint("Esc", "cancel"))
            if isCut { hints.append(Hint("PgDn", "read on")) }
            if dialog.form.steps.count > 1 { hints.append(Hint("M-n M-p", "steps")) }
            return hints + [Hint("F1", "help")]
        }
    }

    func lines(in browser: Browser) -> [FormLine] {
        let body = browser.regions.body
        let layout = FormLayout(
            width: FormAreas.width(in: body, hasColumns: dialog.form.hasColumns), glyphs: browser.glyphs,
            focus: dialog.form.focus, isLocked: isLocked, isTight: FormAreas.isTight(body))
        return layout.lines(of: dialog.form)
    }

    func areas(_ browser: Browser, lines: [FormLine]) -> FormAreas {
        let hasColumns = dialog.form.hasColumns
        let body = browser.regions.body
        let width = FormAreas.width(in: body, hasColumns: hasColumns)
        // Where there is room the height stays the same from field to field.
        let helpRows =
            FormAreas.isTight(body) ? min(2, max(1, foot.0.wrapped(columns: width).count)) : hasColumns ? 3 : 2
        return FormAreas(
            body: body, lines: hasColumns ? body.rows : lines.count, steps: dialog.form.steps.count,
            helpRows: helpRows, hasColumns: hasColumns)
    }

    /// The first line that is drawn: so that the field with the focus is seen and what it has unfolded, or where the user
    /// went to read.
    private func scroll(_ lines: [FormLine], in rect: Rect) -> Int {
        guard lines.count > rect.rows else { return 0 }
        if let top { return min(max(0, top), lines.count - rect.rows) }
        guard let focus = dialog.form.focus, let first = lines.firstIndex(where: { $0.field == focus }) else {
            return lines.count - rect.rows
        }
        var last = lines.lastIndex { $0.field == focus } ?? first
        if dialog.form[focus].isOpen {
            let rest = lines[(last + 1)...]
            let end = rest.firstIndex { dialog.form[$0.field].control.isHeading } ?? rest.endIndex
            last = min(end - 1, first + rect.rows - 1)
        }
        // What can be read only is seen together with what stands below it.
        let leading = lines[..<first].allSatisfy { dialog.form[$0.field].control.isNote } ? 0 : first
        return min(max(0, last - rect.rows + 1), last - rect.rows + 1 <= leading ? leading : first)
    }

    /// Goes on by a screen of fields, to read what is higher than the room for it. Answers whether there is more than
    /// that.
    mutating func page(by screens: Int, in browser: Browser) -> Bool {
        let lines = lines(in: browser)
        let rect = areas(browser, lines: lines).fields
        guard lines.count > rect.rows else { return false }
        let next = scroll(lines, in: rect) + screens * max(1, rect.rows - 1)
        top = min(max(0, next), lines.count - rect.rows)
        return true
    }

    /// Whether there are more lines than room for them.
    func isHigher(thanRoomIn browser: Browser) -> Bool {
        let lines = lines(in: browser)
        return lines.count > areas(browser, lines: lines).fields.rows
    }

    // MARK: Mouse

    mutating func handle(_ event: MouseEvent, in browser: inout Browser) -> LayerReply {
        let lines = lines(in: browser)
        let areas = areas(browser, lines: lines)
        if metadata != nil, areas.fields.contains(event.point), let focus = dialog.form.focus,
            case .metadata(var columns) = dialog.form[focus].control
        {
            columns.handle(event, MetadataAreas(in: areas.fields), in: &browser)
            dialog.form[focus].control = .metadata(columns)
            refresh(in: &browser)
            return .stay
        }
        switch event.action {
        case .wheelUp where page(by: -1, in: browser), .wheelDown where page(by: 1, in: browser): return .stay
        case .wheelUp where !dialog.form.isOnFirstField: dialog.form.advance(by: -1)
        case .wheelDown where !dialog.form.isOnLastField && dialog.form.focus != nil: dialog.form.advance(by: 1)
        case .press where areas.cancel("Cancel", submit: dialog.submitLabel).contains(event.point): return cancel()
        case .press where areas.submit(dialog.submitLabel).contains(event.point): return submit(in: &browser)
        case .press where areas.steps.contains(event.point):
            let column = event.point.column - areas.steps.column
            guard let step = stepPlaces.firstIndex(where: { $0.contains(column) }) else { return .stay }
            dialog.form.go(toStep: step)
        case .press where areas.fields.contains(event.point):
            defer { top = nil }
            let index = scroll(lines, in: areas.fields) + event.point.row - areas.fields.row
            guard lines.indices.contains(index) else { return .stay }
            let line = lines[index]
            if case .link = dialog.form[line.field].control {
                dialog.form.focus(on: line.field)
                return follow(line.field, in: &browser)
            }
            click(line, at: event.point.column - areas.fields.column, in: &browser)
        default: return .stay
        }
        refresh(in: &browser)
        return .stay
    }

    private mutating func click(_ line: FormLine, at column: Int, in browser: inout Browser) {
        guard dialog.form[line.field].canBeFocused else { return }
        dialog.form.focus(on: line.field)
        var field = dialog.form[line.field]
        if let refusal = field.refusal { return browser.say(.warning, refusal) }
        if let option = line.options.first(where: { $0.columns.contains(column) })?.option {
            if case .refused(let reason) = field.choose(option: option) { browser.say(.warning, reason) }
        } else {
            switch field.control {
            case .toggle, .group: _ = field.handle(.key(Key(" ")))
            default: break
            }
        }
        dialog.form[line.field] = field
    }

    // MARK: Drawing

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let lines = lines(in: browser)
        let areas = areas(browser, lines: lines)
        frame.fill(areas.box, theme[.dialog])
        let title =
            dialog.subject.isEmpty ? dialog.title : "\(dialog.title) \(browser.glyphs.separator) \(dialog.subject)"
        frame.box(areas.box, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        drawSteps(on: &frame, in: areas.steps, browser: browser)
        let first = scroll(lines, in: areas.fields)
        for (row, line) in lines.dropFirst(first).prefix(areas.fields.rows).enumerated() {
            draw(line, on: &frame, in: areas.fields.line(row), theme: theme)
        }
        if lines.count > areas.fields.rows {
            let edge = Rect(
                column: areas.box.endColumn - 1, row: areas.fields.row, columns: 1, rows: areas.fields.rows)
            frame.scrollbar(
                edge, visible: first..<(first + areas.fields.rows), of: lines.count, style: theme[.dialogBorder])
        }
        for field in dialog.form.visible {
            guard case .metadata(let columns) = field.control else { continue }
            let isActive = field.id == dialog.form.focus && !isLocked
            columns.draw(on: &frame, MetadataAreas(in: areas.fields), isActive: isActive, browser: browser)
        }
        drawFoot(on: &frame, areas, browser: browser)
    }

    private func draw(_ line: FormLine, on frame: inout Frame, in rect: Rect, theme: Theme) {
        for piece in line.pieces {
            frame.write(
                piece.text, at: Point(column: rect.column + piece.offset, row: rect.row), style: theme[piece.role],
                width: min(piece.width ?? .max, max(0, rect.columns - piece.offset)),
                truncation: piece.width == nil ? .end : .middle)
        }
        guard let input = line.input else { return }
        let field = dialog.form[line.field]
        let isFocused = line.field == dialog.form.focus && !isLocked
        let isWrong = field.toldMistake != nil || field.answer != nil
        let role: ThemeRole =
            isWrong
            ? .fieldInvalid
            : field.refusal != nil || isLocked ? .hintDisabled : isFocused ? .fieldFocused : .field
        let room = Rect(column: rect.column + input.offset, row: rect.row, columns: input.width, rows: 1)
        frame.fill(room, theme[role])
        var text = input.field
        // A locked text is there to be read, from its beginning.
        if field.refusal != nil, !isFocused { _ = text.handle(Key(.home)) }
        let cursor = text.draw(
            on: &frame, in: room, style: theme[role], hint: field.placeholder, hintStyle: theme[.fieldPlaceholder])
        if isFocused, line.hasCursor { frame.cursor = cursor }
    }

    private var stepTitles: [String] {
        dialog.form.steps.enumerated().map { "\($0.offset + 1) \($0.element.title)" }
    }

    /// The columns of the steps' titles.
    private var stepPlaces: [Range<Int>] {
        var start = 0
        return stepTitles.map { title in
            let end = start + DisplayWidth.columns(of: title)
            defer { start = end + 3 }
            return start..<end
        }
    }

    private func drawSteps(on frame: inout Frame, in rect: Rect, browser: Browser) {
        guard !rect.isEmpty else { return }
        for (index, (title, place)) in zip(stepTitles, stepPlaces).enumerated() {
            let hasMistake = dialog.form.mistaken.contains { field in
                field.wasLeft && dialog.form.steps[index].fields.contains(field.id)
            }
            let role: ThemeRole = index == dialog.form.step ? .tabActive : hasMistake ? .messageError : .tab
            frame.write(
                title, at: Point(column: rect.column + place.lowerBound, row: rect.row), style: browser.theme[role],
                width: max(0, rect.columns - place.lowerBound))
        }
    }

    /// What the line above the buttons says.
    private var foot: (String, ThemeRole) {
        switch phase {
        case .editing: propertyRemark ?? (focusedField?.help ?? "", .textDim)
        case .askingToDiscard: ("Discard what you entered? Enter discards, any other key goes on.", .messageWarning)
        case .askingToSend(let question, _, _): (question, .messageWarning)
        case .preparing(let words, _): (words, .progress)
        case .sending(let run, _): (run.progress, .progress)
        case .creating(let run): (run.progress, .progress)
        case .launching(let run): (run.progress, .progress)
        case .failed(let reason): (reason, .messageError)
        }
    }

    /// What is wrong among the properties, as far as it was told already, else what the cursor is on there.
    private var propertyRemark: (String, ThemeRole)? {
        guard let metadata else { return nil }
        if !metadata.isTyping, let mistake = focusedField?.toldMistake { return (mistake, .messageWarning) }
        return metadata.remark
    }

    /// Help of the field, or what is going on; below it the buttons.
    private func drawFoot(on frame: inout Frame, _ areas: FormAreas, browser: Browser) {
        let theme = browser.theme
        let (text, role) = foot
        // A reason is worth more than the fields it covers, and nobody answers half a question.
        let rows =
            role == .messageError || role == .messageWarning
            ? min(6, areas.fields.rows + areas.help.rows - 1) : areas.help.rows
        var words = text.wrapped(columns: areas.help.columns)
        let most = max(rows, areas.help.rows)
        if words.count > most, most > 0 {
            let more = role == .textDim ? " … F1" : " …"
            let room = areas.help.columns - DisplayWidth.columns(of: more)
            words = words.prefix(most - 1) + [(words[most - 1].wrapped(columns: room).first ?? "") + more]
        }
        let start = areas.help.endRow - max(words.count, areas.help.rows)
        for row in start..<areas.help.row {
            frame.fill(Rect(column: areas.help.column, row: row, columns: areas.help.columns, rows: 1), theme[.dialog])
        }
        for (row, line) in words.enumerated() {
            frame.write(
                line, at: Point(column: areas.help.column, row: start + row), style: theme[role],
                width: areas.help.columns)
        }
        if let metadata, !isLocked, !areas.help.isEmpty {
            metadata.drawPrompt(on: &frame, in: areas.help.line(areas.help.rows - 1), browser: browser)
        }
        drawSummary(on: &frame, areas, browser: browser)
        let isOnButtons = dialog.form.focus == nil && !isLocked
        func style(_ index: Int) -> Style {
            theme[isOnButtons && dialog.form.button == index ? .buttonFocused : .button]
        }
        let cancel = areas.cancel("Cancel", submit: dialog.submitLabel)
        frame.write(" Cancel ", at: cancel.origin, style: style(0))
        let submit = areas.submit(dialog.submitLabel)
        frame.write("[ \(dialog.submitLabel) ]", at: submit.origin, style: style(1))
    }

    private func drawSummary(on frame: inout Frame, _ areas: FormAreas, browser: Browser) {
        let room = areas.cancel("Cancel", submit: dialog.submitLabel).column - areas.buttons.column - 1
        frame.write(
            dialog.summary, at: areas.buttons.origin, style: browser.theme[.newsChanged], width: max(0, room))
    }
}
