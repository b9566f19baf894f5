internal import Canvas
internal import Catalog

/// The first two lines: where one is, and the panes.
extension Browser {
    /// What must not be missed stands on the right; where one is takes the room that is left.
    func drawHeader(on frame: inout Frame, in rect: Rect) {
        var edge = rect.endColumn - 1
        // However long a tag is, room is left for what the cloud is called.
        func writeLeftwards(_ text: String, _ style: Style) {
            let width = min(DisplayWidth.columns(of: text), 24)
            edge -= width
            frame.write(text, at: Point(column: edge, row: rect.row), style: style, width: width)
            edge -= 1
        }
        // When the panes were read is worth less than which cloud they are of.
        let name = places.last?.first ?? ""
        let marks = badges.map { " \($0) " } + (cloudTag.map { [" \($0.text) "] } ?? [])
        let needed = ([name, freshness] + marks).reduce(1) { $0 + DisplayWidth.columns(of: $1) + 1 }
        if !freshness.isEmpty, needed <= rect.columns { writeLeftwards(freshness, theme[.headerTime]) }
        for text in badges { writeLeftwards(" \(text) ", theme[.headerBadge]) }
        if let tag = cloudTag { writeLeftwards(" \(tag.text) ", tag.style) }

        var room = rect
        room.columns = max(0, edge - rect.column)
        let places = places
        let separator = " \(glyphs.separator) "
        let fitting = places.first { DisplayWidth.columns(of: $0.joined(separator: separator)) < room.columns }
        let program = "vitrine"
        var line = LineWriter(room)
        line.write(" ", theme[.header], on: &frame)
        if fitting == places.first, let place = fitting,
            DisplayWidth.columns(of: place.joined(separator: separator)) + program.count + 3 <= room.columns
        {
            line.write(program + "  ", theme[.header], on: &frame)
        }
        for (index, part) in (fitting ?? places.last ?? []).enumerated() {
            if index > 0 { line.write(separator, theme[.header], on: &frame) }
            line.write(part, index == 0 ? theme[.headerName] : theme[.header], on: &frame)
        }
    }

    /// Cloud and region, project, user and role; then the same with less and less of it, for where room is short.
    private var places: [[String]] {
        guard let session else { return [[selection?.cloud ?? "no cloud"]] }
        let project = session.project.map { [catalogue.projects.label(of: $0.id)] } ?? []
        let place = session.cloud + (session.region.map { " \($0)" } ?? "")
        let role = session.isAdmin ? "admin" : session.isReader ? "reader" : "member"
        let user = session.user.map { ["\($0.name ?? $0.id) (\(role))"] } ?? []
        let roleAlone = session.user == nil ? [] : [role]
        return [
            [place] + project + user, [place] + project + roleAlone, [place] + project, [place], [session.cloud],
        ]
    }

    /// When the panes were last known to be as the service has them.
    private var freshness: String {
        if selection == nil { return "" }
        if let synchronisedAt {
            let isToday = localDate(synchronisedAt).prefix(10) == localDate(now).prefix(10)
            let silence = connection == .waiting && pass == nil ? "waiting, " : ""
            return silence + "synced "
                + (isToday ? localTime(synchronisedAt) : String(localDate(synchronisedAt).prefix(16)))
        }
        if case .signingIn = connection { return "signing in" }
        if case .waiting = connection, pass == nil { return "waiting" }
        return pass == nil ? "never synced" : "reading"
    }

    private var badges: [String] {
        var badges: [String] = []
        switch connection {
        case .lost(let problem, _): badges.append(problem.badge)
        case .incomplete(let problem, _): badges.append(problem.isSilence ? "incomplete" : problem.badge)
        case .offlineByChoice: badges.append("offline")
        case .signingIn, .waiting: if let lost { badges.append(lost.badge) }
        case .online: break
        }
        if session?.verifiesCertificates == false { badges.append("TLS unverified") }
        if session?.isReadOnly == true { badges.append("read-only") }
        return badges
    }

    /// The word the user gave this cloud, on red unless another colour was chosen.
    private var cloudTag: (text: String, style: Style)? {
        guard let name = session?.cloud ?? selection?.cloud, let tag = settings.cloud(name).tag else { return nil }
        let color = settings.cloud(name).tagColor ?? .indexed(1)
        return (tag, Style(foreground: .indexed(15), background: color, attributes: .bold))
    }

    /// A pane's title on the second line, in pieces.
    private func tab(of pane: Pane) -> [(text: String, style: Style)] {
        let number = (Pane.allCases.firstIndex(of: pane) ?? 0) + 1
        let style = theme[pane == active ? .tabActive : refusal(of: pane) == nil ? .tab : .tabDisabled]
        var pieces = [("\(number) \(pane.title)", style)]
        // Before anything was asked, "none" is not known.
        if let count = count(of: pane), count != "0" || pane != .shared || offerSearch == nil {
            pieces.append((" \(count)", style.withoutUnderline))
        }
        guard pane == .shared else { return pieces }
        let listed = catalogue.pendingOffers(showingHidden: self[pane].listing.showsHidden)
        let pending = isLoaded ? listed : max(listed, replicaCounts.pending)
        if pending > 0 { pieces.append((" \(glyphs.bullet)\(pending)", theme[.tabCount])) }
        if let search = offerSearch {
            let words =
                size.columns < 80 ? "\(search.checked)/\(search.total)" : "checked \(search.checked) of \(search.total)"
            pieces.append((" \(words)", theme[.tab]))
        }
        return pieces
    }

    func drawTabs(on frame: inout Frame, in rect: Rect) {
        var line = LineWriter(rect)
        for (index, pane) in Pane.allCases.enumerated() {
            line.write(index == 0 ? " " : "   ", theme[.tab], on: &frame)
            for piece in tab(of: pane) { line.write(piece.text, piece.style, on: &frame) }
        }
        let right = listState
        let room = rect.endColumn - line.column - 3
        let whole = DisplayWidth.columns(of: right)
        let width = min(whole, room)
        // A filter in force is worth a few letters, an order only all of them.
        guard width >= (current.filter.isEmpty ? whole : min(whole, 10)) else { return }
        frame.write(
            right, at: Point(column: rect.endColumn - width - 1, row: rect.row),
            style: current.filter.isEmpty ? theme[.tab] : theme[.match], width: width)
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

    /// How many images a pane has, as far as that is known; nil if nothing is.
    private func count(of pane: Pane) -> String? {
        if refusal(of: pane) != nil { return glyphs.none }
        let showsHidden = self[pane].listing.showsHidden
        if isLoaded, synchronisedAt != nil { return String(catalogue.count(in: pane, showingHidden: showsHidden)) }
        let counts = replicaCounts
        let known = (counts.visible[pane] ?? 0) + (showsHidden ? counts.hidden[pane] ?? 0 : 0)
        let count = max(known, catalogue.count(in: pane, showingHidden: showsHidden))
        return count == 0 ? nil : String(count)
    }

    /// Filter and order of the active pane.
    private var listState: String {
        if !current.filter.isEmpty { return "filter: \(current.filter)" }
        let sort = current.listing.sort
        let order = sort == .byName ? "" : "by \(sort.column.rawValue)" + (sort.isDescending ? " \(glyphs.down)" : "")
        // Accepted offers to an administrator's project are missing until each image was asked about (R17).
        let offers = active == .images && offerSearch != nil ? "see \(key(.goToShared)) for offers" : ""
        return (current.listing.showsHidden ? ["hidden shown"] : []).appending(order).appending(offers)
            .joined(separator: ", ")
    }
}

extension Problem {
    /// What has become of the connection, in a word or two.
    fileprivate var badge: String {
        switch kind {
        case .unauthorized, .credentialMissing: "not signed in"
        case .busy: "service busy"
        case .forbidden, .notFound, .conflict, .limitReached, .refused: "refused"
        case .serverFault, .malformed: "service error"
        case .configuration, .endpointMissing: "not set up"
        default: "offline"
        }
    }
}

extension [String] {
    func appending(_ text: String) -> [String] { text.isEmpty ? self : self + [text] }
}
