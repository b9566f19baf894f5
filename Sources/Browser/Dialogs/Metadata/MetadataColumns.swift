internal import Canvas
internal import Catalog

/// Two columns in which properties are described: on the left the cloud's own definitions, on the right what the images
/// have and shall have (dialogs.md 5). For images that are there and for one that is to be made.
struct MetadataColumns: Hashable, Sendable {
    enum Side: Hashable, Sendable { case available, present }

    /// What the keys mean at the moment.
    enum Mode: Hashable, Sendable {
        case lists
        /// The filter of a column is typed.
        case filtering(TextField)
        /// A key of the user's own is typed.
        case naming(TextField)
        case editing(MetadataEditor)
    }

    /// What stands over the right column.
    let heading: String
    /// Why only the keys of an image's lifecycle may be changed; nil where all may.
    var lock: String?
    var sheet: MetadataSheet
    var tree: MetadataTree
    var side = Side.present
    var mode = Mode.lists
    var filters: [Side: String] = [:]
    var available = ScrollWindow()
    var present = ScrollWindow()

    /// Asks for the cloud's definitions where they are not known yet, and has the built-in ones until then.
    init(_ sheet: MetadataSheet, heading: String, in browser: inout Browser) {
        self.sheet = sheet
        self.heading = heading
        tree = MetadataTree(browser.definitions.isEmpty ? BuiltInDefinitions.namespaces : browser.definitions)
        if browser.definitions.isEmpty { browser.emit(.fetchDefinitions) }
        side = sheet.rows.isEmpty ? .available : .present
    }

    /// Takes in the cloud's definitions. Answers whether there is anything new.
    mutating func receive(_ event: Event) -> Bool {
        guard case .definitions(let definitions) = event else { return false }
        tree = MetadataTree(definitions)
        return true
    }

    // MARK: Lines

    func filter(_ side: Side) -> String {
        if case .filtering(let field) = mode, side == self.side { return field.text }
        return filters[side] ?? ""
    }

    var availableLines: [MetadataTree.Line] {
        tree.lines(filter: filter(.available)) { key in
            sheet.spelling(of: key).map { sheet[$0]?.edit != .remove } ?? false
        }
    }

    var presentRows: [MetadataSheet.Row] {
        let filter = filter(.present).lowercased()
        return sheet.rows.filter { row in
            filter.isEmpty || row.id.lowercased().contains(filter) || row.text.lowercased().contains(filter)
        }
    }

    /// Fits the columns to the lines there are and to the room for them.
    mutating func fit(_ areas: MetadataAreas) {
        available.resize(height: max(1, areas.available.rows))
        available.follow(cursor: available.cursor, count: availableLines.count)
        available.move(to: available.cursor)
        present.resize(height: max(1, areas.present.rows))
        present.follow(cursor: present.cursor, count: presentRows.count)
        present.move(to: present.cursor)
    }

    var currentLine: MetadataTree.Line? {
        let lines = availableLines
        return lines.indices.contains(available.cursor) ? lines[available.cursor] : nil
    }

    var currentRow: MetadataSheet.Row? {
        let rows = presentRows
        return rows.indices.contains(present.cursor) ? rows[present.cursor] : nil
    }

    mutating func select(_ key: String) {
        side = .present
        filters[.present] = ""
        present.follow(cursor: present.cursor, count: presentRows.count)
        if let index = presentRows.firstIndex(where: { $0.id == key }) { present.move(to: index) }
    }

    /// Whether a text is being typed, so that keys that usually leave belong to it.
    var isTyping: Bool { mode != .lists }

    // MARK: Input

    /// Does what input means here. Answers whether it meant anything.
    mutating func handle(_ input: Input, in browser: inout Browser) -> Bool {
        switch mode {
        case .lists:
            switch input {
            case .key(let key): return handle(key, in: &browser)
            case .paste, .mouse, .resized: return false
            }
        case .filtering(var field):
            switch input {
            case .key(Key(.enter)), .key(Key(.escape)):
                filters[side] = input == .key(Key(.escape)) ? "" : field.text
                mode = .lists
            default:
                field.handle(input)
                mode = .filtering(field)
            }
        case .naming(var field):
            switch input {
            case .key(Key(.enter)): name(field.text, in: &browser)
            case .key(Key(.escape)): mode = .lists
            default:
                field.handle(input)
                mode = .naming(field)
            }
        case .editing(var editor):
            switch input {
            case .key(Key(.enter)): keep(editor, in: &browser)
            case .key(Key(.escape)): mode = .lists
            default:
                _ = editor.handle(input)
                mode = .editing(editor)
            }
        }
        return true
    }

    /// All changes as one text, what is being typed included.
    var text: String {
        var sheet = sheet
        switch mode {
        case .editing(let editor): if !editor.leavesAll { sheet.set(editor.key, to: editor.text) }
        case .naming(let field):
            let isNew = PropertyKey.mistake(in: field.text) == nil && sheet.spelling(of: field.text) == nil
            if isNew { sheet.set(field.text, to: "") }
        case .filtering, .lists: break
        }
        return sheet.text
    }

    /// Ends typing, taking over what was typed. Answers whether that was possible.
    mutating func finishTyping(in browser: inout Browser) -> Bool {
        switch mode {
        case .editing(let editor): keep(editor, in: &browser)
        case .filtering(let field):
            filters[side] = field.text
            mode = .lists
        case .naming(let field): name(field.text, in: &browser)
        case .lists: break
        }
        return mode == .lists
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> Bool {
        switch key {
        case Key(.tab), Key(.tab, .shift): side = side == .available ? .present : .available
        case Key(.left): if !closeNode() { side = .available }
        case Key(.right): if !openNode() { side = .present }
        case Key("/"): mode = .filtering(TextField(filters[side] ?? ""))
        case Key("+"): mode = .naming(TextField())
        case Key(.enter): activate(in: &browser)
        case Key(" "):
            if side == .present, let row = currentRow {
                toggle(row, in: &browser)
            } else if side == .available, let node = currentLine?.node, node.isGroup {
                addAll(of: node, in: &browser)
            } else {
                activate(in: &browser)
            }
        case Key(.delete), Key(.backspace), Key("d"): remove(in: &browser)
        case Key("u"): if let row = currentRow { sheet.restore(row.id) }
        default: return move(key)
        }
        return true
    }

    private mutating func move(_ key: Key) -> Bool {
        func change(_ window: inout ScrollWindow) -> Bool {
            switch key {
            case Key(.down), Key("j"): window.move(by: 1)
            case Key(.up), Key("k"): window.move(by: -1)
            case Key(.pageDown): window.page(by: 1)
            case Key(.pageUp): window.page(by: -1)
            case Key(.home), Key("g"): window.moveToFirst()
            case Key(.end), Key("G"): window.moveToLast()
            default: return false
            }
            return true
        }
        return side == .available ? change(&available) : change(&present)
    }

    mutating func handle(_ event: MouseEvent, _ areas: MetadataAreas, in browser: inout Browser) {
        for (area, side) in [(areas.available, Side.available), (areas.present, Side.present)] {
            guard area.contains(event.point), mode == .lists else { continue }
            let wasHere = self.side == side
            self.side = side
            let row = event.point.row - area.row
            switch event.action {
            case .wheelDown: if side == .available { available.wheel(by: 3) } else { present.wheel(by: 3) }
            case .wheelUp: if side == .available { available.wheel(by: -3) } else { present.wheel(by: -3) }
            case .press where side == .available:
                let isAgain = wasHere && available.cursor == available.top + row
                available.move(to: available.top + row)
                if isAgain { activate(in: &browser) }
            case .press:
                let isAgain = wasHere && present.cursor == present.top + row
                present.move(to: present.top + row)
                if isAgain { activate(in: &browser) }
            case .release: break
            }
        }
    }

    var hints: [Hint] {
        switch mode {
        case .editing(let editor): return editor.hints
        case .filtering, .naming: return [Hint("Enter", "go on"), Hint("Esc", "back")]
        case .lists:
            let own =
                side == .available
                ? currentLine?.node.isGroup == true
                    ? [Hint("Enter", "open"), Hint("Space", "add all")] : [Hint("Enter", "add")]
                : [Hint("Enter", "edit"), Hint("Del", "remove"), Hint("u", "undo")]
            return own + [Hint("Tab", "other side"), Hint("/", "filter"), Hint("+", "custom key")]
        }
    }
}
