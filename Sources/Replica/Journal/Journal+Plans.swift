package import Catalog
internal import GRDB

extension Journal {
    /// Keeps a plan that is about to be carried out, as this program's. Answers its number.
    package func begin(_ plan: ChangePlan, in workplace: Workplace, at: Instant) async throws(Problem) -> Int64 {
        let owner = owner
        return try await write { db in
            try db.execute(
                sql: "INSERT INTO plan (owner, at, cloud, region, project, body) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    owner, at.seconds, workplace.cloud, workplace.region, workplace.project?.rawValue, plan.json.text,
                ])
            return db.lastInsertedRowID
        }
    }

    /// A number for things that belong together in the activity log and are no plan.
    package func nextNumber() async throws(Problem) -> Int64 {
        try await write { db in
            try db.execute(sql: "INSERT INTO plan (at, cloud, body) VALUES (0, '', '')")
            let number = db.lastInsertedRowID
            // The number is not given again.
            try db.execute(sql: "DELETE FROM plan WHERE number = ?", arguments: [number])
            return number
        }
    }

    /// The step is about to be sent: from now on it may stand.
    package func beginStep(_ step: Int, of plan: Int64) async throws(Problem) {
        try await write { db in try db.note(.begun, step: step, of: plan) }
    }

    /// What became of a step, and what is to be said about it in the activity log, if anything.
    package func endStep(
        _ step: Int, of plan: Int64, _ state: UnfinishedPlan.StepState, _ activity: Activity?
    ) async throws(Problem) {
        try await write { db in
            try db.note(state, step: step, of: plan)
            if let activity { _ = try db.add(activity) }
        }
    }

    /// The plan has come to its end, or is not to be offered any more.
    package func end(_ plan: Int64) async throws(Problem) {
        try await write { db in try db.execute(sql: "DELETE FROM plan WHERE number = ?", arguments: [plan]) }
    }

    /// Gives up a plan in the middle: it belongs to nobody, and whoever looks next is offered it.
    package func release(_ plan: Int64) async throws(Problem) {
        try await write { db in
            try db.execute(sql: "UPDATE plan SET owner = NULL WHERE number = ?", arguments: [plan])
        }
    }

    /// Takes over the plans that were cut off here and that no living program works on: they belong to this one now.
    package func takeOverPlans(in workplace: Workplace) async throws(Problem) -> [UnfinishedPlan] {
        let owner = owner
        return try await write { [self] db in
            let rows = try db.left("plan", in: workplace, isAlive)
            return try rows.compactMap { row in
                let number: Int64 = row["number"]
                try db.execute(sql: "UPDATE plan SET owner = ? WHERE number = ?", arguments: [owner, number])
                guard let plan = JSONValue(text: row["body"]).flatMap(ChangePlan.init) else { return nil }
                return UnfinishedPlan(
                    id: number, workplace: workplace, at: Instant(seconds: row["at"]), plan: plan,
                    states: try db.states(of: number, count: plan.steps.count))
            }
        }
    }
}

extension Database {
    fileprivate func note(_ state: UnfinishedPlan.StepState, step: Int, of plan: Int64) throws {
        try execute(
            sql: "INSERT OR REPLACE INTO step (plan, number, state) VALUES (?, ?, ?)",
            arguments: [plan, step, state.rawValue])
    }

    fileprivate func states(of plan: Int64, count: Int) throws -> [UnfinishedPlan.StepState] {
        var states = Array(repeating: UnfinishedPlan.StepState.waiting, count: count)
        for row in try Row.fetchAll(self, sql: "SELECT number, state FROM step WHERE plan = ?", arguments: [plan]) {
            let number: Int = row["number"]
            guard states.indices.contains(number) else { continue }
            // A word of another release: the step may stand.
            states[number] = UnfinishedPlan.StepState(rawValue: row["state"]) ?? .begun
        }
        return states
    }

    /// Rows of a table that belong to nobody who lives.
    func left(_ table: String, in workplace: Workplace, _ isAlive: (String?) -> Bool) throws -> [Row] {
        try Row.fetchAll(
            self, sql: "SELECT * FROM \(table) WHERE cloud = ? AND region IS ? AND project IS ? ORDER BY at",
            arguments: [workplace.cloud, workplace.region, workplace.project?.rawValue]
        ).filter { !isAlive($0["owner"]) }
    }
}
