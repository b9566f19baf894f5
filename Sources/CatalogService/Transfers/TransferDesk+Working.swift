internal import Catalog
internal import OpenStack
internal import Replica

/// The work on one transfer, from wherever it stands to its end.
extension TransferDesk {
    /// Begins to work on a transfer, or goes on. A new one is created without a look whether it is there.
    func start(_ id: Transfer.ID, isNew: Bool = false) {
        change(id) { job in
            job.shown.state = .waiting
            job.shown.problem = nil
            job.shown.remedies = [.abort]
            job.stop = nil
            // The end of what is shown as under way; `abort` and `end` cancel it.
            job.work = Task { await self.work(on: id, isNew: isNew) }
        }
    }

    private func work(on id: Transfer.ID, isNew: Bool) async {
        var goesOn = false
        do throws(Problem) {
            await keep(id) { ($0.goesOn, $0.isPaused) = (false, false) }
            try await follow(id, isNew: isNew)
        } catch {
            goesOn = await stopped(id, error)
        }
        change(id) { $0.work = nil }
        if goesOn { start(id) }
        await closeLeft()
    }

    private func follow(_ id: Transfer.ID, isNew: Bool) async throws(Problem) {
        var image: Image?
        var pause = pace.firstHold
        var sendings = 0
        var hasSlot = false
        defer { if hasSlot { slots.giveBack() } }
        if !isNew { image = try await look(id) }
        while let job = self[id] {
            if Task.isCancelled { throw .cancelled }
            let course = TransferCourse(of: job.kept, image)
            switch course {
            case .create, .addMember, .giveUp: break
            default: tellEnd(of: id)
            }
            switch course {
            case .create:
                let created = try await create(job)
                job.report?(.created(created))
                image = created
                continue
            case .addMember(let project):
                if let problem = try await add(project, to: job) { job.report?(.memberFailed(project, problem)) }
                continue
            case .send:
                sendings += 1
                do throws(Problem) {
                    try await send(job)
                } catch {
                    guard error.isWithoutAnswer, sendings < pace.sendings else { throw error }
                    image = try await sendAnew(id, after: error, pause)
                    pause = pace.grown(pause)
                    continue
                }
            case .startImport(let request):
                if !hasSlot {
                    change(id) { $0.shown.state = .waiting }
                    guard await slots.take() else { throw .cancelled }
                    hasSlot = true
                }
                try await start(request, job)
            case .wait(let words):
                let isWorking = job.kept.stage == .processing
                change(id) { $0.shown.state = isWorking ? .processing : .held(until: words) }
                do { try await timing.sleep(pause) } catch { throw .cancelled }
                pause = pace.grown(pause)
            case .compare: return try await compare(job, image)
            case .end: return await end(job, image, isVerified: false)
            case .giveUp(let problem): throw problem
            }
            image = try await look(id)
        }
    }

    /// The dialog has nothing more to wait for.
    func tellEnd(of id: Transfer.ID) {
        self[id]?.report?(.ended)
        change(id) { $0.report = nil }
    }

    /// Waits until the service can be asked again after a connection broke off while data was sent, and answers the image
    /// as it is then. The service keeps nothing of what came, so that all of it has to be sent anew.
    private func sendAnew(
        _ id: Transfer.ID, after problem: Problem, _ pause: Duration
    ) async throws(Problem) -> Image? {
        change(id) { job in
            job.shown.state = .held(until: "Interrupted, and sent anew in a moment: \(problem.reason).")
            (job.shown.bytes, job.shown.rate, job.shown.timeLeft) = (0, nil, nil)
        }
        do { try await timing.sleep(pause) } catch { throw .cancelled }
        let image = try await look(id, waitsItOut: true)
        if let image, image.status == .active, let job = self[id], job.hasNotBrought(image) {
            throw .filledMeanwhile(job.kept.image)
        }
        return image
    }

    /// The image as it is now; nil if there is none. Once all of its data is there, trouble with the connection is
    /// waited out: nothing more is to be sent.
    private func look(_ id: Transfer.ID, waitsItOut: Bool = false) async throws(Problem) -> Image? {
        var pause = pace.firstHold
        while let job = self[id], let cloud = job.cloud, let image = job.kept.image.id {
            do throws(Problem) {
                return try await cloud.access.image(image)
            } catch {
                if error.kind == .notFound { return nil }
                let isPatient = waitsItOut || job.kept.stage == .processing || job.kept.digest != nil
                guard isPatient, error.isPassing else { throw error }
                change(id) { $0.shown.problem = error }
                do { try await timing.sleep(pause) } catch { throw .cancelled }
                pause = pace.grown(pause)
                change(id) { $0.shown.problem = nil }
            }
        }
        throw .cancelled
    }
}

extension Problem {
    /// Whether the service may answer again a moment later.
    var isPassing: Bool {
        switch kind {
        case .unreachable, .timeout, .busy, .serverFault, .malformed: true
        default: false
        }
    }
}
