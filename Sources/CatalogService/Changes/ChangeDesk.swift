internal import Catalog
internal import OpenStack
internal import Replica

/// Carries out plans: the steps on one image one after the other, different images side by side.
actor ChangeDesk {
    /// What the work on a step needs.
    struct Tools: Sendable {
        let cloud: OpenCloud
        let keeper: JournalKeeper
        /// One change of an image at a time.
        let changes: ImageTurns
        /// Images whose data is on its way from here.
        let transfers: ImageTurns
        let slots: Slots
        /// For copies between stores.
        let copies: Slots
        let timing: Timing
        let pace: ChangePace
    }

    let tools: Tools
    private var running: [Int: (plan: ChangePlan.ID, work: Task<Void, Never>)] = [:]
    private var begun = 0
    private var isClosing = false

    init(_ tools: Tools) { self.tools = tools }

    /// Whether its changes are made there.
    func works(in workplace: Workplace) async -> Bool {
        (try? await tools.cloud.access.session()).map { Workplace($0) } == workplace
    }

    /// Carries out a plan and reports how it goes.
    func run(_ plan: ChangePlan) -> AsyncStream<PlanReport> {
        let (reports, continuation) = AsyncStream<PlanReport>.makeStream()
        begun += 1
        let number = begun
        // Goes on also if nobody listens any more; `stop` and `close` end it.
        let work = Task {
            await carryOut(plan) { continuation.yield($0) }
            running[number] = nil
            continuation.yield(.ended)
            continuation.finish()
        }
        running[number] = (plan.id, work)
        return reports
    }

    /// Sends no further step of a plan. What was sent is still followed to its end.
    func stop(_ plan: ChangePlan.ID) {
        for (id, work) in running.values where id == plan { work.cancel() }
    }

    /// Cuts all plans off, because the cloud is closed or the program ends. The journal keeps what is left of them.
    func close() async {
        isClosing = true
        let works = running.values.map(\.work)
        for work in works { work.cancel() }
        for work in works { await work.value }
    }

    private func carryOut(_ plan: ChangePlan, _ report: @escaping @Sendable (PlanReport) -> Void) async {
        let session: Session
        do throws(Problem) {
            if let refusal = tools.cloud.refusal("") { throw refusal }
            session = try await tools.cloud.access.session()
        } catch {
            for (index, step) in plan.steps.enumerated() {
                report(.step(index, .failed(error.about(step))))
            }
            return
        }
        let at = tools.timing.now()
        let workplace = Workplace(session)
        let number = await tools.keeper.note { (journal) throws(Problem) in
            try await journal.begin(plan, in: workplace, at: at)
        }
        let isGood = await withTaskGroup(of: Bool.self) { group in
            for lane in plan.lanes {
                group.addTask { [tools] in
                    await Self.carryOut(lane, of: plan, number, session, tools, report)
                }
            }
            var isGood = true
            for await isLaneGood in group { isGood = isGood && isLaneGood }
            return isGood
        }
        let (isCut, settled) = (isClosing, isGood ? plan.settles : nil)
        _ = await tools.keeper.note { (journal) throws(Problem) in
            if let number, isCut { try await journal.release(number) }
            if let number, !isCut { try await journal.end(number) }
            if let settled { try await journal.end(settled) }
        }
    }

    /// The steps on one image, to the first failure. Answers whether there was none.
    private static func carryOut(
        _ lane: [Int], of plan: ChangePlan, _ number: Int64?, _ session: Session, _ tools: Tools,
        _ report: @escaping @Sendable (PlanReport) -> Void
    ) async -> Bool {
        var isOver = false
        for index in lane {
            if isOver || Task.isCancelled {
                report(.step(index, .skipped))
                isOver = true
                continue
            }
            var work = ChangeWork(plan, index, number: number, session: session, tools) { report(.step(index, $0)) }
            let outcome = await work.carryOut()
            report(.step(index, outcome))
            isOver = !outcome.isGood
        }
        return !isOver
    }
}

extension ChangePlan {
    /// The numbers of the steps on each image, images in the order in which they come first.
    var lanes: [[Int]] {
        var lanes: [[Int]] = []
        var places: [ImageID: Int] = [:]
        for (index, step) in steps.enumerated() {
            if let place = places[step.image] {
                lanes[place].append(index)
            } else {
                places[step.image] = lanes.count
                lanes.append([index])
            }
        }
        return lanes
    }
}
