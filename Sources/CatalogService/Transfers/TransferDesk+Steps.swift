internal import Catalog
internal import OpenStack
internal import Replica

/// The steps of a transfer: each is one request, and noted in the journal.
extension TransferDesk {
    // MARK: The record

    /// R2: a version's full name is used once by an owner. The service does not see to that.
    private func refuseTakenName(_ job: Job, _ cloud: OpenCloud) async throws(Problem) {
        let new = job.kept.image
        guard VersionedName(new.name) != nil, let owner = new.owner ?? job.kept.workplace.project else { return }
        let attempt = "Could not create “\(new.name)”"
        for isHidden in [false, true] {
            let query = ListQuery(visibility: .all, owner: owner, isHidden: isHidden, name: new.name, limit: 10)
            let found: [Image]
            do throws(Problem) {
                found = try await cloud.access.page(query, after: nil).decode().images
            } catch {
                var problem = error
                problem.attempt = attempt
                throw problem
            }
            guard let other = found.first(where: { $0.owner == owner && $0.name == new.name }) else { continue }
            throw Problem(
                .conflict, attempt: attempt, reason: "the image \(other.id) has this name already",
                advice: "A version's name is used once: take the next version.")
        }
    }

    func create(_ job: Job) async throws(Problem) -> Image {
        guard let cloud = job.cloud else { throw .cancelled }
        let new = job.kept.image
        try await refuseTakenName(job, cloud)
        let created = try await toItsEnd(grace: pace.grace, timing) { () throws(Problem) in
            try await cloud.access.create(new)
        }
        await keep(job.kept.id) { $0.stage = .created }
        // The address of the data may carry a password.
        let shown = NewImage(kept: new.keptJSON) ?? new
        await note(
            job, .created(shown), "Create Image", requestID: created.requestID,
            commands: EquivalentCommand.lines(for: shown))
        await cloud.take(.image(created.image))
        return created.image
    }

    /// Offers the image to a project. Answers why that is not possible, if it is not.
    func add(_ project: ProjectID, to job: Job) async throws(Problem) -> Problem? {
        guard let cloud = job.cloud, let image = job.kept.image.id else { throw .cancelled }
        let change = ImageChange.addMember(project)
        var refusal: Problem?
        do throws(Problem) {
            let requestID = try await toItsEnd(grace: pace.grace, timing) { () throws(Problem) in
                try await cloud.access.send(change, to: image)
            }
            await note(
                job, .changed(change), "Share Image", requestID: requestID,
                commands: EquivalentCommand.lines(for: change, of: image))
        } catch {
            // It is a member already: of an attempt before.
            if error.kind != .conflict {
                guard !error.endsWork, !error.isUncertain else { throw error }
                refusal = error
                await note(job, .changed(change), "Share Image", failure: error)
            }
        }
        await keep(job.kept.id) { kept in kept.image.members.removeAll { $0 == project } }
        return refusal
    }

    // MARK: The data

    func send(_ job: Job) async throws(Problem) {
        let id = job.kept.id
        guard let cloud = job.cloud, let image = job.kept.image.id, case .file(let path) = job.kept.image.source else {
            throw .cancelled
        }
        change(id) { $0.shown.state = .waiting }
        guard await slots.take() else { throw .cancelled }
        defer { slots.giveBack() }
        let isFree = await turns.take(image, for: "its data is on its way") { reason in
            change(id) { $0.shown.state = .held(until: reason) }
        }
        guard isFree else { throw .cancelled }
        defer { turns.giveBack(image) }
        let attempt = "Could not upload \(path) to “\(job.shown.title)”"
        guard try KeptTransfer.FileMark(path: path, attempt) == job.kept.file else {
            throw Problem(
                .file, attempt: attempt, reason: "the file was changed after the image had been described",
                advice: "Retry to send it as it is now.")
        }
        await keep(id) { $0.stage = .sending }
        change(id) { job in
            job.shown.state = .sending
            job.rate = TransferRate()
        }
        let meter = Meter()
        let watching = Task { await watch(meter, id) }
        defer { watching.cancel() }
        let sent = try await cloud.access.upload(
            path, as: job.kept.image, to: image, algorithm: await cloud.digestAlgorithm()
        ) { meter.bytes = $0 }
        change(id) { job in
            job.shown.bytes = sent.digest.byteCount
            job.shown.state = .processing
            job.requestID = sent.requestID
        }
        await keep(id) { kept in
            kept.digest = sent.digest
            if kept.image.transferKind == .stagedUpload { kept.stage = .staged }
        }
    }

    /// Shows how the bytes go, ten times a second.
    private func watch(_ meter: Meter, _ id: Transfer.ID) async {
        while !Task.isCancelled {
            let bytes = meter.bytes
            let now = timing.uptime()
            change(id) { job in
                guard case .sending = job.shown.state else { return }
                job.rate.note(bytes, at: now)
                job.shown.bytes = bytes
                job.shown.rate = job.rate.perSecond
                job.shown.timeLeft = job.shown.total.flatMap { job.rate.secondsLeft(to: $0) }
            }
            do { try await timing.sleep(.milliseconds(100)) } catch { return }
        }
    }

    func start(_ request: ImageImport, _ job: Job) async throws(Problem) {
        guard let cloud = job.cloud, let image = job.kept.image.id else { throw .cancelled }
        // Before it is asked: from then on the service may be at work.
        await keep(job.kept.id) { $0.stage = .processing }
        change(job.kept.id) { $0.shown.state = .processing }
        let requestID = try await toItsEnd(grace: pace.grace, timing) { () throws(Problem) in
            try await cloud.access.startImport(request, into: image)
        }
        change(job.kept.id) { $0.requestID = requestID ?? $0.requestID }
    }
}
