internal import Catalog
internal import OpenStack
internal import Replica

/// The work on one export, from wherever it stands to its end.
extension TransferDesk {
    /// Begins to work on an export, or goes on.
    func startExport(_ id: Transfer.ID) {
        changeExport(id) { job in
            job.shown.state = .waiting
            job.shown.problem = nil
            job.shown.remedies = [.pause, .abort]
            // The end of what is shown as under way; `stopExport` and `end` cancel it.
            job.work = Task { await self.work(onExport: id) }
        }
    }

    private func work(onExport id: Transfer.ID) async {
        var failure: Problem?
        var isVerified = false
        do throws(Problem) {
            await keepExport(id) { kept in
                kept.goesOn = true
                kept.problem = nil
            }
            isVerified = try await save(id)
        } catch {
            failure = error
        }
        // On every way out (R33).
        await release(id)
        await endExport(id, failure, isVerified: isVerified)
        reactivateInTheEnd(id)
        await closeLeft()
    }

    // MARK: The file

    /// Brings the file to its name. Answers whether its content was verified.
    private func save(_ id: Transfer.ID) async throws(Problem) -> Bool {
        guard let job = exports[id] else { throw .cancelled }
        if job.kept.stage == .saved { return job.kept.digest != nil }
        if job.wasNamed { return await named(id) }
        guard await downloadSlots.take() else { throw .cancelled }
        defer { downloadSlots.giveBack() }
        let (file, image) = try await fetched(id)
        defer { file.unlock() }
        let agrees = file.agrees(with: image)
        if agrees == false {
            let path = try file.putAway()
            throw .corrupt(file, image, at: path, job.attempt)
        }
        let digest = agrees == true ? file.digest : nil
        await keepExport(id) { ($0.stage, $0.digest) = (.verified, digest) }
        try file.settle()
        return await named(id)
    }

    /// The file has its name. Answers whether its content was verified.
    private func named(_ id: Transfer.ID) async -> Bool {
        await keepExport(id) { $0.stage = .saved }
        guard let job = exports[id] else { return false }
        let (export, digest) = (job.kept.export, job.kept.digest)
        let bytes = digest?.byteCount ?? job.kept.mark?.size ?? job.shown.bytes
        await note(
            job, .exported(bytes: bytes, path: export.path, digest: digest?.text),
            commands: EquivalentCommand.lines(for: export))
        return digest != nil
    }

    /// All of the image's data, and the image that it is to be compared with. A connection that breaks is taken up again.
    private func fetched(_ id: Transfer.ID) async throws(Problem) -> (IncomingFile, Image) {
        var file: IncomingFile?
        var patience = ExportPatience()
        while let job = exports[id], let cloud = job.cloud {
            let before = file?.count ?? 0
            do throws(Problem) {
                let image = try await look(job, cloud)
                // What came of other data is of no use.
                if job.kept.mark != DataMark(of: image) {
                    file?.unlock()
                    file = nil
                }
                let opened = if let file { file } else { try await open(id, image) }
                file = opened
                try await hold(id, image, cloud)
                try await fetch(id, image, opened, cloud)
                return (opened, image)
            } catch {
                if let count = file?.count { changeExport(id) { $0.shown.bytes = count } }
                let hasProgressed = (file?.count ?? 0) > before
                guard let pause = patience.pause(after: error, hasProgressed: hasProgressed, pace) else {
                    file?.unlock()
                    throw error
                }
                showExport(id, .held(until: "Interrupted, and tried again in a moment: \(error.reason)."))
                changeExport(id) { ($0.shown.rate, $0.shown.timeLeft) = (nil, nil) }
                do { try await timing.sleep(pause) } catch {
                    file?.unlock()
                    throw .cancelled
                }
            }
        }
        throw .cancelled
    }

    private func look(_ job: ExportJob, _ cloud: OpenCloud) async throws(Problem) -> Image {
        do throws(Problem) {
            let image = try await cloud.access.image(job.kept.export.image)
            if let obstacle = image.obstacle(job.attempt) { throw obstacle }
            return image
        } catch {
            throw error.kind == .notFound ? .imageGone(job.attempt) : error
        }
    }

    /// The part that is there, hashed; begun anew if it is of other data.
    private func open(_ id: Transfer.ID, _ image: Image) async throws(Problem) -> IncomingFile {
        guard let job = exports[id] else { throw .cancelled }
        let export = job.kept.export
        let facts = try await TargetFacts.found(at: export.path, for: image)
        if facts.existing != nil, !export.replaces {
            throw Problem(
                .file, attempt: job.attempt, reason: "there is a file \(export.path) already",
                advice: "Move it away and retry, or choose another name.")
        }
        if let lack = image.size.flatMap(facts.lack) {
            throw Problem(
                .file, attempt: job.attempt, reason: "the disk of \(export.path) lacks \(ByteSize(lack).short)",
                advice: "Make room and retry, or choose another disk.")
        }
        let file = try IncomingFile(export, algorithm: DigestAlgorithm(verifying: image))
        let mark = DataMark(of: image)
        if let before = job.kept.mark, before != mark { try file.restart() }
        await keepExport(id) { $0.mark = mark }
        changeExport(id) { $0.shown.total = image.size }
        if facts.part > 0 { showExport(id, .held(until: "What came before is being hashed.")) }
        let watching = watching(file, id)
        defer { watching.cancel() }
        try await file.takeUp(atMost: image.size)
        return file
    }

    private func fetch(
        _ id: Transfer.ID, _ image: Image, _ file: IncomingFile, _ cloud: OpenCloud
    ) async throws(Problem) {
        if Task.isCancelled { throw .cancelled }
        guard file.count != image.size else { return }
        showExport(id, .sending)
        changeExport(id) { job in
            job.shown.total = image.size
            job.rate = TransferRate()
        }
        let watching = watching(file, id)
        defer { watching.cancel() }
        try await cloud.access.download(image.id, size: image.size, into: file)
        changeExport(id) { $0.shown.bytes = file.count }
    }

    /// Shows how the bytes come, ten times a second, until it is cancelled.
    private func watching(_ file: IncomingFile, _ id: Transfer.ID) -> Task<Void, Never> {
        Task { await watch(file, id) }
    }

    private func watch(_ file: IncomingFile, _ id: Transfer.ID) async {
        while !Task.isCancelled {
            let (bytes, now) = (file.count, timing.uptime())
            changeExport(id) { job in
                guard job.shown.isUnderWay else { return }
                job.shown.bytes = bytes
                guard case .sending = job.shown.state else { return }
                job.rate.note(bytes, at: now)
                job.shown.rate = job.rate.perSecond
                job.shown.timeLeft = job.shown.total.flatMap { job.rate.secondsLeft(to: $0) }
            }
            do { try await timing.sleep(.milliseconds(100)) } catch { return }
        }
    }

    // MARK: Holding

    private func holding(_ image: ImageID, _ cloud: OpenCloud) -> ExportHold {
        ExportHold(access: cloud.access, image: image, turns: turns, timing: timing, pace: pace)
    }

    /// Deactivates the image, if that is wanted and it is active (R32, R34). The journal knows before.
    private func hold(_ id: Transfer.ID, _ image: Image, _ cloud: OpenCloud) async throws(Problem) {
        guard let job = exports[id], job.kept.export.deactivates, image.status == .active, !Task.isCancelled else {
            return
        }
        showExport(id, .held(until: "The image is being deactivated."))
        let hold = KeptExport.Hold(wasDeprecated: image.isDeprecated)
        guard await keepExport(id, { $0.hold = hold }) else {
            await keepExport(id) { $0.hold = nil }
            throw Problem(
                .storage, attempt: job.attempt,
                reason: "the journal takes no note, without which nobody would reactivate the image after a crash",
                advice: "Export it without deactivating it.")
        }
        let holding = holding(image.id, cloud)
        let done = try await toItsEnd(grace: pace.grace, timing) { () throws(Problem) in try await holding.deactivate()
        }
        let entry = await note(
            job, .changed(.deactivate), requestID: done.requestID,
            commands: EquivalentCommand.lines(for: .deactivate, of: image.id))
        await keepExport(id) { $0.hold?.entry = entry }
        changeExport(id) { $0.shown.isHolding = true }
        await cloud.take(.image(done.image))
    }

    /// Reactivates what was deactivated for an export, also if that was stopped. What keeps it from that is shown until
    /// it is done (R33).
    func release(_ id: Transfer.ID) async {
        guard let job = exports[id], let hold = job.kept.hold else { return }
        do throws(Problem) {
            guard let cloud = job.cloud else { throw .leftCloud("", job.shown.workplace) }
            if let refusal = cloud.refusal("") { throw refusal }
            let holding = holding(job.kept.export.image, cloud)
            let grace = isEnding ? pace.grace : pace.patience
            let outcome = try await toItsEnd(grace: grace, timing) { () throws(Problem) in
                try await holding.reactivate(hold)
            }
            if case .reactivated(_, let requestID) = outcome {
                await note(
                    job, .changed(.reactivate), requestID: requestID,
                    commands: EquivalentCommand.lines(for: .reactivate, of: job.kept.export.image), undoes: hold.entry)
            }
            await keepExport(id) { $0.hold = nil }
            changeExport(id) { job in
                (job.shown.isHolding, job.shown.holdProblem) = (false, nil)
                job.shown.remedies.remove(.reactivate)
                // Nothing is left that must not be forgotten.
                if job.work == nil { job.shown.remedies.insert(.forget) }
            }
            switch outcome {
            case .reactivated(let image, _), .active(let image), .deprecated(let image):
                await cloud.take(.image(image))
            case .gone: break
            }
        } catch {
            var problem = error
            problem.attempt = "Could not reactivate “\(job.kept.export.title)” (\(job.kept.export.image))"
            changeExport(id) { job in
                (job.shown.isHolding, job.shown.holdProblem) = (true, problem)
                if !job.shown.isUnderWay { job.limitToHold() }
            }
        }
    }
}
