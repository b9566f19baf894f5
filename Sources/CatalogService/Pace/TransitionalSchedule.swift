internal import Catalog
internal import OpenStack

/// When to ask again about images on the screen that are on their way to another status, or that a task works on: soon at first, and as long as
/// nothing changes more and more rarely. Those that are stuck are left to the passes.
struct TransitionalSchedule {
    private struct Turn {
        var image: Image
        var pause: Duration
        var at: Duration
    }

    private var turns: [ImageID: Turn] = [:]

    /// How much longer each pause is than the one before.
    private static let growth = 1.7

    /// Takes in the rows on the screen as they are now. `uptime` is the time.
    mutating func watch(_ rows: [CatalogueEntry], at uptime: Duration, _ intervals: SyncIntervals) {
        var kept: [ImageID: Turn] = [:]
        for row in rows where (row.image.status.isTransitional || row.image.isHeldByTask) && !row.isStuck {
            if let turn = turns[row.id], turn.image == row.image {
                kept[row.id] = turn
            } else {
                let pause = intervals.transitionalFirst
                kept[row.id] = Turn(image: row.image, pause: pause, at: uptime + pause)
            }
        }
        turns = kept
    }

    /// Images whose turn has come, or comes within half a second: one request serves them all. Their next turns follow
    /// after longer pauses, unless they change.
    mutating func takeDue(at uptime: Duration, _ intervals: SyncIntervals) -> [ImageID] {
        let due = turns.filter { $0.value.at <= uptime + .milliseconds(500) }.map(\.key).sorted()
        // Nothing is due early by itself.
        guard due.contains(where: { turns[$0].map { $0.at <= uptime } ?? false }) else { return [] }
        for id in due {
            guard var turn = turns[id] else { continue }
            turn.pause = min(turn.pause * Self.growth, intervals.transitionalLast)
            turn.at = uptime + turn.pause
            turns[id] = turn
        }
        return due
    }

    /// When the next turn comes.
    var next: Duration? { turns.values.map(\.at).min() }
}
