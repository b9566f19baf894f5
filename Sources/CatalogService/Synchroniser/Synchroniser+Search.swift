internal import Catalog
internal import OpenStack
internal import Replica

/// An administrator's search for offers: only the member record of each shared image tells whether it is shared with
/// the own project.
extension Synchroniser {
    /// Answers are taken in after this many questions.
    private static let batch = 40

    /// The pane was opened: from now on its offers are looked for.
    func openShared() {
        isSharedOpen = true
        searchBell.ring()
    }

    func searchLoop() async throws(Problem) {
        while !Task.isCancelled {
            guard isLeading, isSharedOpen, replica.scope.isAdmin, replica.scope.project != nil else {
                try await tellUnasked()
                await searchBell.wait(atMost: isSharedOpen ? intervals.offers : nil, timing)
                continue
            }
            let isOver = try await unlessAborted(.offers) { () throws(Problem) in try await self.search() }
            if isOver { await searchBell.wait(atMost: intervals.offers, timing) }
        }
    }

    /// As long as the pane was not opened, its count is not known: says of how many images it is not.
    private func tellUnasked() async throws(Problem) {
        guard isLeading, replica.scope.isAdmin, replica.scope.project != nil else { return }
        let never = Instant(seconds: 0)
        let unasked = try await stored { (replica) throws(ReplicaFault) in
            try await replica.sharesToAsk(noBefore: never, yesBefore: never)
        }
        if !unasked.ids.isEmpty {
            outbox.post(.offerSearch(checked: unasked.total - unasked.ids.count, total: unasked.total))
        }
    }

    private func search() async throws(Problem) {
        let now = now
        let noBefore = now + -Int64(intervals.noOffer.seconds)
        let yesBefore = now + -Int64(intervals.full.seconds)
        var isReported = false
        while !Task.isCancelled {
            let toAsk = try await stored { (replica) throws(ReplicaFault) in
                try await replica.sharesToAsk(noBefore: noBefore, yesBefore: yesBefore)
            }
            let checked = toAsk.total - toAsk.ids.count
            // A search that finds nothing to ask is no news.
            if isReported || !toAsk.ids.isEmpty {
                outbox.post(.offerSearch(checked: checked, total: toAsk.total))
                isReported = true
            }
            guard !toAsk.ids.isEmpty else { return }
            let visible = Set(watched)
            let order = toAsk.ids.filter(visible.contains) + toAsk.ids.filter { !visible.contains($0) }
            try await askOffers(Array(order.prefix(Self.batch)))
        }
    }
}
