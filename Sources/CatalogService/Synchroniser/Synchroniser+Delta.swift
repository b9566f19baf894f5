internal import Catalog
internal import OpenStack
internal import Replica

/// The pass over what has changed.
extension Synchroniser {
    func deltaPass() async throws(Problem) {
        try await renewSession()
        guard let since = times.changesSince else {
            turns.delta = nil
            return
        }
        let changed: Changed
        do throws(Problem) {
            changed = try await readChanges(since: since)
        } catch {
            if error.kind != .cancelled, error.kind != .storage { deltaTrouble = error }
            throw error
        }
        if deltaTrouble != nil {
            deltaTrouble = nil
            if fullTrouble == nil { recovered() }
        }
        times.changesSince = changed.next
        // While the whole cannot be read, what it is known to be like grows no younger.
        if fullTrouble == nil { times.delta = now }
        try await keepTimes()
        if fullTrouble == nil { tellSynchronised(changes: changed.count) }
        turns.delta = nextTurn(after: intervals.delta)
    }

    /// What the service says was changed.
    struct Changed {
        var seen = SlotSet()
        /// Rows that were not as the replica had them.
        var count = 0
        /// From when the next one has to ask, by the service's clock.
        var next: Instant
    }

    /// Reads what was changed at `since` or later, by the service's clock.
    func readChanges(since: Instant) async throws(Problem) -> Changed {
        var changed = Changed(next: now + -Self.clockMargin)
        for list in [ImageList.visible, .hidden] {
            let (walk, servedAt, changes) = try await readThrough(list, since: since)
            changed.seen.formUnion(walk.seen)
            changed.count += changes
            if list == .visible, let servedAt { changed.next = servedAt + -Self.serverMargin }
        }
        return changed
    }

    /// A token that was renewed may carry other roles.
    private func renewSession() async throws(Problem) {
        let current = try await access.session()
        guard current != session else { return }
        let before = replica.scope
        try await begin(current)
        // Passes under way belong to the session before.
        if replica.scope != before { throw .startOver("the rights have changed") }
    }
}
