internal import Canvas
internal import Catalog

/// Drawing the two columns and what stands below them.
extension MetadataLayer {
    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let areas = MetadataAreas(body: body)
        frame.fill(areas.box, theme[.dialog])
        frame.box(
            areas.box, style: theme[.dialogBorder], title: "Update Metadata \(browser.glyphs.separator) \(subject)",
            titleStyle: theme[.dialogTitle])
        frame.verticalRule(
            column: areas.divider, rows: (areas.box.row + 1)..<areas.rule, style: theme[.dialogBorder])
        frame.horizontalRule(
            row: areas.rule, columns: areas.box.column..<areas.box.endColumn, style: theme[.dialogBorder])
        drawTitle("Available", .available, on: &frame, in: areas.availableTitle, browser: browser)
        let what = subjects.entries.count == 1 ? "On the image" : "On the \(subjects.entries.count) images"
        drawTitle(what, .present, on: &frame, in: areas.presentTitle, browser: browser)
        let lines = availableLines
        for (row, index) in available.visible.enumerated() {
            drawAvailable(
                lines[index], isCursor: side == .available && index == available.cursor, on: &frame,
                in: areas.available.line(row), browser: browser)
        }
        let rows = presentRows
        for (row, index) in present.visible.enumerated() {
            drawPresent(
                rows[index], isCursor: side == .present && index == present.cursor, on: &frame,
                in: areas.present.line(row), browser: browser)
        }
        drawFoot(on: &frame, areas, browser: browser)
    }

    func drawTitle(_ title: String, _ side: Side, on frame: inout Frame, in rect: Rect, browser: Browser) {
        let theme = browser.theme
        let used = frame.write(title, at: rect.origin, style: theme[side == self.side ? .heading : .label])
        let filter = filter(side)
        guard !filter.isEmpty || (side == self.side && isFiltering) else { return }
        let room = Rect(column: rect.column + used + 2, row: rect.row, columns: rect.columns - used - 2, rows: 1)
        frame.write("/", at: room.origin, style: theme[.hintKey])
        let field = Rect(column: room.column + 1, row: room.row, columns: room.columns - 1, rows: 1)
        if case .filtering(let text) = mode, side == self.side {
            frame.cursor = text.draw(on: &frame, in: field, style: theme[.fieldFocused])
        } else {
            frame.write(filter, at: field.origin, style: theme[.match], width: field.columns)
        }
    }

    var isFiltering: Bool { if case .filtering = mode { true } else { false } }

    func drawAvailable(
        _ line: MetadataTree.Line, isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        if isCursor { frame.fill(rect, theme[.cursor]) }
        let isGroup: Bool = if case .property = line.node { false } else { line.node != .template }
        let sign = isGroup ? (tree.isExpanded(line.node) ? browser.glyphs.expanded : browser.glyphs.collapsed) : " "
        let role: ThemeRole = isGroup ? .heading : .text
        frame.write(
            String(repeating: "  ", count: line.depth) + "\(sign) \(line.title)", at: rect.origin,
            style: isCursor ? theme[.cursor] : theme[role], width: rect.columns)
    }

    func drawPresent(
        _ row: MetadataSheet.Row, isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        let isEditing: Bool = if case .editing(let editor) = mode { editor.key == row.id } else { false }
        if isCursor && !isEditing { frame.fill(rect, theme[.cursor]) }
        func style(_ role: ThemeRole) -> Style { isCursor && !isEditing ? theme[.cursor] : theme[role] }
        let keyWidth = min(24, rect.columns * 2 / 5)
        let isLocked = PropertyKey.isReadOnly(row.id)
        frame.write(
            row.id, at: rect.origin, style: style(isLocked ? .hintDisabled : .label), width: keyWidth,
            truncation: .middle)
        let room = Rect(
            column: rect.column + keyWidth + 1, row: rect.row, columns: rect.columns - keyWidth - 1, rows: 1)
        if case .editing(let editor) = mode, editor.key == row.id {
            return drawEditor(editor, on: &frame, in: room, browser: browser)
        }
        let (text, role): (String, ThemeRole)
        switch row.edit {
        case .remove: (text, role) = ("will be removed", .newsWithdrawn)
        case .set(let value):
            let sign = row.isNew ? browser.glyphs.added : browser.glyphs.changed
            (text, role) = ("\(sign) \(value.isEmpty ? "no value yet" : value)", row.isNew ? .newsAdded : .newsChanged)
        case nil:
            let counts = row.values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
            let missing = row.missing > 0 ? ["none (\(row.missing))"] : []
            (text, role) =
                row.differs ? ((counts + missing).joined(separator: "  "), .messageWarning) : (row.text, .value)
        }
        frame.write(text, at: room.origin, style: style(role), width: room.columns)
    }

    func drawEditor(_ editor: MetadataEditor, on frame: inout Frame, in rect: Rect, browser: Browser) {
        let theme = browser.theme
        frame.fill(rect, theme[.fieldFocused])
        switch editor.widget {
        case .text(let field):
            frame.cursor = field.draw(
                on: &frame, in: rect, style: theme[editor.mistake == nil ? .fieldFocused : .fieldInvalid])
        case .choice(let values, let selected):
            frame.write(
                "\(browser.glyphs.moreLeft) \(values[selected]) \(browser.glyphs.moreRight)  \(selected + 1) of \(values.count)",
                at: rect.origin, style: theme[.fieldFocused], width: rect.columns)
        case .array(let operators, let chosenOperator, let items, let chosen, let cursor):
            let box = chosen.contains(items[cursor]) ? browser.glyphs.checked : browser.glyphs.unchecked
            frame.write(
                "\(operators[chosenOperator]) \(box) \(items[cursor])  \(chosen.count) of \(items.count) taken",
                at: rect.origin, style: theme[.fieldFocused], width: rect.columns)
        }
    }

    func drawFoot(on frame: inout Frame, _ areas: MetadataAreas, browser: Browser) {
        let theme = browser.theme
        let (text, role) = foot(browser)
        for (row, line) in text.wrapped(columns: areas.foot.columns).prefix(areas.foot.rows).enumerated() {
            frame.write(line, at: areas.foot.line(row).origin, style: theme[role], width: areas.foot.columns)
        }
        let label: (String, TextField)? =
            switch mode {
            case .naming(let field): ("Key: ", field)
            case .explaining(let field): ("Reason: ", field)
            default: nil
            }
        guard let (words, field) = label else { return }
        let line = areas.foot.line(areas.foot.rows - 1)
        frame.fill(line, theme[.dialog])
        let used = frame.write(words, at: line.origin, style: theme[.hintKey])
        let room = Rect(column: line.column + used, row: line.row, columns: line.columns - used, rows: 1)
        frame.cursor = field.draw(on: &frame, in: room, style: theme[.fieldFocused])
    }

    func foot(_ browser: Browser) -> (String, ThemeRole) {
        switch mode {
        case .askingToDiscard:
            return ("Discard what you changed? Enter discards, any other key goes on.", .messageWarning)
        case .sending(let run): return (run.progress, .progress)
        case .failed(let reason): return (reason, .messageError)
        case .explaining:
            let names = locked.map(\.title).joined(separator: ", ")
            return (
                "\(names): published images keep their metadata (R3). Say why this change has to be made:",
                .messageWarning
            )
        case .editing(let editor) where editor.mistake != nil: return (editor.mistake ?? "", .messageWarning)
        default: break
        }
        let about = description
        let summary = sheet.isEdited ? " \(summary)" : ""
        return (about + summary, .textDim)
    }

    /// Title, key and meaning of what the cursor is on.
    var description: String {
        let property: (MetadataProperty, String)?
        if side == .available {
            guard let line = currentLine else { return "No definition fits." }
            switch line.node {
            case .template: return "The five properties a template should have, with example values."
            case .namespace(let id): return tree.namespaces.first { $0.id == id }?.description ?? ""
            case .object(let id, let object):
                return tree.namespaces.first { $0.id == id }?.objects.first { $0.id == object }?.description ?? ""
            case .property(let found, let place): property = (found, place)
            }
        } else {
            guard let row = currentRow else {
                return "No property yet: add one from the left, or + for a key of your own."
            }
            guard let found = tree.definition(of: row.id) else { return "\(row.id): custom, of no definition." }
            property = (found.property, found.place)
        }
        guard let (found, place) = property else { return "" }
        let values = found.choices.isEmpty ? "" : " One of \(found.choices.prefix(12).joined(separator: ", "))."
        return "\(found.title) (\(found.id)), \(place): \(found.description ?? "")\(values)"
    }

    var summary: String {
        let edits = sheet.rows.compactMap { row -> String? in
            switch row.edit {
            case .set(let text): row.isNew ? "\(row.id) \(text) added" : "\(row.id) → \(text)"
            case .remove: "\(row.id) removed"
            case nil: nil
            }
        }
        return
            "\(sheet.changed.count) of \(counted(sheet.images.count, "image")) change: \(edits.joined(separator: ", "))."
    }
}
