package import Catalog
package import OpenStack
package import Replica

/// The model layer as the panes meet it: one cloud at a time, told as a stream of events.
package actor CatalogService {
    private struct Opened {
        let synchroniser: Synchroniser
        let outbox: Outbox
        let cloud: OpenCloud
        let changes: ChangeDesk
        let work: Task<Void, Never>
    }

    /// Where requests and questions are to be reported by whatever an access is made of.
    package nonisolated let reports = Reports()
    private let folder: ReplicaFolder?
    private let intervals: SyncIntervals
    nonisolated let timing: Timing
    private let reportInterval: Duration
    let pace: ChangePace
    private let changeTurns = ImageTurns()
    private let dataTurns = ImageTurns()
    private let slots: Slots
    private let copies: Slots
    let keeper: JournalKeeper
    let transferDesk: TransferDesk
    private var opened: Opened?
    /// Counts the clouds opened.
    private var generation = 0
    /// The last one in which was looked for what is unfinished.
    private var takenUp = 0
    /// Plans of earlier runs that were offered there.
    private var takenOver: [UnfinishedPlan.ID] = []

    /// `folder` holds the replicas and `journal` the journal; without them they live in memory.
    /// Events come in bursts at least `reportInterval` apart.
    package init(
        folder: ReplicaFolder?, journal: JournalFolder? = nil, intervals: SyncIntervals = SyncIntervals(),
        pace: ChangePace = ChangePace(), timing: Timing = .system, reportInterval: Duration = .milliseconds(50)
    ) {
        self.reportInterval = reportInterval
        self.folder = folder
        self.intervals = intervals
        self.pace = pace
        self.timing = timing
        slots = Slots(pace.atOnce)
        copies = Slots(pace.copies)
        keeper = JournalKeeper(folder: journal) { [reports] in reports.tell($0) }
        transferDesk = TransferDesk(keeper: keeper, turns: dataTurns, timing: timing, pace: pace)
    }

    /// Opens a cloud, closing the one before. The events end when this cloud is closed.
    ///
    /// - Parameters:
    ///   - access: Is closed with the cloud, or when the last transfer there has ended.
    ///   - pane: Whose first rows are wanted first.
    ///   - isOffline: Shows the replica and never connects.
    ///   - isReadOnly: Refuses every change before a request is made.
    package func open(
        _ access: any CloudAccess, pane: Pane, isOffline: Bool = false, isReadOnly: Bool = false
    ) async -> AsyncStream<ServiceEvent> {
        await leave()
        generation += 1
        let generation = generation
        let outbox = Outbox(timing: timing, interval: reportInterval)
        reports.direct(to: outbox)
        let synchroniser = Synchroniser(
            access: access, folder: folder, outbox: outbox, timing: timing, intervals: intervals, isOffline: isOffline
        ) { [weak self] session in
            // Nobody waits for it, and the first rows come before.
            Task { await self?.takeUp(session, in: generation) }
        }
        let cloud = OpenCloud(
            number: generation, access: access, isReadOnly: isReadOnly, take: { await synchroniser.take($0) },
            digestAlgorithm: { await synchroniser.digestAlgorithm })
        let changes = ChangeDesk(
            ChangeDesk.Tools(
                cloud: cloud, keeper: keeper, changes: changeTurns, transfers: dataTurns, slots: slots, copies: copies,
                timing: timing, pace: pace))
        // Lives until `close`, which is the one to wait for it.
        let work = Task { await synchroniser.run(first: pane) }
        opened = Opened(synchroniser: synchroniser, outbox: outbox, cloud: cloud, changes: changes, work: work)
        return outbox.events
    }

    /// Ends everything, because the program ends. Plans and transfers that are under way are kept in the journal, to be
    /// taken up at the next start.
    package func close() async {
        await leave()
        await transferDesk.end()
        keeper.close()
    }

    /// Ends all work for the open cloud but transfers. Answers that are still on their way are dropped.
    private func leave() async {
        guard let cloud = opened else { return }
        opened = nil
        reports.direct(to: nil)
        await cloud.changes.close()
        await releasePlans()
        await cloud.synchroniser.noteSeen()
        cloud.outbox.finish()
        cloud.work.cancel()
        await transferDesk.leave(cloud.cloud)
        await cloud.work.value
    }

    /// Plans of earlier runs that nobody has gone on with are offered again when their cloud is opened the next time.
    private func releasePlans() async {
        for plan in takenOver {
            _ = await keeper.note { (journal) throws(Problem) in try await journal.release(plan) }
        }
        takenOver = []
    }

    /// Looks for what an earlier run left unfinished here, once each time a cloud is opened.
    private func takeUp(_ session: Session, in generation: Int) async {
        guard let opened, generation == self.generation, takenUp != generation else { return }
        takenUp = generation
        let workplace = Workplace(session)
        let plans = await keeper.note { (journal) throws(Problem) in try await journal.takeOverPlans(in: workplace) }
        takenOver += (plans ?? []).map(\.id)
        let drafts = await keeper.note { (journal) throws(Problem) in try await journal.drafts(cloud: session.cloud) }
        let transfers = await transferDesk.takeUp(in: opened.cloud, session)
        let held = await keeper.note { (journal) throws(Problem) in
            try await journal.exportsHolding(outside: workplace)
        }
        let leftOver = LeftOver(
            plans: plans ?? [], drafts: drafts ?? [], transfers: transfers,
            deactivated: (held ?? []).map(\.workplace))
        if !leftOver.isEmpty { opened.outbox.post(.leftOver(leftOver)) }
    }

    /// Says which rows are on the screen: they are refreshed first, and looked after while they are on their way to
    /// another status.
    package func watch(_ ids: [ImageID], in pane: Pane) async { await opened?.synchroniser.watch(ids, in: pane) }

    /// Compares with the service now, and connects now if that was waiting for better times.
    package func refresh() async { await opened?.synchroniser.refresh() }

    /// Lets another program that uses the same replica synchronise it, as long as this one is stopped.
    package func rest(_ isResting: Bool) async { await opened?.synchroniser.rest(isResting) }

    /// Breaks off the pass over everything and the search for offers; what they brought stays.
    package func abort() async { await opened?.synchroniser.abort() }

    /// Shared with Me was opened: an administrator's offers are looked for from now on.
    package func openShared() async { await opened?.synchroniser.openShared() }

    /// Takes the marks off rows that the user has seen. The rows come back as changed, withdrawn ones as removed.
    package func markSeen(_ ids: [ImageID]) async { await opened?.synchroniser.markSeen(ids) }

    /// Answers the question for a secret; nil if the user gives up.
    package func supply(_ secret: Secret?) { reports.supply(secret) }

    /// The record of an image as it is now, taken over into the panes.
    package func record(_ id: ImageID) async throws(Problem) -> Image { try await synchroniser.record(id) }

    /// Everything about an image, part by part.
    package func details(_ id: ImageID) -> AsyncStream<DetailFact> {
        let (facts, continuation) = AsyncStream<DetailFact>.makeStream()
        guard let synchroniser = opened?.synchroniser else {
            continuation.finish()
            return facts
        }
        let work = Task {
            await synchroniser.details(id) { continuation.yield($0) }
            continuation.finish()
        }
        // Nobody looks at the details any more.
        continuation.onTermination = { _ in work.cancel() }
        return facts
    }

    /// The cloud's metadata definitions; from the replica if they are fresh, or if nothing else can be had.
    package func metadataDefinitions() async throws(Problem) -> [MetadataNamespace] {
        try await synchroniser.metadataDefinitions()
    }

    /// The ways of importing data that the site allows.
    package func importMethods() async throws(Problem) -> [String] { try await synchroniser.importMethods() }

    /// The names of projects, asked for now.
    package func projects() async throws(Problem) -> [ProjectID: String] {
        try await synchroniser.projectNames(isForced: true)
    }

    /// The open cloud's, for changes.
    var changes: ChangeDesk? { opened?.changes }
    var cloud: OpenCloud? { opened?.cloud }

    private var synchroniser: Synchroniser {
        get throws(Problem) {
            guard let synchroniser = opened?.synchroniser else { throw .cancelled }
            return synchroniser
        }
    }
}
