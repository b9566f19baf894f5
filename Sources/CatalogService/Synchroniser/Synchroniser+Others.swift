internal import Catalog
internal import OpenStack
internal import Replica

/// Living with other programs that use the same replica.
extension Synchroniser {
    func othersLoop() async throws(Problem) {
        try checkDamage()
        while !Task.isCancelled {
            let leads = session != nil && !isResting && replica.lead()
            if session != nil, !leads {
                // Another program synchronises; this one is signed in all the same.
                isLeading = false
                deltaTrouble = nil
                answered()
            } else if leads, !isLeading {
                try await stored { (replica) throws(ReplicaFault) in try await replica.purge() }
                times = try await stored { (replica) throws(ReplicaFault) in
                    try await replica.note(.passes)?.value ?? PassTimes()
                }
                heeded = try await wishes()
                // Not before it is known whose turn it is: a pass that began would be followed by another one.
                isLeading = true
                planTurns()
                if awaitsOthers { turns.full = now }
                awaitsOthers = false
                ringForTurns()
            }
            try await takeFromOthers()
            guard replica.isInPlace else { throw .startOver("the file is gone") }
            do { try await timing.sleep(intervals.others) } catch { return }
        }
    }

    private func takeFromOthers() async throws(Problem) {
        let found = try await stored { (replica) throws(ReplicaFault) in try await replica.changesByOthers() }
        switch found {
        case .nothing: return
        case .replaced: throw .startOver("another program has emptied it")
        case .changes(let changes):
            if !changes.isEmpty { outbox.post(.changed(changes)) }
            guard !isLeading else { return try await heedOthers() }
            let known = times
            times = try await stored { (replica) throws(ReplicaFault) in
                try await replica.note(.passes)?.value ?? PassTimes()
            }
            if awaitsOthers, times.full != known.full {
                awaitsOthers = false
                outbox.post(.passProgress(PassProgress(.full, listed: 0, isDone: true)))
            }
            if let latest = times.latest, latest != known.latest {
                tellSynchronised(at: latest, changes: changes.count, isFull: times.full != known.full)
            }
        }
    }

    /// While this program is stopped, another one may synchronise.
    func rest(_ isResting: Bool) {
        self.isResting = isResting
        if isResting { replica.resign() }
    }

    // MARK: Refreshing

    /// The program that synchronises is to read everything now: its next look at the replica finds that.
    func askOthers() async throws(Problem) {
        awaitsOthers = true
        try await stored { (replica) throws(ReplicaFault) in
            let before = try await replica.note(.wishes)?.value ?? 0
            try await replica.keep(before + 1, as: .wishes, at: self.now)
        }
    }

    private func heedOthers() async throws(Problem) {
        let wishes = try await wishes()
        guard wishes != heeded else { return }
        heeded = wishes
        try await refreshRest()
    }

    private func wishes() async throws(Problem) -> Int64 {
        try await stored { (replica) throws(ReplicaFault) in try await replica.note(.wishes)?.value ?? 0 }
    }
}

extension NoteKey<Int64> {
    /// How often programs that do not synchronise have asked for everything.
    fileprivate static var wishes: Self { NoteKey("wishes") }
}
