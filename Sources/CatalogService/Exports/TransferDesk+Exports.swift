internal import Catalog
internal import OpenStack
internal import Replica

/// What the user asks of exports.
extension TransferDesk {
    /// Begins to bring an image's data into a file. An export of the image that has stopped makes way for it.
    ///
    /// - Throws: `Problem` if there is nothing to begin; what goes wrong later shows in the list.
    func export(_ export: ImageExport, as id: Transfer.ID, in cloud: OpenCloud) async throws(Problem) {
        let attempt = "Could not export “\(export.title)”"
        if export.deactivates, let refusal = cloud.refusal(attempt) { throw refusal }
        let session = try await cloud.access.session()
        let number = await keeper.note { (journal) throws(Problem) in try await journal.nextNumber() } ?? 0
        for (other, job) in exports where job.shown.state.isOpen {
            guard job.kept.export.image == export.image || job.kept.export.path == export.path else { continue }
            let isSame = job.kept.export.image == export.image
            guard isSame, job.shown.remedies.contains(.forget), job.work == nil else {
                throw Problem(
                    .conflict, attempt: attempt,
                    reason: isSame ? "it is being exported already" : "another export writes to \(export.path)",
                    advice: "See Transfers.")
            }
            if job.kept.export.path != export.path { IncomingFile.discardPart(of: job.kept.export) }
            await drop(other)
        }
        let kept = KeptExport(id: id, workplace: Workplace(session), at: timing.now(), plan: number, export: export)
        add(ExportJob(kept, .waiting, in: cloud, session))
        await keepExport(id) { _ in }
        startExport(id)
    }

    func pauseExport(_ id: Transfer.ID) { stopExport(id, .paused, if: .pause) }

    func abortExport(_ id: Transfer.ID) { stopExport(id, .aborted, if: .abort) }

    private func stopExport(_ id: Transfer.ID, _ state: Transfer.State, if remedy: Transfer.Remedy) {
        guard let job = exports[id], job.shown.remedies.contains(remedy) else { return }
        changeExport(id) {
            $0.shown.state = state
            $0.shown.remedies = []
        }
        job.work?.cancel()
    }

    /// Goes on with an export that stopped, from what there is.
    func retryExport(_ id: Transfer.ID) {
        guard let job = exports[id], job.shown.remedies.contains(.retry), job.work == nil else { return }
        let attempt = "Could not go on with the export of “\(job.kept.export.title)”"
        guard let cloud = job.cloud else {
            return changeExport(id) { $0.shown.problem = .leftCloud(attempt, $0.shown.workplace) }
        }
        if job.kept.export.deactivates, let refusal = cloud.refusal(attempt) {
            return changeExport(id) { $0.shown.problem = refusal }
        }
        startExport(id)
    }

    /// Tries again to reactivate the image of an export (R33).
    func reactivate(_ id: Transfer.ID) async {
        guard let job = exports[id], job.shown.remedies.contains(.reactivate), job.work == nil else { return }
        await finishHold(id)
    }

    /// Speaks of an export no more, and removes what it left beside the file.
    func forgetExport(_ id: Transfer.ID) async {
        guard let job = exports[id], job.shown.remedies.contains(.forget), job.work == nil else { return }
        if job.kept.stage != .saved { IncomingFile.discardPart(of: job.kept.export) }
        await drop(id)
    }

    // MARK: The next start

    /// Takes up exports of an earlier run: what nobody had stopped goes on, and what is deactivated for others is
    /// reactivated. Answers how many wait for a word.
    func takeUp(_ found: [KeptExport], in cloud: OpenCloud, _ session: Session) async -> Int {
        var waiting = 0
        for kept in found {
            add(ExportJob(kept, kept.problem == nil ? .paused : .failed, in: cloud, session))
            if kept.goesOn, !(cloud.isReadOnly && kept.export.deactivates) {
                startExport(kept.id)
                continue
            }
            waiting += 1
            changeExport(kept.id) { job in
                if kept.goesOn { job.shown.state = .interrupted }
                job.shown.problem = kept.problem
                job.shown.bytes = job.partSize
                job.shown.remedies = [.retry, .forget]
            }
            // Nobody waits for it; what comes of it is in the list.
            if kept.hold != nil {
                Task {
                    await finishHold(kept.id)
                    reactivateInTheEnd(kept.id)
                }
            }
        }
        return waiting
    }

    /// Tries again in growing pauses to reactivate the image of an export that is under way no more: a service that was
    /// away for long comes back, and nobody may be there to press a key (R33).
    func reactivateInTheEnd(_ id: Transfer.ID) {
        guard exports[id]?.awaitsReactivation == true else { return }
        changeExport(id) { job in
            job.reactivating?.cancel()
            job.reactivating = Task {
                var pause = pace.lastHold
                while !isEnding, exports[id]?.awaitsReactivation == true {
                    do { try await timing.sleep(pause) } catch { return }
                    guard !isEnding, exports[id]?.awaitsReactivation == true else { return }
                    await finishHold(id)
                    await closeLeft()
                    pause = pace.grown(pause, upTo: pace.longestAbsence)
                }
            }
        }
    }

    /// Reactivates the image of an export that is under way no more.
    func finishHold(_ id: Transfer.ID) async {
        changeExport(id) { $0.shown.remedies.remove(.reactivate) }
        await release(id)
        guard let job = exports[id], job.kept.hold == nil, case .done = job.shown.state else { return }
        await forgetInJournal(id)
    }
}

extension Transfer.State {
    /// Whether it is not over.
    fileprivate var isOpen: Bool { if case .done = self { false } else { true } }
}
