package import Catalog
internal import Foundation
internal import GRDB

extension Journal {
    /// Keeps what was done. Answers the entry's number.
    @discardableResult
    package func add(_ activity: Activity) async throws(Problem) -> Activity.ID {
        try await write { db in try db.add(activity) }
    }

    /// The latest entries, the newest first; of one cloud or of all.
    package func activity(latest count: Int, cloud: String? = nil) async throws(Problem) -> [Activity] {
        let found = try await readAll { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM activity WHERE ?1 IS NULL OR cloud = ?1 ORDER BY number DESC LIMIT ?2
                    """, arguments: [cloud, count]
            ).compactMap(Activity.init(row:))
        }
        return Array(found.prefix(count))
    }

    /// The entries of the last plan that can be taken back and has not been, the last one first.
    package func lastReversible(in workplace: Workplace) async throws(Problem) -> [Activity] {
        try await read { db in
            let open = """
                reversible AND cloud = ?1 AND region IS ?2 AND project IS ?3
                AND NOT EXISTS (
                    SELECT 1 FROM activity AS later
                    WHERE later.undoes = activity.number AND later.outcome IN ('done', 'unchanged')
                )
                """
            let place: StatementArguments = [workplace.cloud, workplace.region, workplace.project?.rawValue]
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM activity WHERE \(open) AND plan = (SELECT max(plan) FROM activity WHERE \(open))
                    ORDER BY number DESC
                    """, arguments: place
            ).compactMap(Activity.init(row:))
        }
    }

    /// Says of entries that they cannot be taken back any more.
    package func giveUpUndoing(_ ids: [Activity.ID]) async throws(Problem) {
        guard !ids.isEmpty else { return }
        try await write { db in
            for id in ids {
                try db.execute(sql: "UPDATE activity SET reversible = 0 WHERE number = ?", arguments: [id])
            }
        }
    }
}

extension Database {
    func add(_ activity: Activity) throws -> Activity.ID {
        // What took something back is not taken back in its turn: the next undo goes further back.
        let isReversible = activity.isReversible && activity.undoes == nil
        try execute(
            sql: """
                INSERT INTO activity (
                    at, cloud, region, project, user, plan, name, image, title, deed, outcome, reason, request, commands,
                    note, undoes, reversible
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                activity.at.seconds, activity.workplace.cloud, activity.workplace.region,
                activity.workplace.project?.rawValue, activity.user, activity.plan, activity.name,
                activity.image.rawValue, activity.title, activity.deed.json.text, activity.outcome.rawValue,
                activity.reason, activity.requestID, activity.commands.joined(separator: "\n"), activity.note,
                activity.undoes, isReversible,
            ])
        return lastInsertedRowID
    }
}

extension Activity {
    /// Nil if it says something that this release does not know.
    fileprivate init?(row: Row) {
        guard let deed = JSONValue(text: row["deed"]).flatMap(Deed.init),
            let outcome = Outcome(rawValue: row["outcome"])
        else { return nil }
        self.init(
            id: row["number"], at: Instant(seconds: row["at"]), workplace: Workplace(row: row), user: row["user"],
            plan: row["plan"], name: row["name"], image: ImageID(row["image"] as String), title: row["title"],
            deed: deed, outcome: outcome)
        reason = row["reason"]
        requestID = row["request"]
        commands = (row["commands"] as String).split(separator: "\n").map(String.init)
        note = row["note"]
        undoes = row["undoes"]
    }
}

extension Workplace {
    /// From the columns `cloud`, `region` and `project`.
    init(row: Row) {
        self.init(
            cloud: row["cloud"], region: row["region"],
            project: (row["project"] as String?).map { ProjectID($0) })
    }
}

extension JSONValue {
    /// On one line, as it is kept.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only numbers that are none cannot be written, and the services send none.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    init?(text: String) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
        self = value
    }
}
