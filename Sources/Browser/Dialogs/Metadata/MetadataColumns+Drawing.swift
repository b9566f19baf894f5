internal import Canvas
internal import Catalog

/// Drawing the two columns.
extension MetadataColumns {
    /// - Parameter isActive: Whether keys go here.
    func draw(on frame: inout Frame, _ areas: MetadataAreas, isActive: Bool, browser: Browser) {
        let theme = browser.theme
        let rows = areas.availableTitle.row..<areas.available.endRow
        frame.verticalRule(column: areas.divider, rows: rows, style: theme[.dialogBorder])
        drawTitle("Available", .available, isActive: isActive, on: &frame, in: areas.availableTitle, browser: browser)
        drawTitle(heading, .present, isActive: isActive, on: &frame, in: areas.presentTitle, browser: browser)
        let lines = availableLines
        for (row, index) in available.visible.enumerated() {
            drawAvailable(
                lines[index], isCursor: isActive && side == .available && index == available.cursor, on: &frame,
                in: areas.available.line(row), browser: browser)
        }
        let rowsHere = presentRows
        for (row, index) in present.visible.enumerated() {
            drawPresent(
                rowsHere[index], isCursor: isActive && side == .present && index == present.cursor, on: &frame,
                in: areas.present.line(row), browser: browser)
        }
    }

    /// What is typed on the last line of a foot, if anything is: the name of a key.
    func drawPrompt(on frame: inout Frame, in line: Rect, browser: Browser) {
        guard case .naming(let field) = mode else { return }
        frame.fill(line, browser.theme[.dialog])
        let used = frame.write("Key: ", at: line.origin, style: browser.theme[.hintKey])
        let room = Rect(column: line.column + used, row: line.row, columns: line.columns - used, rows: 1)
        frame.cursor = field.draw(on: &frame, in: room, style: browser.theme[.fieldFocused])
    }

    /// What is wrong with the value being edited, else what the cursor is on.
    var remark: (text: String, role: ThemeRole) {
        if case .editing(let editor) = mode, let mistake = editor.mistake { return (mistake, .messageWarning) }
        return (description, .textDim)
    }

    private func drawTitle(
        _ title: String, _ side: Side, isActive: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        let used = frame.write(title, at: rect.origin, style: theme[side == self.side && isActive ? .heading : .label])
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

    private var isFiltering: Bool { if case .filtering = mode { true } else { false } }

    private func drawAvailable(
        _ line: MetadataTree.Line, isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        if isCursor { frame.fill(rect, theme[.cursor]) }
        let isGroup = line.node.isGroup
        let sign = isGroup ? (tree.isExpanded(line.node) ? browser.glyphs.expanded : browser.glyphs.collapsed) : " "
        let role: ThemeRole = isGroup ? .heading : .text
        let used = frame.write(
            String(repeating: "  ", count: line.depth) + "\(sign) \(line.title)", at: rect.origin,
            style: isCursor ? theme[.cursor] : theme[role], width: rect.columns)
        // The key too, where there is room for most of it.
        guard case .property(let property, _) = line.node, property.id != line.title else { return }
        let room = rect.columns - used - 2
        guard room >= min(12, DisplayWidth.columns(of: property.id)) else { return }
        frame.write(
            property.id, at: Point(column: rect.column + used + 2, row: rect.row),
            style: isCursor ? theme[.cursor] : theme[.textDim], width: room, truncation: .middle)
    }

    private func drawPresent(
        _ row: MetadataSheet.Row, isCursor: Bool, on frame: inout Frame, in rect: Rect, browser: Browser
    ) {
        let theme = browser.theme
        let isEditing: Bool = if case .editing(let editor) = mode { editor.key == row.id } else { false }
        if isCursor && !isEditing { frame.fill(rect, theme[.cursor]) }
        func style(_ role: ThemeRole) -> Style { isCursor && !isEditing ? theme[.cursor] : theme[role] }
        let keyWidth = min(24, rect.columns * 2 / 5)
        let isLocked = PropertyKey.isReadOnly(row.id) || lock != nil && !PropertyKey.ofLifecycle.contains(row.id)
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

    private func drawEditor(_ editor: MetadataEditor, on frame: inout Frame, in rect: Rect, browser: Browser) {
        let theme = browser.theme
        frame.fill(rect, theme[.fieldFocused])
        // What an empty line means, until something is typed or chosen.
        let leave = "leave as they are"
        switch editor.widget {
        case .text(let field):
            frame.cursor = field.draw(
                on: &frame, in: rect, style: theme[editor.mistake == nil ? .fieldFocused : .fieldInvalid],
                hint: editor.differs ? leave : "", hintStyle: theme[.fieldPlaceholder])
        case .choice(let values, let selected):
            let value = selected.map { values[$0] } ?? leave
            let place = selected.map { "\($0 + 1) of \(values.count)" } ?? "\(values.count) values"
            frame.write(
                "\(browser.glyphs.moreLeft) \(value) \(browser.glyphs.moreRight)  \(place)", at: rect.origin,
                style: theme[.fieldFocused], width: rect.columns)
        case .array(let operators, let chosenOperator, let items, let chosen, let cursor):
            let box = chosen.contains(items[cursor]) ? browser.glyphs.checked : browser.glyphs.unchecked
            frame.write(
                "\(operators[chosenOperator]) \(box) \(items[cursor])  \(chosen.count) of \(items.count) taken",
                at: rect.origin, style: theme[.fieldFocused], width: rect.columns)
        }
    }

    /// Title, key and meaning of what the cursor is on.
    var description: String {
        if let (found, place) = definitionHere {
            let values = found.choices.isEmpty ? "" : " One of \(found.choices.joined(separator: ", "))."
            return "\(found.title) (\(found.id)), \(place): \(found.description ?? "")\(values)"
        }
        guard side == .available else {
            guard let row = currentRow else {
                return "No property yet: add one from the left, or + for a key of your own."
            }
            return "\(row.id): custom, of no definition."
        }
        switch currentLine?.node {
        case nil: return "No definition fits."
        case .template: return "The five properties a template should have, with example values."
        case .namespace(let id): return tree.namespaces.first { $0.id == id }?.description ?? ""
        case .object(let id, let object):
            return tree.namespaces.first { $0.id == id }?.objects.first { $0.id == object }?.description ?? ""
        case .property: return ""
        }
    }

    /// The definition of what the cursor is on, and where in the tree it stands.
    var definitionHere: (property: MetadataProperty, place: String)? {
        if side == .present { return currentRow.flatMap { tree.definition(of: $0.id) } }
        guard case .property(let property, let place) = currentLine?.node else { return nil }
        return (property, place)
    }
}
