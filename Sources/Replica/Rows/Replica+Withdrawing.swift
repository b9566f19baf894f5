package import Catalog
internal import Foundation
internal import GRDB

extension Replica {
    /// The number of the last change to any row.
    package func revision() async throws(ReplicaFault) -> Int { try await read { db in try db.lastRevision() } }

    /// A row that a listing showed once and now did not.
    package struct Missing: Hashable, Sendable {
        package let id: ImageID
        package let list: ImageList
    }

    /// The rows of `lists` that are not among `seen`. To be asked only after these listings were read to their ends.
    /// Rows that have changed since `revision` are left out: that is fresher knowledge than what a listing did not show.
    package func missing(
        from lists: Set<ImageList>, seen: SlotSet, since revision: Int = .max
    ) async throws(ReplicaFault) -> [Missing] {
        let codes = lists.map { String($0.rawValue) }.joined(separator: ",")
        return try await read { db in
            let numbers = try RowNumber.fetchAll(db, sql: "SELECT number FROM image WHERE list IN (\(codes))")
                .filter { !seen.contains($0) }
            let statement = try db.makeStatement(
                sql: "SELECT id, list, news FROM image WHERE number = ? AND revision <= \(revision)")
            return try numbers.compactMap { number in
                guard let row = try Row.fetchOne(statement, arguments: [number]) else { return nil }
                let news = try row.decodeNews(atIndex: 2)
                guard news != .withdrawn, news != .forgotten else { return nil }
                guard let list = ImageList(rawValue: try row.decode(atIndex: 1)) else { return nil }
                return Missing(
                    id: ImageID(String(decoding: try row.decode(Data.self, atIndex: 0), as: UTF8.self)), list: list)
            }
        }
    }

    /// Marks rows whose images were deleted or can no longer be seen. During the first fill they go without a mark.
    package func withdraw(_ ids: [ImageID], isNews: Bool = true) async throws(ReplicaFault) -> [CatalogueChange] {
        try await change { db, revision, scope in
            let isFirstFill = try db.note(.passes)?.value.full == nil
            return try db.rewrite(ids, scope: scope, revision: revision) { row in
                guard row.news != .withdrawn else { return nil }
                return isNews && !isFirstFill ? .withdrawn : .forgotten
            }
        }
    }

    /// Takes the marks off rows; those that were withdrawn go with them.
    package func markSeen(_ ids: [ImageID]) async throws(ReplicaFault) -> [CatalogueChange] {
        try await change { db, revision, scope in
            try db.rewrite(ids, scope: scope, revision: revision) { row in
                guard let news = row.news else { return nil }
                return news == .withdrawn ? .forgotten : .seen
            }
        }
    }
}

/// What becomes of a row's mark.
private enum Verdict { case seen, withdrawn, forgotten }

extension Database {
    /// Gives rows other marks. `verdict` answers nil for those that stay as they are.
    fileprivate func rewrite(
        _ ids: [ImageID], scope: PaneScope, revision: Int, verdict: (StoredRow) -> Verdict?
    ) throws -> [CatalogueChange] {
        var interner = Interner(capacity: 256)
        var changes: [CatalogueChange] = []
        for id in ids {
            guard let row = try row(of: id, sharing: &interner), row.news != .forgotten else { continue }
            guard let verdict = verdict(row) else { continue }
            let (kind, news): (CatalogueChange.Kind, NewsCode?) =
                switch verdict {
                case .seen: (.changed, nil)
                case .withdrawn: (.withdrawn, .withdrawn)
                case .forgotten: (.removed, .forgotten)
                }
            let entry = row.entry.with(news: news?.news)
            try store(entry, at: row.number, list: row.list, news: news, scope: scope, revision: revision)
            changes.append(CatalogueChange(kind, entry))
        }
        return changes
    }
}
