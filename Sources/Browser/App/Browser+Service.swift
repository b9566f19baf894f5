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
            if isLast { isLoaded = true }
        case .signedIn(let session):
            use(session)
            // Every other way into the pane asks for this; a cloud may also be opened while the user is in it.
            if active == .shared, catalogue.scope.isAdmin { emit(.searchOffers(visible: visibleImages)) }
        case .credentialNeeded(let request): layers.append(CredentialLayer(request))
        case .changed(let changes): apply(changes)
        case .passProgress(let progress): pass = progress.isDone ? nil : progress
        case .synchronised(let moment, _):
            synchronisedAt = moment
            isLoaded = true
        case .offerSearch(let checked, let total): offerSearch = checked < total ? (checked, total) : nil
        case .connection(let connection): take(connection)
        case .requested(let records): activity.append(records)
        case .projectNames(let names):
            catalogue.projects.names.merge(names) { $1 }
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

    /// Empties the lists, which are about to be filled from a replica or a service.
    mutating func forgetRows() {
        let scope = catalogue.scope
        let names = catalogue.projects
        catalogue = Catalogue(scope: scope)
        catalogue.projects = names
        isLoaded = false
        drafts = []
        unseen = []
        changeAll { pane, catalogue in pane.relist(in: catalogue) { $0.rebuild(in: $1) } }
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
        announceOffers(changes)
    }

    private mutating func note(_ entries: [CatalogueEntry]) {
        for entry in entries where entry.news != nil { unseen.insert(entry.id) }
    }

    /// A new offer is worth a word wherever the user is.
    private mutating func announceOffers(_ changes: [CatalogueChange]) {
        let offers = changes.filter {
            $0.kind == .added && $0.entry.news == .added && $0.entry.offer?.status == .pending
        }
        guard let first = offers.first?.entry else { return }
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
        case .lost(let problem, _):
            pass = nil
            // Each attempt that fails reports it again; the user was told, and may have dismissed it.
            guard trouble != problem.kind else { return }
            trouble = problem.kind
            // With nothing else to show, the list says it.
            if catalogue.count > 0 { say(.error, problem.sentence) }
        case .online:
            if trouble != nil, catalogue.count > 0 { say(.done, "Connected again.") }
            trouble = nil
        case .signingIn, .offlineByChoice: break
        }
    }
}
