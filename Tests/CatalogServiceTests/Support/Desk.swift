import Catalog
import CatalogService
import OpenStack
import Replica
import Synchronization
import Testing

/// A service at work for a test: what the panes would know of it, from its events alone.
final class Desk: Sendable {
    struct Known {
        var events: [ServiceEvent] = []
        var rows: [ImageID: CatalogueEntry] = [:]
        var isLoaded = false
        var connection: Connection?
        /// How many passes have ended well.
        var passes = 0
        /// How many of them were full ones.
        var fullPasses = 0
        var isOver = false
    }

    let service: CatalogService
    /// Stays as long as somebody works in it.
    let scratch: Scratch
    let time: ManualTime
    private let known = Mutex(Known())
    private let listener = Mutex<Task<Void, Never>?>(nil)

    /// `timing` takes the place of the manual time. Other programs are looked for every `others`: each look is a step
    /// of manual time.
    init(
        _ scratch: Scratch, time: ManualTime = ManualTime(), intervals: SyncIntervals = SyncIntervals(),
        others: Duration = .seconds(60), timing: Timing? = nil, journal: JournalFolder? = nil,
        pace: ChangePace = ChangePace()
    ) {
        var intervals = intervals
        intervals.others = others
        self.scratch = scratch
        self.time = time
        service = CatalogService(
            folder: scratch.folder, journal: journal, intervals: intervals, pace: pace,
            timing: timing ?? time.timing, reportInterval: .zero)
    }

    /// Opens a cloud; what was known of another is forgotten.
    func open(
        _ cloud: any CloudAccess, pane: Pane = .images, isOffline: Bool = false, isReadOnly: Bool = false
    ) async {
        let events = await service.open(cloud, pane: pane, isOffline: isOffline, isReadOnly: isReadOnly)
        await listener.withLock { $0 }?.value
        known.withLock { $0 = Known() }
        let task = Task { [self] in
            for await event in events { take(event) }
            known.withLock { $0.isOver = true }
        }
        listener.withLock { $0 = task }
    }

    var now: Known { known.withLock { $0 } }

    var rows: [ImageID: CatalogueEntry] { now.rows }

    var changes: [CatalogueChange] {
        now.events.flatMap { (event: ServiceEvent) -> [CatalogueChange] in
            if case .changed(let changes) = event { changes } else { [] }
        }
    }

    func forgetEvents() { known.withLock { $0.events = [] } }

    /// Waits until something holds, for a minute at most. Time stands still meanwhile, or goes on in steps.
    func wait(
        _ what: String, advancing step: Duration? = nil, for holds: (Known) -> Bool,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if holds(now) { return }
            if let step { await time.advance(by: step) } else { try await Task.sleep(for: .milliseconds(2)) }
        }
        let events = now.events.map { String(describing: $0).prefix(160) }.joined(separator: "\n")
        Issue.record("\(what) did not come about. Events:\n\(events)", sourceLocation: location)
        throw CancellationError()
    }

    /// Waits until passes have ended well, so many in all.
    func passes(_ count: Int, location: SourceLocation = #_sourceLocation) async throws {
        try await wait("pass \(count)", for: { $0.passes >= count }, location: location)
    }

    private func take(_ event: ServiceEvent) {
        known.withLock { known in
            known.events.append(event)
            switch event {
            case .replicaOpened:
                known.rows = [:]
                known.isLoaded = false
            case .loaded(let entries, let isLast):
                for row in entries { known.rows[row.id] = row }
                known.isLoaded = isLast
            case .changed(let changes):
                for change in changes { known.rows[change.entry.id] = change.kind == .removed ? nil : change.entry }
            case .connection(let connection): known.connection = connection
            case .synchronised: known.passes += 1
            case .passProgress(let progress) where progress.pass == .full && progress.isDone: known.fullPasses += 1
            default: break
            }
        }
    }
}
