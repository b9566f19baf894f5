internal import Canvas
internal import Catalog

/// The first two lines: where one is, and the panes.
extension Browser {
    /// What must not be missed stands on the right; where one is takes the room that is left.
    func drawHeader(on frame: inout Frame, in rect: Rect) {
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

    func drawTabs(on frame: inout Frame, in rect: Rect) {
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
}

extension [String] {
    func appending(_ text: String) -> [String] { text.isEmpty ? self : self + [text] }
}
