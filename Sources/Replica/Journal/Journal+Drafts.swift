package import Catalog
internal import Foundation
internal import GRDB

extension Journal {
    /// Keeps what was typed, in the place of an earlier draft with the same ID.
    package func save(_ draft: Draft) async throws(Problem) {
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO draft (id, cloud, at, body) VALUES (?, ?, ?, ?)",
                arguments: [
                    draft.id, draft.cloud, draft.at, String(decoding: try JSONEncoder().encode(draft), as: UTF8.self),
                ])
        }
    }

    /// The drafts for a cloud, or all, the newest first.
    package func drafts(cloud: String? = nil) async throws(Problem) -> [Draft] {
        try await readAll { db in
            try Row.fetchAll(
                db, sql: "SELECT body FROM draft WHERE ?1 IS NULL OR cloud = ?1 ORDER BY at DESC", arguments: [cloud]
            ).compactMap { try? JSONDecoder().decode(Draft.self, from: Data(($0["body"] as String).utf8)) }
        }
    }

    package func discardDraft(_ id: String) async throws(Problem) {
        try await write { db in try db.execute(sql: "DELETE FROM draft WHERE id = ?", arguments: [id]) }
    }
}
