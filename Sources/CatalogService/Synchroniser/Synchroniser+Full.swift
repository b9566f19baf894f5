internal import Catalog
internal import OpenStack
internal import Replica

/// The pass over everything.
extension Synchroniser {
    /// A pass that was broken off is taken up again if it is not older than this.
    private static let patience: Int64 = 600
    /// Pages of the first listing after which two listings are tried at once.
    private static let pagesBeforeTrial = 4
    /// Fewer images do not tell whether that was faster.
    private static let imagesForTrial = 20

    func fullPass() async throws(Problem) {
        if let begun = full, now - begun.startedAt < Self.patience {
            full?.breakOff()
        } else {
            let revision = try await stored { (replica) throws(ReplicaFault) in try await replica.revision() }
            full = FullPass(for: replica.scope, startedAt: now, revision: revision)
        }
        let isFirst = times.full == nil
        try await readLists()
        guard let pass = full else { return }
        // What was changed in the meantime may have moved from a listing yet unread to one already read.
        let since = pass.since ?? pass.startedAt + -Self.clockMargin
        let changed = try await readChanges(since: since)
        let gone = try await withdrawMissing(from: pass, changed)
        times.full = now
        times.delta = now
        times.changesSince = changed.next
        try await keepTimes()
        full = nil
        if fullTrouble != nil || deltaTrouble != nil {
            (fullTrouble, deltaTrouble) = (nil, nil)
            recovered()
        }
        outbox.post(.passProgress(PassProgress(.full, listed: pass.listed, isDone: true)))
        tellSynchronised(changes: pass.changes + changed.count + gone, isFull: true)
        turns.full = nextTurn(after: intervals.full)
        turns.delta = nextTurn(after: intervals.delta)
        turns.offers = nextTurn(after: intervals.offers)
        if isFirst || !isSharedOpen { searchBell.ring() }
        ringForTurns()
    }

    /// A pass over everything has failed, which the user is told until one succeeds. Where there was one before, work
    /// goes on beside it.
    ///
    /// - Throws: The problem, if nothing else is likely to succeed.
    func fullPassFailed(_ problem: Problem) throws(Problem) {
        if problem.kind != .cancelled, problem.kind != .storage { fullTrouble = problem }
        guard times.full != nil, !problem.endsWork else { throw problem }
        let pause = backoff.pause(after: problem, jitter: timing.jitter()) ?? intervals.full
        turns.full = now + Int64(pause.seconds.rounded(.up))
        outbox.post(.passProgress(PassProgress(.full, listed: full?.listed ?? 0, isDone: true)))
        outbox.post(.connection(.incomplete(problem, retryAt: turns.full)))
    }

    func keepTimes() async throws(Problem) {
        let times = times
        try await stored { (replica) throws(ReplicaFault) in
            try await replica.keep(times, as: .passes, at: self.now)
        }
    }

    // MARK: Reading the listings

    /// Reads all listings to their ends: one after the other, or in two lanes where that is faster.
    private func readLists() async throws(Problem) {
        sideBySide.begin()
        sizers = [PageSizer(), PageSizer()]
        let problem = await withTaskGroup(of: Problem?.self) { group in
            group.addTask { await self.readFirstLane() }
            group.addTask { await self.readSecondLane() }
            var first: Problem?
            for await problem in group where problem != nil {
                first = first ?? problem
                group.cancelAll()
            }
            return first
        }
        if let problem { throw problem }
        if Task.isCancelled { throw .cancelled }
    }

    private func readFirstLane() async -> Problem? {
        let problem = await readLane(0)
        sideBySide.end()
        return problem
    }

    private func readSecondLane() async -> Problem? {
        let isFaster = await withCheckedContinuation { sideBySide.answer(to: $0) }
        return isFaster ? await readLane(1) : nil
    }

    private func readLane(_ lane: Int) async -> Problem? {
        while !Task.isCancelled, let list = full?.takeNext() {
            do throws(Problem) {
                try await readList(list, lane)
            } catch {
                // The two listings of images have to be had; without the offers the rest is still worth it.
                guard list.offers != nil, !error.endsWork else { return error }
                tell(error)
            }
        }
        return nil
    }

    /// Reads one listing, each page while the next one is on its way.
    private func readList(_ list: ImageList, _ lane: Int) async throws(Problem) {
        if full?.walks[list] == nil { full?.walks[list] = ListWalk(list) }
        var page = try await firstPage(of: list, lane)
        while true {
            if let next = full?.walks[list]?.following(page) {
                async let upcoming = fetch(list, after: next, lane)
                try await take(page, of: list)
                switch await upcoming {
                case .success(let fetched): page = fetched
                case .failure(let problem): page = try await pageAfterAll(list, lane, problem)
                }
            } else {
                try await take(page, of: list)
                guard let walk = full?.walks[list], !walk.isOver else { return }
                page = try await fetch(list, after: walk.marker, lane).get()
            }
        }
    }

    private func firstPage(of list: ImageList, _ lane: Int) async throws(Problem) -> ListPage {
        if let page = full?.ahead.removeValue(forKey: list) { return page }
        switch await fetch(list, after: full?.walks[list]?.marker, lane) {
        case .success(let page): return page
        case .failure(let problem): return try await pageAfterAll(list, lane, problem)
        }
    }

    /// A page for which the marker's image was missing: from the nearest row before it that is still there.
    private func pageAfterAll(_ list: ImageList, _ lane: Int, _ problem: Problem) async throws(Problem) -> ListPage {
        var problem = problem
        while problem.isVanishedMarker, let gone = full?.walks[list]?.marker, full?.walks[list]?.stepBack() ?? false {
            // It was listed by the page before, and no list would tell of its end.
            try await askSingly([gone.image])
            switch await fetch(list, after: full?.walks[list]?.marker, lane) {
            case .success(let page): return page
            case .failure(let next): problem = next
            }
        }
        throw problem
    }

    /// Asks for one page, and learns from how long that takes.
    private func fetch(
        _ list: ImageList, after marker: PageMarker?, _ lane: Int
    ) async -> Result<ListPage, Problem> {
        if lane == 0, let other = listForTrial(after: list) { return await fetchBoth(list, after: marker, other) }
        let size = sizers[lane].size
        let begun = timing.uptime()
        let result = await page(ListQuery(list, limit: size), after: marker)
        guard case .success(let page) = result else { return result }
        sizers[lane].note(page.count, of: size, took: timing.uptime() - begun)
        if full?.since == nil { full?.since = page.servedAt.map { $0 + -Self.serverMargin } }
        return result
    }

    /// The listing with which to try whether two at once are faster; nil if it is not the time, or known.
    private func listForTrial(after list: ImageList) -> ImageList? {
        guard sideBySide.isFaster == nil, let full, full.walks[list]?.pages == Self.pagesBeforeTrial else { return nil }
        return full.waiting.first { full.ahead[$0] == nil }
    }

    /// Asks for a page and for the first one of another listing at the same time: a short one, because where that is no
    /// faster, rows that somebody waits for come later for it.
    private func fetchBoth(
        _ list: ImageList, after marker: PageMarker?, _ other: ImageList
    ) async -> Result<ListPage, Problem> {
        let size = sizers[0].size
        let begun = timing.uptime()
        async let second = page(ListQuery(other, limit: max(size / 2, Self.imagesForTrial)), after: nil)
        let first = await page(ListQuery(list, limit: size), after: marker)
        let ahead = await second
        let elapsed = timing.uptime() - begun
        if case .success(let page) = ahead {
            full?.ahead[other] = page
            if case .success(let main) = first, page.count >= Self.imagesForTrial,
                let expected = sizers[0].expected(main.count), let more = sizers[0].expected(page.count)
            {
                sideBySide.note(elapsed: elapsed, expected: expected + more)
            }
        }
        return first
    }

    private func take(_ page: ListPage, of list: ImageList) async throws(Problem) {
        let taken = try await take(page, in: list)
        full?.walks[list]?.note(page, ids: taken.ids, unreadable: taken.unreadable, rows: taken.rows)
        full?.changes += taken.changes
        if let listed = full?.listed { outbox.post(.passProgress(PassProgress(.full, listed: listed))) }
    }

    // MARK: What was not listed

    /// Answers how many rows changed thereby.
    private func withdrawMissing(from pass: FullPass, _ changed: Changed) async throws(Problem) -> Int {
        var lists = pass.completeLists
        // An image may have moved from one of these two to the other.
        if !lists.isSuperset(of: [.visible, .hidden]) { lists.subtract([.visible, .hidden]) }
        let seen = pass.walks.values.reduce(into: changed.seen) { $0.formUnion($1.seen) }
        return try await withdrawMissing(from: lists, seen: seen, since: pass.revision)
    }
}
