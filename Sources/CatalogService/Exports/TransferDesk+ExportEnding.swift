internal import Catalog
internal import Glibc
internal import OpenStack
internal import Replica

/// How an export ends, well or not.
extension TransferDesk {
    func endExport(_ id: Transfer.ID, _ failure: Problem?, isVerified: Bool) async {
        // What the program's end cut off goes on at the next start; the journal has it as it is.
        guard let job = exports[id], !(isEnding && failure != nil && job.shown.isUnderWay) else {
            return changeExport(id) { $0.work = nil }
        }
        guard let failure else {
            if job.kept.hold == nil { await forgetInJournal(id) }
            return changeExport(id) { job in
                job.shown.state = .done(isVerified: isVerified)
                job.shown.bytes = job.kept.mark?.size ?? job.shown.bytes
                job.shown.remedies = [.forget]
                job.settle()
            }
        }
        let state = job.shown.state
        switch state {
        case .aborted:
            IncomingFile.discardPart(of: job.kept.export)
            await keepExport(id) { kept in
                (kept.goesOn, kept.mark) = (false, nil)
            }
            // Nothing is left of it that a later run could go on with.
            if job.kept.hold == nil { await forgetInJournal(id) }
        case .paused: await keepExport(id) { $0.goesOn = false }
        default:
            await note(
                job, .exported(bytes: job.shown.bytes, path: job.kept.export.path, digest: nil), failure: failure)
            await keepExport(id) { kept in
                (kept.goesOn, kept.problem) = (false, failure)
                // It has not got its name.
                if kept.stage == .verified { kept.stage = .fetching }
            }
        }
        changeExport(id) { job in
            switch state {
            case .paused: break
            case .aborted: job.shown.bytes = 0
            default:
                job.shown.state = .failed
                job.shown.problem = failure
            }
            job.shown.remedies = [.retry, .forget]
            job.settle()
        }
    }
}

extension TransferDesk.ExportJob {
    /// Nothing moves any more.
    fileprivate mutating func settle() {
        work = nil
        (shown.rate, shown.timeLeft) = (nil, nil)
        if kept.hold != nil { limitToHold() }
    }

    /// Whether its image is still deactivated although nothing goes on, for a reason that may pass.
    var awaitsReactivation: Bool { work == nil && kept.hold != nil && shown.holdProblem?.isPassing ?? false }

    /// The image has to be seen to before anything is forgotten.
    mutating func limitToHold() {
        shown.remedies.remove(.forget)
        shown.remedies.insert(.reactivate)
    }

    /// Bytes that are there of the file.
    var partSize: Int64 {
        var status = stat()
        return stat(kept.export.partPath, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Whether the file had got its name when the program was cut off: verified, and the part is gone.
    var wasNamed: Bool {
        kept.stage == .verified && access(kept.export.partPath, F_OK) != 0 && access(kept.export.path, F_OK) == 0
    }
}
