package import Catalog
internal import Foundation
internal import GRDB

extension Replica {
    /// A row with the listing that showed it last.
    package struct Listed: Sendable {
        package let entry: CatalogueEntry
        package let list: ImageList
    }

    /// The rows of `ids` as they are, in that order; those that are not there or were withdrawn are left out.
    package func rows(of ids: [ImageID]) async throws(ReplicaFault) -> [Listed] {
        try await read { db in
            var interner = Interner(capacity: 256)
            return try ids.compactMap { id in
                guard let row = try db.row(of: id, sharing: &interner), let list = ImageList(rawValue: row.list) else {
                    return nil
                }
                return row.news == .withdrawn || row.news == .forgotten ? nil : Listed(entry: row.entry, list: list)
            }
        }
    }

    /// Images that other projects share, of which it is not known, or not lately, whether with this one.
    package struct ToAsk: Sendable {
        /// Those never asked about first, then those whose answer is oldest.
        package var ids: [ImageID] = []
        /// How many images other projects share in all.
        package var total = 0
    }

    /// What an administrator's search for offers has to ask about: everything without an answer, with a "no" from
    /// before `noBefore`, or with a "yes" from before `yesBefore`.
    package func sharesToAsk(noBefore: Instant, yesBefore: Instant) async throws(ReplicaFault) -> ToAsk {
        try await read { db in
            let gone = "news IN (\(NewsCode.withdrawn.rawValue), \(NewsCode.forgotten.rawValue))"
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id FROM image INDEXED BY image_by_share
                    WHERE shared AND coalesce(\(gone), 0) = 0 AND (
                        asked_at IS NULL OR asked_at < iif(offer IS NULL, ?, ?)
                    ) ORDER BY asked_at
                    """, arguments: [noBefore.seconds, yesBefore.seconds])
            var found = ToAsk()
            while let row = try rows.next() {
                found.ids.append(ImageID(String(decoding: try row.decode(Data.self, atIndex: 0), as: UTF8.self)))
            }
            let count = "SELECT count(*) FROM image WHERE shared AND coalesce(\(gone), 0) = 0"
            found.total = try Int.fetchOne(db, sql: count) ?? 0
            return found
        }
    }
}

extension Database {
    /// Whether it was asked before if an image is shared with this project.
    func wasAsked(about number: RowNumber) throws -> Bool {
        try Bool.fetchOne(
            self, sql: "SELECT asked_at IS NOT NULL FROM image WHERE number = ?", arguments: [number]) ?? false
    }
}
