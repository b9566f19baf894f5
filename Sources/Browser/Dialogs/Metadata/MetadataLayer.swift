internal import Canvas
internal import Catalog

/// Update Metadata: the cloud's own definitions on the left, what the images have and shall have on the right
/// (R3, R4, R8; dialogs.md 5). For one image or for all marked ones.
struct MetadataLayer: Layer {
    enum Phase {
        case describing
        /// A reason is asked for, because an image is published.
        case explaining(TextField)
        case askingToDiscard
        case sending(PlanRun)
        case failed(String)
    }

    let subjects: Subjects
    let subject: String
    var columns: MetadataColumns
    var phase = Phase.describing

    init(_ subjects: Subjects, in browser: inout Browser) {
        self.subjects = subjects
        subject = subjects.title(in: browser)
        let count = subjects.entries.count
        columns = MetadataColumns(
            MetadataSheet(subjects.entries.map(\.image)),
            heading: count == 1 ? "On the image" : "On the \(count) images",
            in: &browser)
        columns.fit(Areas(body: browser.regions.body).columns)
    }

    var sheet: MetadataSheet { columns.sheet }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        defer { columns.fit(Areas(body: browser.regions.body).columns) }
        switch phase {
        case .failed:
            phase = .describing
            return describe(input, in: &browser)
        case .describing: return describe(input, in: &browser)
        case .explaining(var field):
            switch input {
            case .key(Key(.enter)):
                guard !field.text.trimmedOfBlanks.isEmpty else { return .stay }
                return send(note: field.text.trimmedOfBlanks, in: &browser)
            case .key(Key(.escape)): phase = .describing
            default:
                field.handle(input)
                phase = .explaining(field)
            }
        case .askingToDiscard:
            if input == .key(Key(.enter)) { return .close }
            phase = .describing
        case .sending(let run):
            if input == .key(Key(.escape)) { browser.emit(.stop(run.plan.id)) }
        }
        return .stay
    }

    private mutating func describe(_ input: Input, in browser: inout Browser) -> LayerReply {
        if input == .key(Key("s", .control)) {
            return columns.finishTyping(in: &browser) ? submit(in: &browser) : .stay
        }
        if case .mouse(let event) = input {
            columns.handle(event, Areas(body: browser.regions.body).columns, in: &browser)
            return .stay
        }
        if columns.handle(input, in: &browser) { return .stay }
        switch input {
        case .key(Key(.escape)), .key(Key("c", .control)):
            guard sheet.isEdited else { return .close }
            phase = .askingToDiscard
        case .key(Key(.tab)), .key(Key(.tab, .shift)):
            columns.side = columns.side == .available ? .present : .available
        case .key(Key(.function(1))), .key(Key("?")):
            return .open(HelpLayer(about: "Update Metadata", Self.help, of: browser))
        default: break
        }
        return .stay
    }

    // MARK: Drawing

    /// Where the parts of the dialog stand.
    struct Areas {
        let box: Rect
        let columns: MetadataAreas
        let foot: Rect
        /// Row of the line above the foot.
        let rule: Int

        init(body: Rect) {
            box = body
            let (foot, lists) = body.inset(columns: 2, rows: 1).cutBottom(body.rows > 16 ? 3 : 2)
            self.foot = foot
            rule = lists.endRow - 1
            columns = MetadataAreas(in: lists.cutBottom(1).rest)
        }
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let areas = Areas(body: body)
        frame.fill(areas.box, theme[.dialog])
        frame.box(
            areas.box, style: theme[.dialogBorder], title: "Update Metadata \(browser.glyphs.separator) \(subject)",
            titleStyle: theme[.dialogTitle])
        columns.draw(on: &frame, areas.columns, isActive: true, browser: browser)
        frame.horizontalRule(
            row: areas.rule, columns: areas.box.column..<areas.box.endColumn, style: theme[.dialogBorder])
        let (text, role) = foot
        for (row, line) in text.wrapped(columns: areas.foot.columns).prefix(areas.foot.rows).enumerated() {
            frame.write(line, at: areas.foot.line(row).origin, style: theme[role], width: areas.foot.columns)
        }
        let last = areas.foot.line(areas.foot.rows - 1)
        guard case .explaining(let field) = phase else {
            return columns.drawPrompt(on: &frame, in: last, browser: browser)
        }
        frame.fill(last, theme[.dialog])
        let used = frame.write("Reason: ", at: last.origin, style: theme[.hintKey])
        let room = Rect(column: last.column + used, row: last.row, columns: last.columns - used, rows: 1)
        frame.cursor = field.draw(on: &frame, in: room, style: theme[.fieldFocused])
    }

    private var foot: (String, ThemeRole) {
        switch phase {
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
        case .describing: break
        }
        let (text, role) = columns.remark
        return (role == .textDim && sheet.isEdited ? "\(text) \(summary)" : text, role)
    }

    private var summary: String {
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

    var hints: [Hint] {
        switch phase {
        case .explaining: return [Hint("Enter", "go on"), Hint("Esc", "back")]
        case .askingToDiscard: return [Hint("Enter", "discard"), Hint("Esc", "go on")]
        case .sending: return [Hint("Esc", "stop")]
        case .describing, .failed:
            return columns.hints + (columns.isTyping ? [] : [Hint("C-s", "save"), Hint("Esc", "cancel")])
        }
    }

    static let help = """
        On the left stands what the cloud defines for images; Enter opens a group and adds a property. On the right stands \
        what the images have; Enter edits a value, Space turns a yes or no round, Del removes a key, u takes a change back. \
        + adds a key of your own, / filters the column you are in, C-s saves. For several images the values that differ are \
        counted, and a change is made only where it is one.
        """
}
