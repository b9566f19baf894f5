internal import Catalog
internal import OpenStack
internal import Replica

/// What the user asks for.
extension TransferDesk {
    /// Creates an image, adds its members and begins to bring its data there.
    func create(_ image: NewImage, as id: Transfer.ID, in cloud: OpenCloud) -> AsyncStream<CreationReport> {
        begin(image, as: id, in: cloud, stage: .creating)
    }

    /// Brings data to a record that is there and has none (R87). The image's ID has to be set.
    func bringData(_ image: NewImage, as id: Transfer.ID, in cloud: OpenCloud) -> AsyncStream<CreationReport> {
        begin(image, as: id, in: cloud, stage: .created)
    }

    private func begin(
        _ image: NewImage, as id: Transfer.ID, in cloud: OpenCloud, stage: KeptTransfer.Stage
    ) -> AsyncStream<CreationReport> {
        let (reports, continuation) = AsyncStream<CreationReport>.makeStream()
        // Goes on also if nobody listens any more; what it has begun is in the list, and `abort` cancels it.
        beginnings[id] = Task {
            do throws(Problem) {
                try await begin(image, as: id, in: cloud, stage: stage) { continuation.yield($0) }
            } catch {
                continuation.yield(.refused(error))
            }
            beginnings[id] = nil
            await self[id]?.work?.value
            continuation.finish()
        }
        return reports
    }

    private func begin(
        _ image: NewImage, as id: Transfer.ID, in cloud: OpenCloud, stage: KeptTransfer.Stage,
        _ report: @escaping @Sendable (CreationReport) -> Void
    ) async throws(Problem) {
        let attempt = stage == .creating ? "Could not create “\(image.name)”" : "Could not upload to “\(image.name)”"
        if let refusal = cloud.refusal(attempt) { throw refusal }
        let session = try await cloud.access.session()
        var new = image
        new.id = image.id ?? .random()
        if let other = new.id.flatMap(transfer) {
            throw Problem(
                .conflict, attempt: attempt, reason: "its data is on its way already",
                advice: other.isUnderWay ? "See Transfers." : "Retry or forget that in Transfers first.")
        }
        let number = await keeper.note { (journal) throws(Problem) in try await journal.nextNumber() } ?? 0
        var kept = KeptTransfer(
            id: id, workplace: Workplace(session), at: timing.now(), plan: number, image: new)
        kept.stage = stage
        if case .file(let path) = image.source { kept.file = try KeptTransfer.FileMark(path: path, attempt) }
        if Task.isCancelled { throw .cancelled }
        var job = Job(kept, .waiting, in: cloud, session)
        job.report = report
        add(job)
        await keep(id) { _ in }
        start(id, isNew: stage == .creating)
    }

    // MARK: What is in the list

    /// Stops a transfer, or what was about to become one; a record that was made stays. What the service does by itself
    /// goes on: it is only followed no more.
    func abort(_ id: Transfer.ID) async {
        if exports[id] != nil { return abortExport(id) }
        beginnings[id]?.cancel()
        guard let job = self[id], job.shown.state == .processing else { return stop(id, .aborted, if: .abort) }
        job.work?.cancel()
        await drop(id)
    }

    /// Stops a transfer for now. What came of an export stays, and its image is reactivated meanwhile; what was sent to
    /// the service does not stay.
    func pause(_ id: Transfer.ID) {
        if exports[id] != nil { return pauseExport(id) }
        stop(id, .paused, if: .pause)
    }

    private func stop(_ id: Transfer.ID, _ state: Transfer.State, if remedy: Transfer.Remedy) {
        guard let job = self[id], job.shown.remedies.contains(remedy) else { return }
        change(id) { job in
            (job.stop, job.shown.state) = (state, state)
            job.shown.remedies = []
        }
        job.work?.cancel()
    }

    /// Goes on with a transfer that stopped, from wherever the service stands. A file is taken as it is now.
    func retry(_ id: Transfer.ID) async {
        if exports[id] != nil { return retryExport(id) }
        guard let job = self[id], job.shown.remedies.contains(.retry) else { return }
        let attempt = "Could not retry the transfer of “\(job.shown.title)”"
        guard let cloud = job.cloud else {
            return change(id) { $0.shown.problem = .leftCloud(attempt, $0.shown.workplace) }
        }
        do throws(Problem) {
            if let refusal = cloud.refusal(attempt) { throw refusal }
            var mark: KeptTransfer.FileMark?
            if case .file(let path) = job.kept.image.source { mark = try KeptTransfer.FileMark(path: path, attempt) }
            let isChanged = job.kept.isPaused && mark != job.kept.file
            await keep(id) { kept in
                kept.file = mark
                kept.digest = nil
                if kept.stage == .processing { kept.stage = .created }
            }
            if isChanged { throw .changedWhilePaused(job.kept.image, attempt) }
            start(id)
        } catch {
            change(id) { $0.shown.problem = error }
        }
    }

    /// Speaks of a transfer no more. The record in the cloud stays as it is.
    func forget(_ id: Transfer.ID) async {
        if exports[id] != nil { return await forgetExport(id) }
        guard self[id]?.shown.remedies.contains(.forget) == true else { return }
        await drop(id)
    }

    /// Deletes the record in the cloud, and forgets the transfer if that works. An image that others have filled or
    /// published meanwhile is none that this transfer left behind (R12).
    func delete(_ id: Transfer.ID, by desk: ChangeDesk?) async {
        guard let job = self[id], job.shown.remedies.contains(.delete) else { return }
        let attempt = "Could not delete “\(job.shown.title)”"
        guard let desk, job.cloud != nil, await desk.works(in: job.kept.workplace) else {
            return change(id) { $0.shown.problem = .leftCloud(attempt, $0.shown.workplace) }
        }
        var step = ChangePlan.Step(image: job.shown.image, title: job.shown.title, change: .delete)
        if case .image(let image) = await find(job.kept, in: job.cloud) {
            if let reason = job.objection(toDeleting: image) {
                await job.cloud?.take(.image(image))
                let advice = "Look at the image: it is deleted from its list."
                return change(id) {
                    $0.shown.problem = Problem(.conflict, attempt: attempt, reason: reason, advice: advice)
                }
            }
            step.seen = image
        }
        let plan = ChangePlan(id: ChangePlan.ID("transfer \(id.text)"), name: "Delete Image", steps: [step])
        for await report in await desk.run(plan) {
            guard case .step(_, let outcome) = report else { continue }
            if outcome.isGood { return await drop(id) }
            if case .failed(let problem) = outcome { change(id) { $0.shown.problem = problem } }
        }
    }
}

extension TransferDesk.Job {
    init(_ kept: KeptTransfer, _ state: Transfer.State, in cloud: OpenCloud, _ session: Session) {
        self.kept = kept
        self.cloud = cloud
        user = session.user.map { $0.name ?? $0.id }
        let image = kept.image
        shown = Transfer(
            id: kept.id, workplace: kept.workplace, image: image.id ?? ImageID(""), title: image.name,
            kind: image.transferKind, source: image.shownSource, state: state)
        shown.plan = kept.plan
        shown.total = kept.file?.size
    }
}

extension TransferDesk.Job {
    /// Why an image is not the record that the transfer left behind.
    fileprivate func objection(toDeleting image: Image) -> String? {
        if image.isForAll, image.visibility != kept.image.visibility {
            return "it was made \(image.visibility.text) meanwhile"
        }
        return image.hasData && kept.digest == nil ? "it has data by now" : nil
    }
}

extension Problem {
    fileprivate static func changedWhilePaused(_ image: NewImage, _ attempt: String) -> Problem {
        Problem(
            .file, attempt: attempt, reason: "\(image.shownSource) was changed since it was paused",
            advice: "Retry to send it as it is now.")
    }

    static func leftCloud(_ attempt: String, _ workplace: Workplace) -> Problem {
        Problem(
            .configuration, attempt: attempt, reason: "its cloud, \(workplace.cloud), is not open",
            advice: "Switch to it and to the same project, and try again.")
    }
}
