internal import Catalog
internal import OpenStack
internal import Replica

extension TransferDesk {
    /// An export and what is known of it.
    struct ExportJob: Sendable {
        var kept: KeptExport
        var shown: Transfer
        /// Nil once the cloud was left.
        var cloud: OpenCloud?
        /// Who asked for it, for the activity log.
        var user: String?
        var rate = TransferRate()
        var work: Task<Void, Never>?
        /// Tries to reactivate the image while nothing else is done.
        var reactivating: Task<Void, Never>?

        init(_ kept: KeptExport, _ state: Transfer.State, in cloud: OpenCloud, _ session: Session) {
            self.kept = kept
            self.cloud = cloud
            user = session.user.map { $0.name ?? $0.id }
            let export = kept.export
            shown = Transfer(
                id: kept.id, workplace: kept.workplace, image: export.image, title: export.title, kind: .download,
                source: export.path, state: state)
            shown.plan = kept.plan
            shown.total = kept.mark?.size
            shown.isHolding = kept.hold != nil
        }

        var attempt: String { "Could not export “\(kept.export.title)”" }
    }

    // MARK: The list and the journal

    /// Changes an export, if it is still there, and reports it.
    func changeExport(_ id: Transfer.ID, _ body: (inout ExportJob) -> Void) {
        guard var job = exports[id] else { return }
        body(&job)
        exports[id] = job
        publish()
    }

    /// Shows what an export does, unless the user has stopped it.
    func showExport(_ id: Transfer.ID, _ state: Transfer.State) {
        changeExport(id) { job in if job.shown.isUnderWay { job.shown.state = state } }
    }

    /// Notes how far an export has come. Answers whether that is on the disk.
    @discardableResult
    func keepExport(_ id: Transfer.ID, _ body: (inout KeptExport) -> Void) async -> Bool {
        guard var kept = exports[id]?.kept else { return false }
        body(&kept)
        exports[id]?.kept = kept
        let noted = kept
        return await keeper.note { (journal) throws(Problem) in
            try await journal.keep(noted)
            return journal.isOnDisk
        } ?? false
    }

    /// Writes into the activity log. Answers the entry's number.
    @discardableResult
    func note(
        _ job: ExportJob, _ deed: Deed, requestID: String? = nil, commands: [String] = [], failure: Problem? = nil,
        undoes: Activity.ID? = nil
    ) async -> Activity.ID? {
        var activity = Activity(
            at: timing.now(), workplace: job.kept.workplace, user: job.user, plan: job.kept.plan, name: "Export Image",
            image: job.shown.image, title: job.shown.title, deed: deed, outcome: failure == nil ? .done : .failed)
        activity.requestID = requestID ?? failure?.requestID
        activity.commands = commands
        activity.reason = failure?.reason
        activity.undoes = undoes
        let noted = activity
        return await keeper.note { (journal) throws(Problem) in try await journal.add(noted) }
    }
}
