internal import Browser
internal import Catalog
internal import CatalogService

/// Changing the catalogue, and what is kept of that.
extension ServiceRunner {
    /// Does what the browser asks for, in the order in which it asks.
    func change(_ effect: Effect) {
        let (service, mailbox) = (service, mailbox)
        enqueue { [self] in
            switch effect {
            case .run(let plan): tell(plan, await service.run(plan))
            case .stop(let plan): await service.stop(plan)
            case .create(let image, let id): tell(id, await service.create(image, as: id))
            case .bringData(let image, let id): tell(id, await service.bringData(image, as: id))
            case .export(let export, let id): Task { await service.export(export, as: id) }
            case .pauseTransfer(let id): await service.pauseTransfer(id)
            // Takes as long as the service does; what comes of it shows in the list.
            case .reactivate(let id): Task { await service.reactivate(id) }
            case .abortTransfer(let id): await service.abortTransfer(id)
            case .retryTransfer(let id): await service.retryTransfer(id)
            case .forgetTransfer(let id): await service.forgetTransfer(id)
            // What it takes to delete something shows in the list of transfers.
            case .deleteTransfer(let id): Task { await service.deleteTransfer(id) }
            case .proposeUndo: Task { await self.proposeUndo() }
            case .giveUpUndoing(let changes): Task { await service.giveUpUndoing(changes) }
            case .forgetPlan(let plan): await service.forgetPlan(plan)
            case .saveDraft(let draft): await service.save(draft)
            case .discardDraft(let id): await service.discardDraft(id)
            case .fetchDrafts(let cloud): mailbox.post(.drafts(await service.drafts(cloud: cloud)))
            case .fetchActivity(let count): mailbox.post(.activity(await service.activity(latest: count)))
            case .fetchPastTransfers:
                mailbox.post(.pastTransfers(await service.activity(latest: 500).filter(\.deed.isTransfer)))
            default: break
            }
        }
    }

    /// Tells how transfers go as long as the program runs.
    func tellTransfers() {
        let (service, mailbox) = (service, mailbox)
        // Ends with the stream, in `close`.
        Task {
            for await transfers in service.transfers { mailbox.post(.transfers(transfers)) }
        }
    }

    private func tell(_ plan: ChangePlan, _ reports: AsyncStream<PlanReport>) {
        Task { [mailbox] in
            for await report in reports {
                switch report {
                case .step(let step, let outcome): mailbox.post(.planStep(plan.id, step, outcome))
                case .ended: mailbox.post(.planEnded(plan.id))
                }
            }
            await tellMembers(after: plan)
        }
    }

    /// What is shown of members does not come with the image.
    private func tellMembers(after plan: ChangePlan) async {
        for image in Set(plan.steps.filter(\.change.isOfMembers).map(\.image)) {
            guard let members = try? await service.members(of: image) else { continue }
            mailbox.post(.detail(image, .members(.success(members))))
        }
    }

    private func tell(_ id: Transfer.ID, _ reports: AsyncStream<CreationReport>) {
        Task { [mailbox] in
            for await report in reports { mailbox.post(.creation(id, report)) }
        }
    }

    private func proposeUndo() async {
        do throws(Problem) {
            mailbox.post(.undoProposed(.success(try await service.undoProposal())))
        } catch {
            mailbox.post(.undoProposed(.failure(error)))
        }
    }
}

extension ImageChange {
    fileprivate var isOfMembers: Bool {
        switch self {
        case .addMember, .removeMember: true
        default: false
        }
    }
}
