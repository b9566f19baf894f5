import Catalog
import CatalogService
import Replica
import Synchronization
import Testing

extension Desk {
    /// Carries out a plan to its end, while time goes on, and answers what was reported of each step, in words.
    func run(_ plan: ChangePlan, advancing step: Duration = .milliseconds(200)) async throws -> [[String]] {
        let run = await begin(plan)
        try await run.end(step, in: self)
        return run.outcomes
    }

    func begin(_ plan: ChangePlan) async -> PlanWatch { PlanWatch(plan, await service.run(plan)) }

    /// Waits until the activity log says something, the newest entry first.
    func activity() async -> [Activity] { await service.activity(latest: 50) }
}

/// What a dialog hears of its plan.
final class PlanWatch: Sendable {
    private let state: Mutex<(outcomes: [[String]], isOver: Bool)>

    init(_ plan: ChangePlan, _ reports: AsyncStream<PlanReport>) {
        state = Mutex((Array(repeating: [], count: plan.steps.count), false))
        Task { [self] in
            for await report in reports {
                state.withLock { state in
                    switch report {
                    case .step(let step, let outcome): state.outcomes[step].append(outcome.words)
                    case .ended: state.isOver = true
                    }
                }
            }
        }
    }

    var outcomes: [[String]] { state.withLock { $0.outcomes } }
    var isOver: Bool { state.withLock { $0.isOver } }

    func end(_ step: Duration = .milliseconds(200), in desk: Desk) async throws {
        try await desk.wait("the end of the plan", advancing: step, for: { _ in self.isOver })
    }
}

extension StepOutcome {
    var words: String {
        switch self {
        case .done: "done"
        case .unchanged(let note): note.map { "unchanged: \($0)" } ?? "unchanged"
        case .held(let until): "held: \(until)"
        case .working(let words): "working: \(words)"
        case .conflict(let entries): "conflict: \(entries.map(\.summary).joined(separator: ", "))"
        case .lost: "lost"
        case .failed(let problem): "failed: \(problem.attempt): \(problem.reason)"
        case .skipped: "skipped"
        }
    }
}

func patch(_ field: ImageField, _ from: JSONValue?, _ to: JSONValue?) -> ImageChange {
    .edit(ImagePatch([ImagePatch.Entry(field, from: from, to: to)]))
}

let publishing = patch(.visibility, .string("private"), .string("public"))

func step(_ number: Int, _ change: ImageChange) -> ChangePlan.Step {
    ChangePlan.Step(image: id(number), title: "image-\(number)", change: change)
}

func plan(_ steps: ChangePlan.Step..., name: String = "Edit Image") -> ChangePlan {
    ChangePlan(id: ChangePlan.ID("plan"), name: name, steps: steps)
}
