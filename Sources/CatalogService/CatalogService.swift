package import Catalog
package import OpenStack
package import Replica

/// The model layer as the panes meet it: one cloud at a time, told as a stream of events.
package actor CatalogService {
    private struct Opened {
        let synchroniser: Synchroniser
        let outbox: Outbox
        let access: any CloudAccess
        let work: Task<Void, Never>
    }

    /// Where requests and questions are to be reported by whatever an access is made of.
    package nonisolated let reports = Reports()
    private let folder: ReplicaFolder?
    private let intervals: SyncIntervals
    private let timing: Timing
    private let reportInterval: Duration
    private var opened: Opened?

    /// `folder` holds the replicas; without one they live in memory.
    /// Events come in bursts at least `reportInterval` apart.
    package init(
        folder: ReplicaFolder?, intervals: SyncIntervals = SyncIntervals(), timing: Timing = .system,
        reportInterval: Duration = .milliseconds(50)
    ) {
        self.reportInterval = reportInterval
        self.folder = folder
        self.intervals = intervals
        self.timing = timing
    }

    /// Opens a cloud, closing the one before. The events end when this cloud is closed.
    ///
    /// - Parameters:
    ///   - access: Is closed with the cloud.
    ///   - pane: Whose first rows are wanted first.
    ///   - isOffline: Shows the replica and never connects.
    package func open(
        _ access: any CloudAccess, pane: Pane, isOffline: Bool = false
    ) async -> AsyncStream<ServiceEvent> {
        await close()
        let outbox = Outbox(timing: timing, interval: reportInterval)
        reports.direct(to: outbox)
        let synchroniser = Synchroniser(
            access: access, folder: folder, outbox: outbox, timing: timing, intervals: intervals, isOffline: isOffline)
        // Lives until `close`, which is the one to wait for it.
        let work = Task { await synchroniser.run(first: pane) }
        opened = Opened(synchroniser: synchroniser, outbox: outbox, access: access, work: work)
        return outbox.events
    }

    /// Ends all work for the open cloud. Answers that are still on their way are dropped.
    package func close() async {
        guard let cloud = opened else { return }
        opened = nil
        reports.direct(to: nil)
        await cloud.synchroniser.noteSeen()
        cloud.outbox.finish()
        cloud.work.cancel()
        await cloud.access.close()
        await cloud.work.value
    }

    /// Says which rows are on the screen: they are refreshed first, and looked after while they are on their way to
    /// another status.
    package func watch(_ ids: [ImageID], in pane: Pane) async { await opened?.synchroniser.watch(ids, in: pane) }

    /// Compares with the service now, and connects now if that was waiting for better times.
    package func refresh() async { await opened?.synchroniser.refresh() }

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

    private var synchroniser: Synchroniser {
        get throws(Problem) {
            guard let synchroniser = opened?.synchroniser else { throw .cancelled }
            return synchroniser
        }
    }
}
