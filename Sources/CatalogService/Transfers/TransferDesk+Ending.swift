internal import Catalog
internal import OpenStack
internal import Replica

/// How a transfer ends, well or not.
extension TransferDesk {
    func compare(_ job: Job, _ image: Image?) async throws(Problem) {
        guard let image else { throw .cancelled }
        let sent = job.kept.digest
        let digest = if let sent { sent } else { try await digestOfFile(job, image) }
        let agrees = digest.flatMap { $0.agrees(with: image) }
        if agrees == false {
            throw sent.map { .mismatch(job.kept.image, image, sent: $0) } ?? .otherData(job.kept.image)
        }
        await end(job, image, isVerified: agrees == true)
    }

    /// What an image is compared with if the answer to what was sent was lost or not waited for; nil where there is no
    /// file, or no hash that could be made of it. Somebody else may have brought the data.
    private func digestOfFile(_ job: Job, _ image: Image) async throws(Problem) -> DataDigest? {
        guard case .file(let path) = job.kept.image.source, let cloud = job.cloud,
            let algorithm = DigestAlgorithm(verifying: image)
        else { return nil }
        // That tells at once, and reading a large file takes long.
        if let size = image.size, let file = job.kept.file, file.size != size { throw .otherData(job.kept.image) }
        change(job.kept.id) { $0.shown.state = .held(until: "It has data: that is compared with the file.") }
        return try await cloud.access.digest(of: path, algorithm)
    }

    func end(_ job: Job, _ image: Image?, isVerified: Bool) async {
        let id = job.kept.id
        switch job.kept.image.source {
        case .file:
            let bytes = job.kept.digest?.byteCount ?? job.kept.file?.size ?? 0
            let deed = Deed.uploaded(bytes: bytes, digest: isVerified ? job.kept.digest?.text : nil)
            await note(job, deed, "Upload", requestID: self[id]?.requestID)
        case .url:
            await note(job, .imported(method: "web-download"), "Import", requestID: self[id]?.requestID)
        case .none: return await drop(id)
        }
        if let image { await job.cloud?.take(.image(image)) }
        await forgetInJournal(id)
        change(id) { job in
            job.shown.state = .done(isVerified: isVerified)
            job.shown.rate = nil
            job.shown.timeLeft = nil
            job.shown.remedies = [.forget]
        }
    }

    // MARK: Failure

    /// Answers whether it goes on all the same: what was to be stopped had arrived.
    func stopped(_ id: Transfer.ID, _ problem: Problem) async -> Bool {
        guard !isEnding, let job = self[id] else { return false }
        let stop = job.stop
        let isMade = job.kept.stage != .creating
        if !isMade, !problem.isUncertain, job.report != nil || stop != nil {
            job.report?(.refused(problem))
            await drop(id)
            return false
        }
        let there = stop == nil ? await find(job.kept, in: job.cloud) : await findAtRest(job)
        var problem = problem
        if case .image(let image) = there {
            await job.cloud?.take(.image(image))
            // The service closes the connection without a word that is sure to arrive.
            if problem.isWithoutAnswer, image.status == .active, job.hasNotBrought(image) {
                problem = .filledMeanwhile(job.kept.image)
            }
            if stop != nil, image.status == .active { return true }
        }
        if isMade, stop == nil { await note(job, failure: problem) }
        let isPaused = stop == .paused
        await keep(id) { ($0.problem, $0.isPaused) = (isPaused ? nil : problem, isPaused) }
        change(id) { job in
            job.shown.state = stop ?? .failed
            job.shown.problem = stop == nil ? problem : nil
            if isPaused { job.shown.bytes = 0 }
            job.shown.rate = nil
            job.shown.timeLeft = nil
            job.shown.remedies = job.remedies(after: problem, there)
        }
        if isMade { tellEnd(of: id) } else { job.report?(.refused(problem.keptInTransfers)) }
        return false
    }

    /// The image of a transfer that the user has stopped, once the service has noticed that nothing more comes, or that
    /// it has everything; after some time as it is then.
    private func findAtRest(_ job: Job) async -> Found {
        let (timing, pace) = (timing, pace)
        // The task that was stopped waits for nothing any more.
        return await Task {
            var pause = pace.firstHold
            var waited = Duration.zero
            while true {
                let found = await find(job.kept, in: job.cloud)
                guard case .image(let image) = found, image.status == .saving, waited < pace.unwinding, !isEnding else {
                    return found
                }
                do { try await timing.sleep(pause) } catch { return found }
                waited += pause
                pause = pace.grown(pause, upTo: .seconds(1))
            }
        }.value
    }

    /// What the service shows of an image.
    enum Found: Sendable {
        case image(Image)
        case nothing
        /// It could not be asked.
        case unknown
    }

    /// Asks to the end, also if the transfer has just been aborted.
    func find(_ kept: KeptTransfer, in cloud: OpenCloud?) async -> Found {
        guard let cloud, let id = kept.image.id else { return .unknown }
        do throws(Problem) {
            return try await toItsEnd(grace: pace.grace, timing) { () throws(Problem) in
                .image(try await cloud.access.image(id))
            }
        } catch {
            return error.kind == .notFound ? .nothing : .unknown
        }
    }

    // MARK: The activity log

    private func note(_ job: Job, failure: Problem) async {
        switch job.kept.image.source {
        case .file: await note(job, .uploaded(bytes: job.shown.bytes, digest: nil), "Upload", failure: failure)
        case .url: await note(job, .imported(method: "web-download"), "Import", failure: failure)
        case .none: break
        }
    }

    func note(
        _ job: Job, _ deed: Deed, _ name: String, requestID: String? = nil, commands: [String] = [],
        failure: Problem? = nil
    ) async {
        let outcome: Activity.Outcome = failure.map { $0.isUncertain ? .unknown : .failed } ?? .done
        var activity = Activity(
            at: timing.now(), workplace: job.kept.workplace, user: job.user, plan: job.kept.plan, name: name,
            image: job.shown.image, title: job.shown.title, deed: deed, outcome: outcome)
        activity.requestID = requestID ?? failure?.requestID
        activity.commands = commands
        activity.reason = failure?.reason
        let noted = activity
        _ = await keeper.note { (journal) throws(Problem) in try await journal.add(noted) }
    }
}

extension TransferDesk.Job {
    /// Whether it can be stopped for now: the record is made, and the service does nothing by itself yet.
    var isPausable: Bool {
        guard shown.remedies.contains(.abort), kept.stage != .creating, kept.image.source != .none else { return false }
        switch shown.state {
        case .waiting, .held, .sending: return true
        case .processing, .done, .failed, .aborted, .paused, .interrupted: return false
        }
    }

    /// Whether the data of an image is not the file that is on its way: not all of that was sent, or it differs.
    func hasNotBrought(_ image: Image) -> Bool {
        kept.stage == .sending && (kept.digest.map { $0.agrees(with: image) == false } ?? true)
    }

    /// What helps after a failure, as far as the service shows.
    func remedies(after problem: Problem?, _ found: TransferDesk.Found) -> Set<Transfer.Remedy> {
        var remedies: Set<Transfer.Remedy> = [.retry, .forget, .delete]
        if kept.hasLostSecrets { remedies.remove(.retry) }
        switch found {
        case .unknown: return remedies
        case .image(let image) where !image.status.isGone:
            if image.hasData || image.isSpoiled || problem?.spoilsRecord == true { remedies.remove(.retry) }
            return remedies
        case .image, .nothing: return kept.stage == .creating ? [.retry, .forget] : [.forget]
        }
    }
}

extension Problem {
    /// Whether it was not the service that told what is wrong.
    var isWithoutAnswer: Bool { isUncertain || kind == .unreachable || kind == .timeout }

    fileprivate var keptInTransfers: Problem {
        var problem = self
        problem.advice = "It is not known whether the record was made. Transfers keeps it: retry there."
        return problem
    }
}
