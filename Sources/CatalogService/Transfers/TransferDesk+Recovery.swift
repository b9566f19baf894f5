internal import Catalog
internal import OpenStack
internal import Replica

/// Transfers that an earlier run of the program left behind.
extension TransferDesk {
    /// Takes up what was left in a cloud that has just been opened: what the service works on is followed, what was under
    /// way when the program was ended goes on, the rest is offered. Answers how many are offered.
    func takeUp(in cloud: OpenCloud, _ session: Session) async -> Int {
        let workplace = Workplace(session)
        enter(cloud, workplace)
        let found = await keeper.note { (journal) throws(Problem) in
            try await journal.takeOverTransfers(in: workplace)
        }
        var offered = await takeUp(found?.exports ?? [], in: cloud, session)
        for kept in found?.transfers ?? [] {
            add(Job(kept, kept.isPaused ? .paused : .interrupted, in: cloud, session))
            if await !goesOn(kept, in: cloud) { offered += 1 }
        }
        return offered
    }

    /// Goes on with a transfer where that needs nobody's word. Answers whether it does.
    private func goesOn(_ kept: KeptTransfer, in cloud: OpenCloud) async -> Bool {
        let found = await find(kept, in: cloud)
        var problem = kept.problem
        let course: TransferCourse? =
            switch found {
            case .image(let image): TransferCourse(of: kept, image)
            case .nothing: TransferCourse(of: kept, nil)
            case .unknown: nil
            }
        var mayGoOn = kept.goesOn && !cloud.isReadOnly
        switch course {
        // Nothing is sent for these.
        case .wait where kept.stage == .processing, .compare, .end: mayGoOn = true
        case .giveUp(let reason):
            problem = reason
            mayGoOn = false
        case nil: mayGoOn = false
        default:
            problem = obstacle(kept) ?? problem
            mayGoOn = mayGoOn && problem == nil
        }
        if mayGoOn {
            start(kept.id)
        } else {
            change(kept.id) { job in
                job.shown.problem = problem
                job.shown.remedies = job.remedies(after: problem, found)
            }
        }
        return mayGoOn
    }

    /// What keeps a transfer from going on as it was begun.
    private func obstacle(_ kept: KeptTransfer) -> Problem? {
        let attempt = "Could not go on with “\(kept.image.name)”"
        switch kept.image.source {
        case .url where kept.hasLostSecrets:
            return Problem(
                .configuration, attempt: attempt, reason: "the address held a password or a query, which is not kept",
                advice: "Give the address again with Upload Data, or delete the record.")
        case .file(let path):
            do throws(Problem) {
                guard try KeptTransfer.FileMark(path: path, attempt) != kept.file else { return nil }
                return Problem(
                    .file, attempt: attempt, reason: "\(path) was changed since",
                    advice: "Retry to send it as it is now.")
            } catch {
                return error
            }
        case .url, .none: return nil
        }
    }
}
