internal import Catalog
internal import OpenStack
internal import Replica

/// Offers to the own project.
extension Synchroniser {
    /// A site that takes long to list offers is asked more rarely: this many times as long goes by without.
    private static let rest = 20.0

    /// Lists the offers that wait for an answer (members), or searches for offers (administrators, see `searchLoop`).
    func offersPass() async throws(Problem) {
        guard !replica.scope.isAdmin, replica.scope.project != nil else {
            turns.offers = nil
            return
        }
        let begun = timing.uptime()
        do throws(Problem) {
            var seen = SlotSet()
            var complete: Set<ImageList> = []
            for list in [ImageList.pending, .pendingHidden] {
                let walk = try await readThrough(list).walk
                seen.formUnion(walk.seen)
                if walk.isComplete { complete.insert(list) }
            }
            _ = try await withdrawMissing(from: complete, seen: seen)
        } catch {
            guard !error.endsWork else { throw error }
            tell(error)
        }
        let took = timing.uptime() - begun
        turns.offers = nextTurn(after: max(intervals.offers, took * Self.rest))
    }

    /// Withdraws rows that their listings no longer show, and that have not changed since `revision`. Offers are asked
    /// about first: an answer given elsewhere moves them to another listing. Answers how many were missing.
    func withdrawMissing(
        from lists: Set<ImageList>, seen: SlotSet, since revision: Int = .max
    ) async throws(Problem) -> Int {
        let missing = try await stored { (replica) throws(ReplicaFault) in
            try await replica.missing(from: lists, seen: seen, since: revision)
        }
        try await withdraw(missing.filter { $0.list.offers == nil }.map(\.id))
        try await askOffers(missing.filter { $0.list.offers != nil }.map(\.id))
        return missing.count
    }

    func withdraw(_ ids: [ImageID], isNews: Bool = true) async throws(Problem) {
        guard !ids.isEmpty else { return }
        report(
            try await stored { (replica) throws(ReplicaFault) in try await replica.withdraw(ids, isNews: isNews) })
    }

    /// Asks how the own project stands to images that were shared with it.
    func askOffers(_ ids: [ImageID]) async throws(Problem) {
        guard !ids.isEmpty, let project = replica.scope.project else { return }
        let access = access
        var offers: [ImageID: Offer?] = [:]
        var gone: [ImageID] = []
        var trouble: Problem?
        for (id, answer) in await ask(
            ids, { (id) throws(Problem) in try await access.member(of: id, project: project) })
        {
            switch answer {
            case .success(let member): offers[id] = Offer(status: member.status, offeredAt: member.createdAt)
            case .failure(let problem) where problem.kind == .notFound || problem.kind == .forbidden:
                // Gone, or no longer shared with this project.
                gone.append(id)
            case .failure(let problem): trouble = trouble ?? problem
            }
        }
        try await apply(offers)
        if replica.scope.isAdmin {
            try await apply(gone.reduce(into: [:]) { $0[$1] = .some(nil) })
        } else {
            try await withdraw(gone)
        }
        if let trouble, trouble.endsWork { throw trouble }
    }

    func apply(_ offers: [ImageID: Offer?], isNews: Bool = true) async throws(Problem) {
        guard !offers.isEmpty else { return }
        report(
            try await stored { (replica) throws(ReplicaFault) in
                try await replica.apply(offers, at: self.now, isNews: isNews)
            })
    }
}
