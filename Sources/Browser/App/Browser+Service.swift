internal import Catalog

/// What the model layer reports.
extension Browser {
    mutating func take(_ event: ServiceEvent) {
        switch event {
        case .replicaOpened(let session, let lastPass, let counts):
            forgetRows()
            replicaCounts = counts
            if let session { use(session) }
            synchronisedAt = lastPass
        case .loaded(let entries, let isLast):
            let touched = catalogue.load(entries)
            note(entries)
            changeAll { pane, catalogue in pane.update(touched, in: catalogue) }
            if isLast {
                isLoaded = true
                // An empty copy is about to be filled.
                settlePanes { !$0.listing.isEmpty }
            }
        case .signedIn(let session):
            use(session)
            // Every other way into the pane asks for this; a cloud may also be opened while the user is in it.
            if active == .shared, catalogue.scope.isAdmin { emit(.searchOffers(visible: visibleImages)) }
        case .credentialNeeded(let request): layers.append(CredentialLayer(request))
        case .changed(let changes): apply(changes)
        case .passProgress(let progress):
            pass = progress.isDone ? nil : progress
            if progress.isDone, progress.pass == .full { endRefresh() }
        case .synchronised(let moment, _):
            synchronisedAt = moment
            isLoaded = true
            settlePanes { _ in true }
            if message == Self.asking { message = nil }
        case .offerSearch(let checked, let total):
            offerSearch = checked < total ? (checked, total) : nil
        case .connection(let connection): take(connection)
        case .requested(let records): activity.append(records)
        case .projectNames(let names):
            let told = leftOverWords
            catalogue.projects.names.merge(names) { $1 }
            // It may name projects.
            if let told, message?.text == told { tellLeftOver() }
            changeAll { pane, catalogue in
                if pane.listing.sort.column == .owner { pane.relist(in: catalogue) { $0.rebuild(in: $1) } }
            }
            refilter(by: "owner:")
        case .leftOver(let leftOver):
            self.leftOver = leftOver
            drafts = leftOver.drafts
            offerDraft()
            if !(layers.last is DraftLayer) { tellLeftOver() }
        case .notice(let problem): say(.warning, problem.sentence)
        }
        scheduleWatch()
    }

    /// From now on what arrives leaves the cursor of these panes on its image.
    private mutating func settlePanes(where isWhole: (PaneState) -> Bool) {
        let active = active
        changeAll { pane, _ in
            if isWhole(pane) { pane.settle() }
            if pane.pane == active { pane.isSeen = true }
        }
    }

    /// Empties the lists, which are about to be filled from a replica or a service.
    mutating func forgetRows() {
        let scope = catalogue.scope
        let names = catalogue.projects
        catalogue = Catalogue(scope: scope)
        catalogue.projects = names
        isLoaded = false
        drafts = []
        unseen = []
        landing = nil
        changeAll { pane, catalogue in
            pane.unsettle()
            pane.relist(in: catalogue) { $0.rebuild(in: $1) }
        }
    }

    private mutating func use(_ session: Session) {
        self.session = session
        if let project = session.project, let name = project.name { catalogue.projects.names[project.id] = name }
        let scope = PaneScope(session)
        defer { leaveRefusedPane() }
        guard scope != catalogue.scope else { return }
        catalogue.use(scope)
        changeAll { pane, catalogue in pane.relist(in: catalogue) { $0.rebuild(in: $1) } }
        refilter()
    }

    /// The pane to begin with may turn out to be one that this user has no right to.
    private mutating func leaveRefusedPane() {
        guard active != .images, let refusal = refusal(of: active) else { return }
        active = .images
        say(.warning, refusal)
    }

    private mutating func apply(_ changes: [CatalogueChange]) {
        let offered = changes.filter { isNewOffer($0) }.map(\.entry)
        let touched = catalogue.apply(changes)
        for change in changes {
            if change.kind == .removed || change.entry.news == nil && change.kind != .withdrawn {
                unseen.remove(change.entry.id)
            } else {
                unseen.insert(change.entry.id)
            }
        }
        changeAll { pane, catalogue in
            pane.update(touched, in: catalogue)
            for change in changes where change.kind == .removed { pane.marks.remove(change.entry.id) }
        }
        if let landing { land(on: landing) }
        announce(offered)
    }

    private mutating func note(_ entries: [CatalogueEntry]) {
        for entry in entries where entry.news != nil { unseen.insert(entry.id) }
    }

    /// Whether an offer is told of that came after the cloud was opened. An image that was listed before, as all are to
    /// an administrator, tells by the day of its offer, some seconds of which clocks may differ.
    private func isNewOffer(_ change: CatalogueChange) -> Bool {
        guard let offer = change.entry.offer, offer.status == .pending else { return false }
        switch change.kind {
        case .added: return change.entry.news == .added
        case .changed:
            guard let before = catalogue[change.entry.id], before.offer == nil else { return false }
            return offer.offeredAt.map { $0 > openedAt + -60 } ?? false
        case .withdrawn, .removed: return false
        }
    }

    /// A new offer is worth a word wherever the user is.
    private mutating func announce(_ offers: [CatalogueEntry]) {
        guard let first = offers.first else { return }
        let from = catalogue.projects.label(of: first.image.owner)
        let pane = key(.goToShared)
        if offers.count == 1 {
            say(.done, "New offer: \(first.title) from \(from). \(pane) opens Shared with Me.")
        } else {
            say(
                .done,
                "\(offers.count) new offers, among them \(first.title) from \(from). \(pane) opens Shared with Me.")
        }
    }

    private mutating func take(_ connection: Connection) {
        self.connection = connection
        switch connection {
        case .lost(let problem, let retryAt):
            let problem = worded(problem, retryAt)
            self.connection = .lost(problem, retryAt: retryAt)
            lost = problem
            tell(problem)
        case .incomplete(let problem, let retryAt):
            let problem = worded(problem, retryAt)
            self.connection = .incomplete(problem, retryAt: retryAt)
            // Without a time the next attempt is under way.
            if retryAt != nil { tell(problem) }
        case .online:
            if let trouble, catalogue.count > 0 {
                say(.done, trouble.isSilence ? "Connected again." : "The service answers as it should again.")
            }
            trouble = nil
            lost = nil
        case .signingIn, .waiting, .offlineByChoice: break
        }
    }

    /// Says what is wrong with the connection, unless the user was told so and may have dismissed it: each attempt that
    /// fails reports it again.
    private mutating func tell(_ problem: Problem) {
        pass = nil
        isRefreshing = false
        let isToldNow = message?.text == trouble?.sentence || message == Self.asking
        let isKnown = problem.isSame(as: trouble)
        trouble = problem
        if isToldNow { message = nil }
        // With nothing else to show, the list says it.
        if catalogue.count > 0, isToldNow || !isKnown { say(.error, problem.sentence) }
    }

    /// The failure with what to do about it in the words of this screen, with its clock and its keys.
    private func worded(_ problem: Problem, _ retryAt: Instant?) -> Problem {
        var problem = problem
        switch problem.kind {
        case .busy: if let retryAt { problem.advice = "It is asked again at \(localTime(retryAt))." }
        case .credentialMissing: problem.advice = "\(key(.refresh)) asks again."
        default: break
        }
        return problem
    }

    // MARK: Asking for everything again

    static let asking = Message(.plain, "Asking for everything again.")

    /// Everything was read that the user asked for again.
    private mutating func endRefresh() {
        guard isRefreshing else { return }
        isRefreshing = false
        guard message == nil || message == Self.asking else { return }
        let count = catalogue.count(in: active, showingHidden: current.listing.showsHidden)
        say(.done, "Everything was read again: \(count == 1 ? "1 image" : "\(count) images").")
    }
}

extension Problem {
    /// Whether no answer came at all.
    var isSilence: Bool { kind == .unreachable || kind == .timeout }

    /// Whether telling it after the other one would tell nothing new.
    fileprivate func isSame(as other: Problem?) -> Bool {
        other?.kind == kind && other?.attempt == attempt && other?.reason == reason
    }
}
