internal import Catalog
internal import OpenStack
internal import Replica

/// How far a pass over all listings has come. Kept when the connection is lost, to go on where it was.
struct FullPass {
    /// By the local clock.
    let startedAt: Instant
    /// The replica's last change before it.
    let revision: Int
    /// From when changes have to be asked for once the listings are read; by the service's clock.
    var since: Instant?
    /// Listings that nobody has begun to read.
    private(set) var waiting: [ImageList]
    var walks: [ImageList: ListWalk] = [:]
    /// Rows that were not as the replica had them.
    var changes = 0
    /// First pages that were fetched ahead, to see whether that makes the whole faster.
    var ahead: [ImageList: ListPage] = [:]

    /// A member's listings, or an administrator's, to whom the service shows everything as visible or hidden. Offers
    /// that wait for an answer come before hidden rows: every pane counts them.
    init(for scope: PaneScope, startedAt: Instant, revision: Int = 0) {
        self.startedAt = startedAt
        self.revision = revision
        waiting =
            scope.isAdmin || scope.project == nil
            ? [.visible, .hidden]
            : [.visible, .pending, .hidden, .rejected, .pendingHidden, .rejectedHidden]
    }

    /// The listing to be read next, one that was begun and broken off before any other.
    mutating func takeNext() -> ImageList? {
        waiting.isEmpty ? nil : waiting.removeFirst()
    }

    /// Puts listings back that were begun and not ended, after a failure.
    mutating func breakOff() {
        let begun = walks.values.filter { !$0.isOver }.map(\.list).sorted { $0.rawValue < $1.rawValue }
        waiting = begun + waiting.filter { !begun.contains($0) }
    }

    /// Images listed so far.
    var listed: Int { walks.values.map(\.listed).reduce(0, +) }

    /// The listings of which it is known what they do not show.
    var completeLists: Set<ImageList> { Set(walks.values.filter { $0.isOver && $0.isComplete }.map(\.list)) }
}
