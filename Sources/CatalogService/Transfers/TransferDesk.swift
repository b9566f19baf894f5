internal import Catalog
internal import OpenStack
internal import Replica

/// Creates images and brings their data to the service, and exports others into files, in the background: a transfer goes
/// on in the cloud it was begun in while the user is in another one.
actor TransferDesk {
    /// A transfer and what is known of it.
    struct Job: Sendable {
        var kept: KeptTransfer
        var shown: Transfer
        /// Nil once the cloud was left.
        var cloud: OpenCloud?
        /// Who waits to hear that the record is made; nil once that is told.
        var report: (@Sendable (CreationReport) -> Void)?
        /// Who asked for it, for the activity log.
        var user: String?
        var rate = TransferRate()
        var work: Task<Void, Never>?
        /// What the user stopped it as; nil while it is to go on.
        var stop: Transfer.State?
        /// Of the request that sent the data, or asked the service to fetch it.
        var requestID: String?
    }

    let keeper: JournalKeeper
    /// Images whose data is on its way.
    let turns: ImageTurns
    /// For sending files, and for imports until the service is done.
    let slots: Slots
    /// For exports.
    let downloadSlots: Slots
    let timing: Timing
    let pace: ChangePace
    /// All transfers of this run, the oldest first, whenever one has changed.
    nonisolated let transfers: AsyncStream<[Transfer]>
    private let continuation: AsyncStream<[Transfer]>.Continuation
    private var jobs: [Transfer.ID: Job] = [:]
    var exports: [Transfer.ID: ExportJob] = [:]
    private var order: [Transfer.ID] = []
    /// What is looked into before it is in the list.
    var beginnings: [Transfer.ID: Task<Void, Never>] = [:]
    /// Clouds that were left while something was on its way there.
    private var left: [OpenCloud] = []
    /// The cloud that is open, and whose it is.
    private var current: (cloud: OpenCloud, workplace: Workplace)?
    private(set) var isEnding = false

    init(keeper: JournalKeeper, turns: ImageTurns, timing: Timing, pace: ChangePace) {
        self.keeper = keeper
        self.turns = turns
        self.timing = timing
        self.pace = pace
        slots = Slots(pace.uploads)
        downloadSlots = Slots(pace.downloads)
        (transfers, continuation) = AsyncStream<[Transfer]>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    // MARK: The list

    subscript(id: Transfer.ID) -> Job? { jobs[id] }

    /// The transfer of an image that is not over, if there is one.
    func transfer(of image: ImageID) -> Transfer? {
        order.compactMap { jobs[$0]?.shown }.first { transfer in
            if case .done = transfer.state { return false }
            return transfer.image == image
        }
    }

    func add(_ job: Job) {
        jobs[job.kept.id] = job
        order.append(job.kept.id)
        publish()
    }

    func add(_ job: ExportJob) {
        exports[job.kept.id] = job
        order.append(job.kept.id)
        publish()
    }

    /// Changes a transfer, if it is still there, and reports it.
    func change(_ id: Transfer.ID, _ body: (inout Job) -> Void) {
        guard var job = jobs[id] else { return }
        body(&job)
        if job.isPausable { job.shown.remedies.insert(.pause) } else { job.shown.remedies.remove(.pause) }
        jobs[id] = job
        publish()
    }

    /// Takes a transfer off the list and out of the journal.
    func drop(_ id: Transfer.ID) async {
        jobs[id] = nil
        exports[id] = nil
        order.removeAll { $0 == id }
        publish()
        await forgetInJournal(id)
    }

    func publish() { continuation.yield(order.compactMap { jobs[$0]?.shown ?? exports[$0]?.shown }) }

    // MARK: The journal

    /// Notes how far a transfer has come.
    func keep(_ id: Transfer.ID, _ body: (inout KeptTransfer) -> Void) async {
        guard var kept = jobs[id]?.kept else { return }
        body(&kept)
        jobs[id]?.kept = kept
        let noted = kept
        _ = await keeper.note { (journal) throws(Problem) in try await journal.keep(noted) }
    }

    func forgetInJournal(_ id: Transfer.ID) async {
        _ = await keeper.note { (journal) throws(Problem) in try await journal.forget(id) }
    }

    // MARK: Clouds

    /// A cloud is being closed. What is on its way there goes on, and the access is closed when that has ended.
    func leave(_ cloud: OpenCloud) async {
        left.append(cloud)
        if current?.cloud.number == cloud.number { current = nil }
        await closeLeft()
    }

    /// A cloud was opened that is the one of transfers whose cloud was left.
    func enter(_ cloud: OpenCloud, _ workplace: Workplace) {
        current = (cloud, workplace)
        for id in order where jobs[id]?.kept.workplace == workplace && jobs[id]?.cloud == nil {
            jobs[id]?.cloud = cloud
        }
        for (id, job) in exports where job.kept.workplace == workplace && job.cloud == nil {
            exports[id]?.cloud = cloud
            // It could not be seen to while nobody was signed in there (R33).
            if job.kept.hold != nil, job.work == nil {
                Task {
                    await finishHold(id)
                    reactivateInTheEnd(id)
                }
            }
        }
    }

    /// Closes the clouds that were left and where nothing is on its way any more.
    func closeLeft() async {
        let sending = jobs.values.filter { $0.shown.isUnderWay || $0.work != nil }.compactMap(\.cloud?.number)
        // Nobody else would reactivate what is still deactivated.
        let fetching = exports.values.filter { $0.work != nil || !isEnding && $0.awaitsReactivation }
            .compactMap(\.cloud?.number)
        let busy = Set(sending + fetching)
        let closing = left.filter { !busy.contains($0.number) }
        left.removeAll { !busy.contains($0.number) }
        for cloud in closing {
            for (id, job) in jobs where job.cloud?.number == cloud.number {
                jobs[id]?.cloud = openCloud(of: job.kept.workplace)
            }
            for (id, job) in exports where job.cloud?.number == cloud.number {
                exports[id]?.cloud = openCloud(of: job.kept.workplace)
            }
            await cloud.access.close()
        }
    }

    /// The cloud that is open now, if it is the one that was left before.
    private func openCloud(of workplace: Workplace) -> OpenCloud? {
        current?.workplace == workplace ? current?.cloud : nil
    }

    /// Ends everything, because the program ends. What is under way goes on at the next start.
    func end() async {
        isEnding = true
        for beginning in beginnings.values { beginning.cancel() }
        for id in order where jobs[id]?.shown.isUnderWay == true { await keep(id) { $0.goesOn = true } }
        let works =
            jobs.values.compactMap(\.work) + exports.values.compactMap(\.work)
            + exports.values.compactMap(\.reactivating)
        for work in works { work.cancel() }
        for work in works { await work.value }
        await closeLeft()
        continuation.finish()
    }
}
