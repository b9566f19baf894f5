internal import Catalog
internal import OpenStack
internal import Replica

/// Asking for pages and taking in what they hold.
extension Synchroniser {
    /// What is subtracted from the service's own time, in seconds: its workers' clocks differ, and a change is seen
    /// only some time after the moment it bears.
    static let serverMargin: Int64 = 20
    /// The same where only the local clock is known.
    static let clockMargin: Int64 = 120

    /// A page, of fewer images than were asked for where they hold so much that they do not come in one piece: an image
    /// may bear megabytes of properties.
    func page(_ query: ListQuery, after marker: PageMarker?) async -> Result<ListPage, Problem> {
        while true {
            var query = query
            query.limit = query.limit.map { min($0, mostImages) }
            let askedAt = timing.uptime()
            do throws(Problem) {
                var page = try await access.page(query, after: marker)
                page.askedAt = askedAt
                answered()
                mostImages = min(mostImages * 2, PageSizer.sizes.upperBound)
                return .success(page)
            } catch {
                guard error.isTooLarge, let limit = query.limit, limit > 1 else { return .failure(error) }
                mostImages = max(1, limit / 4)
            }
        }
    }

    /// What a page brought.
    struct Taken {
        var ids: [ImageID]
        var unreadable: Int
        var rows: [RowNumber]
        var changes: Int
    }

    /// Reads a page's images into the replica and reports what changed. Without a listing rows stay where they are.
    func take(_ page: ListPage, in list: ImageList?) async throws(Problem) -> Taken {
        let (images, unreadable) = await Self.decode(page)
        if let reason = unreadable.first {
            tell(
                Problem(
                    .malformed, attempt: "Could not read every image of a list", reason: reason,
                    advice: "The other images are shown."))
        }
        // The service lists own shared images with every kind of offer.
        let project = list?.offers == nil ? nil : replica.scope.project
        let shown = images.filter { isNewer(page.askedAt, than: $0.id) && (project == nil || $0.owner != project) }
        let sighted = try await sight(shown, in: list)
        return Taken(
            ids: images.map(\.id), unreadable: unreadable.count, rows: sighted.rows, changes: sighted.changes.count)
    }

    func sight(_ images: [Image], in list: ImageList?, isNews: Bool = true) async throws(Problem) -> Sighted {
        guard !images.isEmpty else { return Sighted() }
        digestAlgorithm = images.lazy.compactMap(DigestAlgorithm.init(of:)).first ?? digestAlgorithm
        var sighting = Sighting(images, in: list, at: now)
        sighting.isNews = isNews
        sighting.patience = Int64(intervals.stuckAfter.seconds)
        let finished = sighting
        let sighted = try await stored { (replica) throws(ReplicaFault) in try await replica.apply(finished) }
        report(sighted.changes)
        return sighted
    }

    func report(_ changes: [CatalogueChange]) {
        if !changes.isEmpty { outbox.post(.changed(changes)) }
    }

    /// Not on the actor: a thousand images take some forty milliseconds.
    @concurrent
    private static func decode(_ page: ListPage) async -> (images: [Image], unreadable: [String]) { page.decode() }

    /// Reads a short listing to its end, one page after the other.
    func readThrough(
        _ list: ImageList, since: Instant? = nil
    ) async throws(Problem) -> (walk: ListWalk, servedAt: Instant?, changes: Int) {
        var walk = ListWalk(list)
        var servedAt: Instant?
        var changes = 0
        while !walk.isOver {
            switch await page(ListQuery(list, limit: 200, since: since), after: walk.marker) {
            case .success(let page):
                servedAt = servedAt ?? page.servedAt
                let taken = try await take(page, in: list)
                walk.note(page, ids: taken.ids, unreadable: taken.unreadable, rows: taken.rows)
                changes += taken.changes
            case .failure(let problem):
                guard problem.isVanishedMarker, walk.stepBack() else { throw problem }
            }
        }
        return (walk, servedAt, changes)
    }

    /// Asks about several images, at most four at once, and answers for each what came back.
    func ask<Answer: Sendable>(
        _ ids: [ImageID], _ question: @escaping @Sendable (ImageID) async throws(Problem) -> Answer
    ) async -> [(id: ImageID, answer: Result<Answer, Problem>)] {
        await withTaskGroup(of: (ImageID, Result<Answer, Problem>).self) { group in
            var waiting = ids[...]
            func startNext() {
                guard let id = waiting.popFirst() else { return }
                group.addTask { (id, await Result(of: { () throws(Problem) in try await question(id) })) }
            }
            for _ in 0..<4 { startNext() }
            var answers: [(ImageID, Result<Answer, Problem>)] = []
            for await answer in group {
                answers.append(answer)
                // After trouble with the connection the rest would only meet the same.
                if case .failure(let problem) = answer.1, problem.endsWork { continue }
                startNext()
            }
            return answers
        }
    }
}

extension Problem {
    static let cancelled = Problem(.cancelled, attempt: "Could not go on", reason: "cancelled")
}
