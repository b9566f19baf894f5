package import Canvas
internal import Catalog

/// Drawing: the state and the size give a frame, nothing else is looked at.
extension Browser {
    /// The parts of the screen from top to bottom.
    struct Regions {
        let header: Rect
        let tabs: Rect
        /// Everything between the first two and the last two lines.
        let body: Rect
        /// The list's headings and rows.
        let titles: Rect
        let rows: Rect
        /// The image under the cursor, on wide screens; empty on others.
        let preview: Rect
        let status: Rect
        let hints: Rect
    }

    /// From this width on the image under the cursor is shown beside the list.
    static let previewWidth = 140

    var regions: Regions {
        let (header, belowHeader) = Rect(size).cutTop(1)
        let (tabs, belowTabs) = belowHeader.cutTop(1)
        let (hints, aboveHints) = belowTabs.cutBottom(1)
        let (status, body) = aboveHints.cutBottom(1)
        var list = body
        var preview = Rect(column: body.endColumn, row: body.row, columns: 0, rows: 0)
        if size.columns >= Self.previewWidth {
            let wide = min(max(52, size.columns * 2 / 5), 84)
            (list, preview) = body.cutLeft(body.columns - wide)
        }
        let (titles, rows) = list.cutTop(1)
        return Regions(
            header: header, tabs: tabs, body: body, titles: titles, rows: rows, preview: preview, status: status,
            hints: hints)
    }

    /// What the screen shows now.
    package func view() -> Frame {
        var frame = Frame(size: size, style: theme[.text], glyphs: glyphs)
        guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
            let notice = "Vitrine needs a window of \(Self.smallest.columns)×\(Self.smallest.rows)."
            frame.write(notice, at: Point(column: 0, row: 0), style: theme[.messageWarning])
            return frame
        }
        let regions = regions
        drawHeader(on: &frame, in: regions.header)
        drawTabs(on: &frame, in: regions.tabs)
        drawStatus(on: &frame, in: regions.status)
        drawHints(on: &frame, in: regions.hints)
        let first = layers.lastIndex { $0.isFullBody }
        if first == nil { drawPane(on: &frame, in: regions) }
        for layer in layers[(first ?? 0)...] { layer.draw(on: &frame, body: regions.body, browser: self) }
        return frame
    }

    // MARK: The first two lines

    /// What must not be missed stands on the right; where one is takes the room that is left.
    private func drawHeader(on frame: inout Frame, in rect: Rect) {
        var edge = rect.endColumn - 1
        func writeLeftwards(_ text: String, _ style: Style) {
            let width = DisplayWidth.columns(of: text)
            edge -= width
            frame.write(text, at: Point(column: edge, row: rect.row), style: style)
            edge -= 1
        }
        writeLeftwards(freshness, theme[.headerTime])
        for text in badges { writeLeftwards(" \(text) ", theme[.headerBadge]) }
        if let tag = cloudTag { writeLeftwards(" \(tag.text) ", tag.style) }

        var room = rect
        room.columns = max(0, edge - rect.column)
        var line = LineWriter(room)
        line.write(room.columns < 60 ? " " : " vitrine  ", theme[.headerName], on: &frame)
        for (index, part) in place.enumerated() {
            if index > 0 { line.write(" \(glyphs.separator) ", theme[.header], on: &frame) }
            line.write(part, index == 0 ? theme[.headerName] : theme[.header], on: &frame)
        }
    }

    /// Cloud and region, project, user and role.
    private var place: [String] {
        guard let session else { return [selection?.cloud ?? "no cloud"] }
        var parts = [session.cloud + (session.region.map { " \($0)" } ?? "")]
        if let project = session.project { parts.append(catalogue.projects.label(of: project.id)) }
        if let user = session.user {
            let role = session.isAdmin ? "admin" : session.isReader ? "reader" : "member"
            parts.append((user.name ?? user.id) + " (\(role))")
        }
        return parts
    }

    /// When the panes were last known to be as the service has them.
    private var freshness: String {
        if let synchronisedAt { return "synced " + localTime(synchronisedAt) }
        switch connection {
        case .signingIn: return "signing in"
        case .online: return "reading"
        case .lost, .offlineByChoice: return "never synced"
        }
    }

    private var badges: [String] {
        var badges: [String] = []
        switch connection {
        case .lost(let problem, _): badges.append(problem.kind == .unauthorized ? "not signed in" : "offline")
        case .offlineByChoice: badges.append("offline")
        case .signingIn, .online: break
        }
        if session?.verifiesCertificates == false { badges.append("TLS unverified") }
        if session?.isReadOnly == true { badges.append("read-only") }
        return badges
    }

    /// The word the user gave this cloud, on red unless another colour was chosen.
    private var cloudTag: (text: String, style: Style)? {
        guard let name = session?.cloud ?? selection?.cloud, let tag = settings.cloud(name).tag else { return nil }
        let color = settings.cloud(name).tagColor.flatMap { Color(name: $0) } ?? .indexed(1)
        return (tag, Style(foreground: .indexed(15), background: color, attributes: .bold))
    }

    /// A pane's title on the second line, in pieces.
    private func tab(of pane: Pane) -> [(text: String, style: Style)] {
        let number = (Pane.allCases.firstIndex(of: pane) ?? 0) + 1
        let style = theme[pane == active ? .tabActive : refusal(of: pane) == nil ? .tab : .tabDisabled]
        var pieces = [("\(number) \(pane.title)", style), (" \(count(of: pane))", style.withoutUnderline)]
        guard pane == .shared else { return pieces }
        let listed = catalogue.pendingOffers(showingHidden: self[pane].listing.showsHidden)
        let pending = isLoaded ? listed : max(listed, replicaCounts.pending)
        if pending > 0 { pieces.append((" \(glyphs.bullet)\(pending)", theme[.tabCount])) }
        if let search = offerSearch { pieces.append((" checked \(search.checked) of \(search.total)", theme[.tab])) }
        return pieces
    }

    private func drawTabs(on frame: inout Frame, in rect: Rect) {
        var line = LineWriter(rect)
        for (index, pane) in Pane.allCases.enumerated() {
            line.write(index == 0 ? " " : "   ", theme[.tab], on: &frame)
            for piece in tab(of: pane) { line.write(piece.text, piece.style, on: &frame) }
        }
        let right = listState
        let width = DisplayWidth.columns(of: right)
        if width < rect.endColumn - line.column - 2 {
            let point = Point(column: rect.endColumn - width - 1, row: rect.row)
            frame.write(right, at: point, style: current.filter.isEmpty ? theme[.tab] : theme[.match])
        }
    }

    /// The pane whose title is at a column of the second line.
    func pane(at column: Int) -> Pane? {
        var start = 1
        for pane in Pane.allCases {
            let width = tab(of: pane).reduce(0) { $0 + DisplayWidth.columns(of: $1.text) }
            if (start..<(start + width)).contains(column) { return pane }
            start += width + 3
        }
        return nil
    }

    private func count(of pane: Pane) -> String {
        if refusal(of: pane) != nil { return glyphs.none }
        let showsHidden = self[pane].listing.showsHidden
        if isLoaded { return String(catalogue.count(in: pane, showingHidden: showsHidden)) }
        let counts = replicaCounts
        let known = (counts.visible[pane] ?? 0) + (showsHidden ? counts.hidden[pane] ?? 0 : 0)
        return String(max(known, catalogue.count(in: pane, showingHidden: showsHidden)))
    }

    /// Filter and order of the active pane.
    private var listState: String {
        if !current.filter.isEmpty { return "filter: \(current.filter)" }
        let sort = current.listing.sort
        let order = sort == .byName ? "" : "by \(sort.column.rawValue)" + (sort.isDescending ? " \(glyphs.down)" : "")
        return (current.listing.showsHidden ? ["hidden shown"] : []).appending(order).joined(separator: ", ")
    }

    // MARK: The last two lines

    private func drawStatus(on frame: inout Frame, in rect: Rect) {
        if let message {
            frame.write(
                message.text, at: Point(column: rect.column + 1, row: rect.row), style: theme[message.role],
                width: rect.columns - 2)
            return
        }
        let right = activityText
        let width = DisplayWidth.columns(of: right)
        frame.write(
            right, at: Point(column: rect.endColumn - width - 1, row: rect.row), style: theme[.progress], width: width)
        frame.write(
            positionText, at: Point(column: rect.column + 1, row: rect.row), style: theme[.textDim],
            width: max(0, rect.columns - width - 4))
    }

    /// Which rows are on the screen, and how many are marked.
    private var positionText: String {
        let pane = current
        let matches = pane.listing.matchCount(in: catalogue)
        let visible = pane.window.visible
        var parts: [String] = []
        if !visible.isEmpty {
            let total = pane.listing.count
            let what = pane.listing.groupsFamilies ? "\(total) lines, \(matches) images" : "\(total)"
            parts.append("\(visible.lowerBound + 1)–\(visible.upperBound) of \(what)")
        }
        if !pane.marks.isEmpty {
            let hidden = pane.listing.hiddenByFilter(pane.marks, in: catalogue)
            parts.append("\(pane.marks.count) marked" + (hidden > 0 ? " (\(hidden) hidden by the filter)" : ""))
        }
        let text = parts.joined(separator: " \(glyphs.separator) ")
        return glyphs == .unicode ? text : text.replacingDashes
    }

    /// What goes on in the background.
    private var activityText: String {
        if case .lost(_, let retryAt?) = connection { return "trying again at \(localTime(retryAt))" }
        if case .signingIn = connection { return "signing in" }
        // Looking for changes every half minute is not worth a word, and would write to an idle terminal.
        guard let pass, pass.pass == .full else { return "" }
        return "reading images \(pass.listed)"
    }

    private func drawHints(on frame: inout Frame, in rect: Rect) {
        var line = LineWriter(rect)
        for hint in hints {
            let width = DisplayWidth.columns(of: hint.key) + DisplayWidth.columns(of: hint.words) + 1
            guard width + 2 < rect.endColumn - line.column else { break }
            line.write(" ", theme[.hint], on: &frame)
            line.write(hint.key, hint.isEnabled ? theme[.hintKey] : theme[.hintDisabled], on: &frame)
            line.write(" \(hint.words) ", hint.isEnabled ? theme[.hint] : theme[.hintDisabled], on: &frame)
        }
    }

    // MARK: Words

    /// A time of day as the user's clock shows it.
    func localTime(_ moment: Instant) -> String {
        LocalTime(utcOffset: utcOffset(moment)).time(moment)
    }

    /// A date and time as the user's clock shows it.
    func localDate(_ moment: Instant) -> String {
        LocalTime(utcOffset: utcOffset(moment)).dateAndTime(moment)
    }
}

extension [String] {
    func appending(_ text: String) -> [String] { text.isEmpty ? self : self + [text] }
}

extension String {
    fileprivate var replacingDashes: String { String(map { $0 == "–" ? "-" : $0 }) }
}

extension Style {
    var withoutUnderline: Style {
        Style(foreground: foreground, background: background, attributes: attributes.subtracting(.underline))
    }
}

/// Writes pieces of text one after the other on a line.
struct LineWriter {
    private(set) var column: Int
    private let end: Int
    private let row: Int

    init(_ rect: Rect) {
        column = rect.column
        end = rect.endColumn
        row = rect.row
    }

    mutating func write(_ text: String, _ style: Style, on frame: inout Frame) {
        column += frame.write(text, at: Point(column: column, row: row), style: style, width: max(0, end - column))
    }
}
