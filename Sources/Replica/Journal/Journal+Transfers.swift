package import Catalog
internal import GRDB

extension Journal {
    /// Keeps a transfer as it is now, as this program's.
    package func keep(_ transfer: KeptTransfer) async throws(Problem) {
        try await keep(transfer.id, transfer.workplace, at: transfer.at, transfer.json)
    }

    /// Keeps an export as it is now, as this program's.
    package func keep(_ export: KeptExport) async throws(Problem) {
        try await keep(export.id, export.workplace, at: export.at, export.json)
    }

    private func keep(
        _ id: Transfer.ID, _ workplace: Workplace, at: Instant, _ body: JSONValue
    ) async throws(Problem) {
        let owner = owner
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO transfer (id, owner, at, cloud, region, project, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id.text, owner, at.seconds, workplace.cloud, workplace.region, workplace.project?.rawValue,
                    body.text,
                ])
        }
    }

    /// The transfer is over, or is not to be spoken of any more.
    package func forget(_ transfer: Transfer.ID) async throws(Problem) {
        try await write { db in
            try db.execute(sql: "DELETE FROM transfer WHERE id = ?", arguments: [transfer.text])
        }
    }

    /// Takes over the transfers and exports that were cut off here and that no living program works on: they belong to
    /// this one now.
    package func takeOverTransfers(
        in workplace: Workplace
    ) async throws(Problem) -> (transfers: [KeptTransfer], exports: [KeptExport]) {
        let owner = owner
        return try await write { [self] db in
            var (transfers, exports): ([KeptTransfer], [KeptExport]) = ([], [])
            for row in try db.left("transfer", in: workplace, isAlive) {
                let id: String = row["id"]
                try db.execute(sql: "UPDATE transfer SET owner = ? WHERE id = ?", arguments: [owner, id])
                guard let json = JSONValue(text: row["body"]) else { continue }
                let at = Instant(seconds: row["at"])
                if let kept = KeptExport(id: id, workplace: workplace, at: at, json: json) {
                    exports.append(kept)
                } else if let kept = KeptTransfer(id: id, workplace: workplace, at: at, json: json) {
                    transfers.append(kept)
                }
            }
            return (transfers, exports)
        }
    }

    /// The exports that were cut off in other places, that no living program works on, and whose images may still be
    /// deactivated (R33). They stay as they are.
    package func exportsHolding(outside workplace: Workplace) async throws(Problem) -> [KeptExport] {
        try await read { [self] db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM transfer WHERE NOT (cloud = ? AND region IS ? AND project IS ?) ORDER BY at",
                arguments: [workplace.cloud, workplace.region, workplace.project?.rawValue])
            var exports: [KeptExport] = []
            for row in rows where !isAlive(row["owner"]) {
                guard let json = JSONValue(text: row["body"]) else { continue }
                let kept = KeptExport(
                    id: row["id"], workplace: Workplace(row: row), at: Instant(seconds: row["at"]), json: json)
                if let kept, kept.hold != nil { exports.append(kept) }
            }
            return exports
        }
    }
}
