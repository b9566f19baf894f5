internal import Catalog
internal import Foundation
internal import GRDB

/// `News` as the file keeps it, and what comes after it.
enum NewsCode: Int {
    case added = 1
    case changed = 2
    case withdrawn = 3
    /// Withdrawn and seen: kept until the next start, so that other programs with the same replica learn of it.
    case forgotten = 4

    init?(_ news: News?) {
        switch news {
        case .added: self = .added
        case .changed: self = .changed
        case .withdrawn: self = .withdrawn
        case nil: return nil
        }
    }

    var news: News? {
        switch self {
        case .added: .added
        case .changed: .changed
        case .withdrawn: .withdrawn
        case .forgotten: nil
        }
    }
}

/// A row's number in the file: small, so that sets of them are sets of bits.
package typealias RowNumber = Int32

/// A row of the table `image`, taken apart.
struct StoredRow {
    /// The columns that `init` expects, in its order.
    static let columns = "number, id, list, offer, offered_at, news, stuck, record"

    let number: RowNumber
    let list: Int
    let image: Image
    let offer: Offer?
    let news: NewsCode?
    let isStuck: Bool

    init(_ row: Row, sharing interner: inout Interner) throws {
        number = try row.decode(atIndex: 0)
        let id = try row.withUnsafeData(atIndex: 1) { ImageID(String(decoding: $0 ?? Data(), as: UTF8.self)) }
        list = try row.decode(atIndex: 2)
        let status: String? = try row.decode(atIndex: 3)
        let offeredAt: Int64? = try row.decode(atIndex: 4)
        offer = status.map { Offer(status: MemberStatus($0), offeredAt: offeredAt.map(Instant.init(seconds:))) }
        news = try row.decodeNews(atIndex: 5)
        isStuck = try row.decode(atIndex: 6)
        image = try row.withUnsafeData(atIndex: 7) { record in
            try (record ?? Data()).withUnsafeBytes { try PackedImage.unpack($0, id: id, sharing: &interner) }
        }
    }

    var entry: CatalogueEntry { CatalogueEntry(image: image, offer: offer, news: news?.news, isStuck: isStuck) }
}

extension PaneScope {
    /// Whether the image is one that another project shares: with this one, perhaps.
    func isForeignShare(_ image: Image) -> Bool {
        project != nil && image.visibility == .shared && image.owner != project
    }
}

extension Row {
    func decodeNews(atIndex index: Int) throws -> NewsCode? {
        let code: Int? = try decode(atIndex: index)
        return code.flatMap(NewsCode.init(rawValue:))
    }
}

extension Database {
    /// The row of an image, if it was ever seen.
    func row(of id: ImageID, sharing interner: inout Interner) throws -> StoredRow? {
        let statement = try cachedStatement(sql: "SELECT \(StoredRow.columns) FROM image WHERE id = ?")
        let rows = try Row.fetchCursor(statement, arguments: [Data(id.rawValue.utf8)])
        // The row is read in place: it is gone once the cursor is.
        return try withExtendedLifetime(rows) {
            try rows.next().map { try StoredRow($0, sharing: &interner) }
        }
    }

    /// Adds a row, or overwrites the one at `number`. Answers where it is.
    @discardableResult
    func store(
        _ entry: CatalogueEntry, at number: RowNumber?, list: Int, news: NewsCode?, scope: PaneScope, revision: Int
    ) throws -> RowNumber {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO image
                    (number, id, name_key, list, place, offer, offered_at, shared, news, stuck, revision, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET
                    name_key = excluded.name_key, list = excluded.list, place = excluded.place,
                    offer = excluded.offer, offered_at = excluded.offered_at, news = excluded.news,
                    asked_at = iif(shared = excluded.shared, asked_at, NULL), shared = excluded.shared,
                    stuck = excluded.stuck, revision = excluded.revision, record = excluded.record
                """)
        let place = news == .forgotten ? [] : scope.membership(of: entry)
        try statement.execute(arguments: [
            number, Data(entry.id.rawValue.utf8), Data(entry.nameKey.bytes), list, Int(place.rawValue),
            entry.offer?.status.text, entry.offer?.offeredAt?.seconds, scope.isForeignShare(entry.image),
            news?.rawValue, entry.isStuck, revision,
            Data(PackedImage.pack(entry.image)),
        ])
        return number ?? RowNumber(truncatingIfNeeded: lastInsertedRowID)
    }

    /// The revision of the last change.
    func lastRevision() throws -> Int { try Int.fetchOne(self, sql: "SELECT max(revision) FROM image") ?? 0 }
}
