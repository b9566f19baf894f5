package import Catalog
internal import Foundation
internal import GRDB
internal import Synchronization

extension Replica {
    /// Takes in what the service showed, in one transaction; rows that are as they were cost no write.
    package func apply(_ sighting: Sighting) async throws(ReplicaFault) -> Sighted {
        try await change { db, revision, scope in
            // Before the first full pass has ended everything is new, and nothing is news.
            let isFirstFill = try db.note(.passes)?.value.full == nil
            let isNews = sighting.isNews && !isFirstFill
            var interner = Interner(capacity: 256)
            var sighted = Sighted()
            for image in sighting.images {
                let old = try db.row(of: image.id, sharing: &interner)
                // A share that no listing has shown is an offer in a state yet to be learned.
                if old == nil, sighting.list == nil, !scope.isAdmin, scope.isForeignShare(image) { continue }
                let list = sighting.list ?? old.flatMap { ImageList(rawValue: $0.list) } ?? Self.list(for: image)
                let row = Self.row(of: image, in: list, after: old, sighting, scope: scope, isNews: isNews)
                guard let row else {
                    if let old {
                        if old.list != list.rawValue { try db.move(old.number, to: list) }
                        sighted.rows.append(old.number)
                    }
                    continue
                }
                let number = try db.store(
                    row.entry, at: old?.number, list: list.rawValue, news: NewsCode(row.entry.news), scope: scope,
                    revision: revision)
                sighted.rows.append(number)
                sighted.changes.append(row)
            }
            return sighted
        }
    }

    /// Notes what the service said about the share of images with this project; nil where it is not shared with it.
    /// An answer for an image that the replica does not have is dropped.
    package func apply(
        _ answers: [ImageID: Offer?], at: Instant, isNews: Bool = true
    ) async throws(ReplicaFault) -> [CatalogueChange] {
        try await change { db, revision, scope in
            var interner = Interner(capacity: 256)
            var changes: [CatalogueChange] = []
            for (id, offer) in answers {
                guard let old = try db.row(of: id, sharing: &interner), old.news != .forgotten else { continue }
                // What an administrator's search finds out first was so before it was asked.
                let wasAsked = try !scope.isAdmin || db.wasAsked(about: old.number)
                try db.execute(
                    sql: "UPDATE image SET asked_at = ? WHERE number = ?", arguments: [at.seconds, old.number])
                guard old.offer != offer else { continue }
                let isChange = isNews && wasAsked && old.offer?.status != offer?.status
                let news = isChange && old.news == nil ? .changed : old.news
                let entry = CatalogueEntry(image: old.image, offer: offer, news: news?.news, isStuck: old.isStuck)
                let list = scope.isAdmin ? nil : offer.map { Self.list(for: old.image, offered: $0.status).rawValue }
                try db.store(
                    entry, at: old.number, list: list ?? old.list, news: news, scope: scope, revision: revision)
                changes.append(CatalogueChange(.changed, entry))
            }
            return changes
        }
    }

    /// The row as it has to be now, nil if it is so already.
    private static func row(
        of image: Image, in list: ImageList, after old: StoredRow?, _ sighting: Sighting, scope: PaneScope,
        isNews: Bool
    ) -> CatalogueChange? {
        let offer = offer(of: image, in: list, before: old?.offer, scope: scope)
        let isStuck = sighting.isStuck(image)
        guard let old, old.news != .forgotten else {
            let entry = CatalogueEntry(image: image, offer: offer, news: isNews ? .added : nil, isStuck: isStuck)
            return CatalogueChange(.added, entry)
        }
        let isSameImage = old.image == image && old.offer == offer
        guard !isSameImage || old.isStuck != isStuck || old.news == .withdrawn else { return nil }
        let news: News? =
            switch old.news {
            case .added: .added
            case .changed: .changed
            case .withdrawn, nil, .forgotten: isNews && !isSameImage ? .changed : nil
            }
        return CatalogueChange(.changed, CatalogueEntry(image: image, offer: offer, news: news, isStuck: isStuck))
    }

    /// What this project knows of a share, by the listing in which it stands. A member's token is shown foreign shares
    /// among the visible images only if they were accepted; for an administrator's token only the member record tells.
    private static func offer(of image: Image, in list: ImageList, before: Offer?, scope: PaneScope) -> Offer? {
        guard scope.isForeignShare(image) else { return nil }
        guard !scope.isAdmin else { return before }
        return Offer(status: list.offers ?? .accepted, offeredAt: before?.offeredAt)
    }

    /// Which listing will show an image.
    private static func list(for image: Image, offered status: MemberStatus = .accepted) -> ImageList {
        switch status {
        case .pending: image.isHidden ? .pendingHidden : .pending
        case .rejected: image.isHidden ? .rejectedHidden : .rejected
        case .accepted, .other: image.isHidden ? .hidden : .visible
        }
    }

    /// A transaction that gives changed rows the next revision.
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (Database, Int, PaneScope) throws -> Value
    ) async throws(ReplicaFault) -> Value {
        let scope = self.scope
        let (value, before, after) = try await write { db in
            let before = try db.lastRevision()
            let value = try body(db, before + 1, scope)
            return (value, before, try db.lastRevision())
        }
        // If another program changed something in between, its changes are still to be told, and these with them.
        standing.withLock { if $0.revision == before { $0.revision = after } }
        return value
    }
}

extension Database {
    /// The row was shown by another listing than before; nothing that is seen changes with it.
    fileprivate func move(_ number: RowNumber, to list: ImageList) throws {
        try cachedStatement(sql: "UPDATE image SET list = ? WHERE number = ?").execute(arguments: [
            list.rawValue, number,
        ])
    }
}
