internal import Canvas
internal import Catalog

/// Update Metadata: the cloud's own definitions on the left, what the images have and shall have on the right
/// (R3, R4, R8; dialogs.md 5). For one image or for all marked ones.
struct MetadataLayer: Layer {
    enum Side: Hashable, Sendable { case available, present }

    /// What the keys mean at the moment.
    enum Mode {
        case lists
        /// The filter of a column is typed.
        case filtering(TextField)
        /// A key of the user's own is typed.
        case naming(TextField)
        case editing(MetadataEditor)
        /// A reason is asked for, because an image is published.
        case explaining(TextField)
        case askingToDiscard
        case sending(PlanRun)
        case failed(String)
    }

    let subjects: Subjects
    let subject: String
    var sheet: MetadataSheet
    var tree: MetadataTree
    var side = Side.present
    var mode = Mode.lists
    var filters: [Side: String] = [:]
    var available = ScrollWindow()
    var present = ScrollWindow()

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        sheet = MetadataSheet(subjects.entries.map(\.image))
        tree = MetadataTree(browser.definitions.isEmpty ? BuiltInDefinitions.namespaces : browser.definitions)
        if browser.definitions.isEmpty { browser.emit(.fetchDefinitions) }
        side = sheet.rows.isEmpty ? .available : .present
        follow(browser)
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

    mutating func follow(_ browser: Browser) {
        let height = max(1, MetadataAreas(body: browser.regions.body).available.rows)
        available.resize(height: height)
        available.follow(cursor: available.cursor, count: availableLines.count)
        available.move(to: available.cursor)
        present.resize(height: height)
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

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        defer { follow(browser) }
        switch mode {
        case .lists: return handleInLists(input, in: &browser)
        case .failed:
            mode = .lists
            return handleInLists(input, in: &browser)
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
            case .key(Key(.enter)): return name(field.text, in: &browser)
            case .key(Key(.escape)): mode = .lists
            default:
                field.handle(input)
                mode = .naming(field)
            }
        case .editing(var editor):
            switch input {
            case .key(Key(.enter)): keep(editor, in: &browser)
            case .key(Key("s", .control)):
                keep(editor, in: &browser)
                if case .lists = mode { return submit(in: &browser) }
            case .key(Key(.escape)): mode = .lists
            default:
                _ = editor.handle(input)
                mode = .editing(editor)
            }
        case .explaining(var field):
            switch input {
            case .key(Key(.enter)):
                guard !field.text.trimmedOfBlanks.isEmpty else { return .stay }
                return send(note: field.text.trimmedOfBlanks, in: &browser)
            case .key(Key(.escape)): mode = .lists
            default:
                field.handle(input)
                mode = .explaining(field)
            }
        case .askingToDiscard:
            if input == .key(Key(.enter)) { return .close }
            mode = .lists
        case .sending(let run):
            if input == .key(Key(.escape)) { browser.emit(.stop(run.plan.id)) }
        }
        return .stay
    }

    mutating func handleInLists(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(let key): return handle(key, in: &browser)
        case .mouse(let event): handle(event, in: browser)
        case .paste, .resized: break
        }
        return .stay
    }

    mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        switch key {
        case Key("s", .control): return submit(in: &browser)
        case Key(.escape), Key("c", .control):
            guard sheet.isEdited else { return .close }
            mode = .askingToDiscard
        case Key(.tab), Key(.tab, .shift): side = side == .available ? .present : .available
        case Key(.left): if !closeNode() { side = .available }
        case Key(.right): if !openNode() { side = .present }
        case Key("/"): mode = .filtering(TextField(filters[side] ?? ""))
        case Key("+"): mode = .naming(TextField())
        case Key(.enter): activate(in: &browser)
        case Key(" "):
            if side == .present, let row = currentRow { toggle(row, in: &browser) } else { activate(in: &browser) }
        case Key(.delete), Key(.backspace), Key("d"): remove(in: &browser)
        case Key("u"): if let row = currentRow { sheet.restore(row.id) }
        case Key(.function(1)), Key("?"): return .open(HelpLayer(about: "Update Metadata", Self.help, of: browser))
        default: move(key)
        }
        return .stay
    }

    mutating func move(_ key: Key) {
        func change(_ window: inout ScrollWindow) {
            switch key {
            case Key(.down), Key("j"): window.move(by: 1)
            case Key(.up), Key("k"): window.move(by: -1)
            case Key(.pageDown): window.page(by: 1)
            case Key(.pageUp): window.page(by: -1)
            case Key(.home), Key("g"): window.moveToFirst()
            case Key(.end), Key("G"): window.moveToLast()
            default: break
            }
        }
        if side == .available { change(&available) } else { change(&present) }
    }

    mutating func handle(_ event: MouseEvent, in browser: Browser) {
        let areas = MetadataAreas(body: browser.regions.body)
        for (area, side) in [(areas.available, Side.available), (areas.present, Side.present)] {
            guard area.contains(event.point) else { continue }
            self.side = side
            switch event.action {
            case .wheelDown: if side == .available { available.wheel(by: 3) } else { present.wheel(by: 3) }
            case .wheelUp: if side == .available { available.wheel(by: -3) } else { present.wheel(by: -3) }
            case .press:
                let row = event.point.row - area.row
                if side == .available {
                    available.move(to: available.top + row)
                } else {
                    present.move(to: present.top + row)
                }
            case .release: break
            }
        }
    }
}
