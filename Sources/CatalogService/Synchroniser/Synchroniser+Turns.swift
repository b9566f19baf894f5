internal import Catalog
internal import OpenStack
internal import Replica

/// Whose turn it is.
extension Synchroniser {
    /// What is to be done first after signing in: everything is listed if that is due, else what has changed.
    func planTurns() {
        let now = now
        turns = Turns()
        turns.full = times.full.map { min($0, now) + Int64(intervals.full.seconds) } ?? now
        if fullTrouble != nil { turns.full = now }
        guard times.changesSince != nil, let full = turns.full, full > now || fullTrouble != nil else { return }
        turns.delta = now
        turns.offers = now
    }

    func fullLoop() async throws(Problem) {
        while !Task.isCancelled {
            if await wait(for: turns.full, fullBell) { continue }
            do throws(Problem) {
                if try await unlessAborted(.full, { () throws(Problem) in try await self.fullPass() }) { continue }
                outbox.post(.passProgress(PassProgress(.full, listed: full?.listed ?? 0, isDone: true)))
                turns.full = nextTurn(after: intervals.full)
            } catch {
                try fullPassFailed(error)
            }
        }
    }

    func deltaLoop() async throws(Problem) {
        while !Task.isCancelled {
            if await wait(for: turns.delta, deltaBell) { continue }
            try await deltaPass()
        }
    }

    /// An administrator's offers are found by `searchLoop`.
    func offersLoop() async throws(Problem) {
        while !Task.isCancelled {
            if await wait(for: turns.offers, offersBell) { continue }
            try await offersPass()
        }
    }

    /// Compares with the service now: the rows on the screen first, then what has changed, then everything.
    func refresh() {
        retry()
        isRefreshRequested = true
        watchBell.ring()
    }

    /// The rows on the screen were refreshed because the user asked for it; now the rest.
    func refreshRest() async throws(Problem) {
        guard isLeading else { return try await askOthers() }
        let now = now
        turns = Turns(full: now, delta: times.changesSince == nil ? nil : now, offers: times.full == nil ? nil : now)
        ringForTurns()
        searchBell.ring()
    }

    func ringForTurns() {
        fullBell.ring()
        deltaBell.ring()
        offersBell.ring()
    }

    func nextTurn(after interval: Duration) -> Instant {
        Turns.after(interval, from: now, jitter: timing.jitter())
    }

    /// Waits if it is not this turn's time, or not this program's task. Answers whether it waited: then everything has
    /// to be looked at again.
    private func wait(for turn: Instant?, _ bell: Bell) async -> Bool {
        guard isLeading else {
            await bell.wait(atMost: nil, timing)
            return true
        }
        let pause = Turns.pause(until: turn, now: now)
        guard pause != .zero else { return false }
        await bell.wait(atMost: pause, timing)
        return true
    }
}
