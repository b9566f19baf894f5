internal import Catalog
internal import OpenStack
internal import Replica

/// Living with other programs that use the same replica.
extension Synchroniser {
    func othersLoop() async throws(Problem) {
        try checkDamage()
        while !Task.isCancelled {
            let mayLead = session != nil && !isLeading
            if mayLead, !replica.lead() {
                // Another program synchronises; this one is signed in all the same.
                answered()
            } else if mayLead {
                isLeading = true
                try await stored { (replica) throws(ReplicaFault) in try await replica.purge() }
                times = try await stored { (replica) throws(ReplicaFault) in
                    try await replica.note(.passes)?.value ?? PassTimes()
                }
                planTurns()
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
            guard !isLeading else { return }
            let known = times.latest
            times = try await stored { (replica) throws(ReplicaFault) in
                try await replica.note(.passes)?.value ?? PassTimes()
            }
            if let latest = times.latest, latest != known {
                outbox.post(.synchronised(at: latest, quiet: changes.isEmpty))
            }
        }
    }
}
