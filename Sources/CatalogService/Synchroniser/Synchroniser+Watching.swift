internal import Catalog
internal import OpenStack
internal import Replica

/// Looking after the rows on the screen.
extension Synchroniser {
    /// Images in one question: as many IDs as fit into a request line everywhere.
    private static let idsPerQuestion = 100
    /// While the user scrolls nothing is asked.
    private static let rest = Duration.milliseconds(200)

    /// Says which rows are on the screen.
    func watch(_ ids: [ImageID], in pane: Pane) {
        guard ids != watched || pane != watchedPane else { return }
        watched = ids
        watchedPane = pane
        watchBell.ring()
    }

    func watchLoop() async throws(Problem) {
        while !Task.isCancelled {
            let pause = schedule.next.map { max(.zero, $0 - timing.uptime()) }
            var isRung = await watchBell.wait(atMost: pause, timing)
            while isRung, !isRefreshRequested { isRung = await watchBell.wait(atMost: Self.rest, timing) }
            if Task.isCancelled { return }
            try await lookAfter()
        }
    }

    private func lookAfter() async throws(Problem) {
        let ids = watched
        let isRefresh = isRefreshRequested
        isRefreshRequested = false
        let rows = try await stored { (replica) throws(ReplicaFault) in try await replica.rows(of: ids) }
        schedule.watch(rows.map(\.entry), at: timing.uptime(), intervals)
        let due = Set(schedule.takeDue(at: timing.uptime(), intervals))
        try await askAgain(isRefresh ? rows : rows.filter { due.contains($0.entry.id) })
        if isRefresh { try await refreshRest() }
        try await askDates(rows.map(\.entry))
        let after = try await stored { (replica) throws(ReplicaFault) in try await replica.rows(of: ids) }
        schedule.watch(after.map(\.entry), at: timing.uptime(), intervals)
    }

    /// Asks about single rows: in one question for each listing, and for those it does not show one by one.
    private func askAgain(_ rows: [Replica.Listed]) async throws(Problem) {
        var found: Set<ImageID> = []
        do throws(Problem) {
            for (list, rows) in Dictionary(grouping: rows, by: \.list).sorted(by: { $0.key.rawValue < $1.key.rawValue })
            {
                for start in stride(from: 0, to: rows.count, by: Self.idsPerQuestion) {
                    let ids = rows[start...].prefix(Self.idsPerQuestion).map(\.entry.id)
                    let page = try await page(ListQuery(list, limit: ids.count, ids: ids), after: nil).get()
                    found.formUnion(try await take(page, in: list).ids)
                }
            }
            try await askSingly(rows.map(\.entry.id).filter { !found.contains($0) })
        } catch {
            guard !error.endsWork else { throw error }
            tell(error)
        }
    }

    /// Asks about rows that no list may show any more; those that are gone are withdrawn.
    func askSingly(_ ids: [ImageID]) async throws(Problem) {
        let access = access
        var images: [Image] = []
        var gone: [ImageID] = []
        for (id, answer) in await ask(ids, { (id) throws(Problem) in try await access.image(id) }) {
            switch answer {
            case .success(let image): images.append(image)
            case .failure(let problem) where problem.kind == .notFound: gone.append(id)
            case .failure(let problem): if problem.endsWork { throw problem }
            }
        }
        _ = try await sight(images, in: nil)
        try await withdraw(gone)
    }

    /// Asks since when the offers on the screen stand: only the member record tells.
    private func askDates(_ rows: [CatalogueEntry]) async throws(Problem) {
        guard watchedPane == .shared else { return }
        let ids = rows.filter { $0.offer != nil && $0.offer?.offeredAt == nil && !undated.contains($0.id) }.map(\.id)
        undated.formUnion(ids)
        try await askOffers(ids)
    }
}
