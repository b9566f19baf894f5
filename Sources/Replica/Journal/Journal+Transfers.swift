package import Catalog
internal import GRDB

extension Journal {
    /// Keeps a transfer as it is now, as this program's.
    package func keep(_ transfer: KeptTransfer) async throws(Problem) {
        let owner = owner
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO transfer (id, owner, at, cloud, region, project, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    transfer.id.text, owner, transfer.at.seconds, transfer.workplace.cloud, transfer.workplace.region,
                    transfer.workplace.project?.rawValue, transfer.json.text,
                ])
        }
    }

    /// The transfer is over, or is not to be spoken of any more.
    package func forget(_ transfer: Transfer.ID) async throws(Problem) {
        try await write { db in
            try db.execute(sql: "DELETE FROM transfer WHERE id = ?", arguments: [transfer.text])
        }
    }

    /// Takes over the transfers that were cut off here and that no living program works on: they belong to this one
    /// now.
    package func takeOverTransfers(in workplace: Workplace) async throws(Problem) -> [KeptTransfer] {
        let owner = owner
        return try await write { [self] db in
            try db.left("transfer", in: workplace, isAlive).compactMap { row in
                let id: String = row["id"]
                try db.execute(sql: "UPDATE transfer SET owner = ? WHERE id = ?", arguments: [owner, id])
                guard let json = JSONValue(text: row["body"]) else { return nil }
                return KeptTransfer(id: id, workplace: workplace, at: Instant(seconds: row["at"]), json: json)
            }
        }
    }
}
