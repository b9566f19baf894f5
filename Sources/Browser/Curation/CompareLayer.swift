internal import Canvas
internal import Catalog

/// Two images side by side, the older version on the left: what differs, or everything.
struct CompareLayer: Layer {
    /// A line of the screen: a heading, or a part of an attribute whose values may take several lines.
    struct Line: Hashable, Sendable {
        var label = ""
        var left = ""
        var right = ""
        var isDifferent = false
        var isHeading = false
    }

    let place: Place? = .reader
    let isFullBody = true
    private let left: ImageID
    /// Nil until one was chosen.
    private var right: ImageID?
    private var showsAll = false
    private var lines: [Line] = []
    private var differences = 0
    /// Why the members of images could not be read.
    private var problems: [ImageID: Problem] = [:]
    private var window = ScrollWindow()

    init(_ left: ImageID, _ right: ImageID?, in browser: inout Browser) {
        self.left = left
        self.right = right
        askForMembers(&browser)
        show(browser)
    }

    private func askForMembers(_ browser: inout Browser) {
        let shared = [left, right].compactMap { $0 }.filter {
            browser.knownMembers[$0] == nil && browser.catalogue[$0]?.image.visibility == .shared
        }
        if !shared.isEmpty { browser.emit(.fetchMembers(shared)) }
    }

    private mutating func show(_ browser: Browser) {
        lines = []
        defer {
            window.follow(cursor: window.cursor, count: lines.count)
            window.resize(height: max(1, browser.regions.body.rows - 2))
        }
        guard let right, let old = browser.catalogue[left]?.image, let new = browser.catalogue[right]?.image else {
            return
        }
        let (leftMembers, rightMembers) = (knowledge(of: old, browser), knowledge(of: new, browser))
        let areAll = (left: leftMembers.isWhole, right: rightMembers.isWhole)
        let comparison = ImageComparison(
            old, new, members: (browser.knownMembers[left] ?? [], browser.knownMembers[right] ?? []), areAll: areAll,
            projects: browser.catalogue.projects)
        differences = comparison.differences.count
        let columns = Columns(browser.regions.body)
        for group in ImageComparison.Group.allCases {
            let rows = comparison.rows.filter { $0.group == group && (showsAll || $0.isDifferent || !$0.isTold) }
            let isInDoubt = group == .members && !(areAll.left && areAll.right)
            guard !rows.isEmpty || isInDoubt else { continue }
            lines.append(Line(label: group.rawValue, isHeading: true))
            if isInDoubt { lines += Self.lines("", leftMembers.words, rightMembers.words, columns) }
            lines += rows.flatMap { Self.lines(of: $0, columns, none: browser.glyphs.none) }
        }
    }

    /// What is known of an image's members, in words, and whether that is all of them.
    private func knowledge(of image: Image, _ browser: Browser) -> (words: String, isWhole: Bool) {
        if image.visibility != .shared { return ("none: only shared images have members", true) }
        if browser.knownMembers[image.id] != nil {
            return browser.rights.seesAllMembers(of: image) ? ("all are told", true) : ("only your own is told", false)
        }
        if let problem = problems[image.id] { return ("could not be read: \(problem.reason)", false) }
        return (browser.connection == .offlineByChoice ? "not read: started with --offline" : "reading", false)
    }

    private static func lines(of row: ImageComparison.Row, _ columns: Columns, none: String) -> [Line] {
        func text(_ value: String?) -> String { value.map { $0.isEmpty ? "\"\"" : $0 } ?? none }
        return Self.lines(row.label, text(row.left), text(row.right), columns, isDifferent: row.isDifferent)
    }

    private static func lines(
        _ label: String, _ left: String, _ right: String, _ columns: Columns, isDifferent: Bool = false
    ) -> [Line] {
        let (old, new) = (left.wrapped(columns: columns.value), right.wrapped(columns: columns.value))
        return (0..<max(1, old.count, new.count)).map { place in
            Line(
                label: place == 0 ? label : "", left: old.indices.contains(place) ? old[place] : "",
                right: new.indices.contains(place) ? new[place] : "", isDifferent: isDifferent)
        }
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        show(browser)
        switch input {
        case .key(Key(.tab)), .key(Key(.tab, .shift)):
            showsAll.toggle()
            window = ScrollWindow()
            show(browser)
            return .stay
        case .key(Key("=")): return .open(browser.imagePicker(beside: left))
        case .mouse(let event) where event.action == .wheelUp: window.wheel(by: -3)
        case .mouse(let event) where event.action == .wheelDown: window.wheel(by: 3)
        default: return .pass
        }
        return .stay
    }

    mutating func take(answer: String, in browser: inout Browser) {
        right = ImageID(answer)
        window = ScrollWindow()
        askForMembers(&browser)
        show(browser)
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        show(browser)
        if window.perform(action) { return .stay }
        switch action {
        case .goBack, .quit: return .close
        case .follow:
            // Long values are shown in full already.
            return .stay
        case .copyValue:
            guard lines.indices.contains(window.cursor), !lines[window.cursor].isHeading else { return .stay }
            let line = lines[window.cursor]
            browser.copy("\(line.label) \(line.left) \(browser.glyphs.arrow) \(line.right)".trimmedOfBlanks)
        case .filter: browser.say(.plain, "Nothing is searched here: Tab shows what differs, or everything.")
        case .showHelp: return .open(HelpLayer(of: browser, at: .reader))
        default: return .pass
        }
        return .stay
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .members(let answers):
            for (image, answer) in answers { if case .failure(let problem) = answer { problems[image] = problem } }
            show(browser)
        case .service(.changed, _), .service(.projectNames, _), .detail: show(browser)
        default: break
        }
        return .stay
    }

    // MARK: Drawing

    /// Where label and values begin, and how wide values may be.
    struct Columns {
        let label: Int
        let value: Int
        let left: Int
        let right: Int

        init(_ body: Rect) {
            label = min(28, max(14, body.columns / 5))
            value = (body.columns - label - 7) / 2
            left = 3 + label + 1
            right = left + value + 2
        }
    }

    var status: String { lines.isEmpty ? "" : "line \(window.cursor + 1) of \(lines.count)" }

    var hints: [Hint] { [Hint("Tab", showsAll ? "differences" : "everything"), Hint("=", "with another")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let columns = Columns(body)
        frame.write("Compare", at: Point(column: 1, row: body.row), style: theme[.dialogTitle])
        guard let right else {
            frame.write(
                "Press = to choose the other image.", at: Point(column: 1, row: body.row + 2), style: theme[.textDim])
            return
        }
        let count = differences == 0 ? "no difference" : counted(differences, "difference")
        frame.write(count, at: Point(column: 10, row: body.row), style: theme[.textDim], width: body.columns - 11)
        for (id, column) in [(left, columns.left), (right, columns.right)] {
            let title = browser.catalogue[id]?.title.quotedIfBlank ?? "\(id) is not listed any more"
            frame.write(
                title, at: Point(column: column, row: body.row + 1), style: theme[.heading], width: columns.value,
                truncation: .middle)
        }
        var window = window
        window.resize(height: max(1, body.rows - 2))
        for (row, place) in window.visible.enumerated() where place < lines.count {
            let area = Rect(column: body.column, row: body.row + 2 + row, columns: body.columns, rows: 1)
            draw(lines[place], columns, on: &frame, in: area, isCursor: place == window.cursor, browser)
        }
    }

    private func draw(
        _ line: Line, _ columns: Columns, on frame: inout Frame, in area: Rect, isCursor: Bool, _ browser: Browser
    ) {
        let theme = browser.theme
        if isCursor { frame.fill(area, theme[.cursor]) }
        func write(_ text: String, _ column: Int, _ role: ThemeRole, width: Int) {
            frame.write(
                text, at: Point(column: area.column + column, row: area.row), style: theme[isCursor ? .cursor : role],
                width: width)
        }
        if line.isHeading { return write(line.label, 1, .heading, width: area.columns - 2) }
        // What differs is told by more than colour.
        if line.isDifferent, !line.label.isEmpty { write(browser.glyphs.changed, 1, .newsChanged, width: 1) }
        write(line.label, 3, .label, width: columns.label)
        let role: ThemeRole = line.isDifferent ? .value : .textDim
        write(line.left, columns.left, role, width: columns.value)
        write(line.right, columns.right, role, width: columns.value)
    }
}
