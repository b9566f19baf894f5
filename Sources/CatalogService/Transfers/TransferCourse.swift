internal import Catalog
internal import Replica

/// What a transfer has to do next, from what the journal knows and what the service shows. So it goes on after any cut,
/// and does nothing twice.
enum TransferCourse: Hashable {
    /// The record has to be made.
    case create
    case addMember(ProjectID)
    /// The file has to be sent.
    case send
    /// The service has to be asked to take the data.
    case startImport(ImageImport)
    /// The service is at work, told in words.
    case wait(String)
    /// The data is there: compare it.
    case compare
    /// There was no data to send.
    case end
    /// Nothing leads on.
    case giveUp(Problem)

    /// `image` is nil if the service has none of that ID.
    init(of transfer: KeptTransfer, _ image: Image?) {
        guard let image, !image.status.isGone else {
            self = transfer.stage == .creating && image == nil ? .create : .giveUp(.deletedMeanwhile(transfer.image))
            return
        }
        switch image.status {
        case .active, .deactivated: self = transfer.image.source == .none ? .end : .compare
        case .uploading where !image.isHeldByTask && transfer.isStaged(image): self = Self.importing(transfer)
        case .queued: self = Self.queued(transfer, image)
        default: self = .wait(image.workUnderWay ?? "the service is at work on it")
        }
    }

    private static func queued(_ transfer: KeptTransfer, _ image: Image) -> TransferCourse {
        if let work = image.workUnderWay { return .wait(work) }
        if image.isSpoiled { return .giveUp(.spoiled(transfer.image)) }
        if transfer.stage == .processing { return .giveUp(.importFailed(transfer.image, image)) }
        if let project = transfer.image.members.first { return .addMember(project) }
        switch transfer.image.source {
        case .none: return .end
        // Everything was sent and answered well.
        case .file where transfer.digest != nil: return .giveUp(.vanished(transfer.image))
        case .file: return .send
        case .url: return importing(transfer)
        }
    }

    private static func importing(_ transfer: KeptTransfer) -> TransferCourse {
        transfer.image.dataImport.map(TransferCourse.startImport) ?? .end
    }
}

extension KeptTransfer {
    /// Whether all of the file is in the staging area. The service tells the size when it has everything.
    fileprivate func isStaged(_ image: Image) -> Bool {
        guard image.status == .uploading, self.image.transferKind == .stagedUpload else { return false }
        return stage == .staged || file.map { $0.size == image.size } ?? false
    }
}

extension Problem {
    fileprivate static func data(_ image: NewImage, _ kind: Kind, _ reason: String, _ advice: String) -> Problem {
        Problem(kind, attempt: "Could not bring the data of “\(image.name)” there", reason: reason, advice: advice)
    }

    static func deletedMeanwhile(_ image: NewImage) -> Problem {
        data(image, .notFound, "somebody has deleted the image meanwhile", "Create it anew if it is still wanted.")
    }

    static func filledMeanwhile(_ image: NewImage) -> Problem {
        data(
            image, .conflict, "somebody else has brought other data meanwhile, and that stays",
            "Look at the image before it is used, and delete it if it is wrong.")
    }

    /// What the service has is not the file, and nobody knows whether that was sent.
    static func otherData(_ image: NewImage) -> Problem {
        data(
            image, .conflict, "the service has other data than \(image.shownSource)",
            "Somebody else has brought it, or the file was changed since: look at the image before it is used.")
    }

    /// The format did not match, or something else went wrong after the data was stored.
    static func spoiled(_ image: NewImage) -> Problem {
        data(
            image, .refused, "an earlier upload left data behind that the service does not let go of",
            "Delete the record, and create the image anew.")
    }

    fileprivate static func vanished(_ image: NewImage) -> Problem {
        data(
            image, .malformed, "the service took the data and does not have it",
            "Retry, or tell the site's operators.")
    }

    /// The service does not tell why.
    fileprivate static func importFailed(_ new: NewImage, _ image: Image) -> Problem {
        let method = new.dataImport?.method.name ?? "import"
        let failed = image.properties["os_glance_failed_import"] ?? ""
        let store = failed.isEmpty ? "" : " into \(failed)"
        let source = new.shownSource
        return data(
            new, .refused, "the service gave up the \(method)\(store)\(source.isEmpty ? "" : " from \(source)")",
            "It does not tell the cause: the address may not answer, or the data be of another format.")
    }

    /// What the service stored is not what was sent.
    static func mismatch(_ new: NewImage, _ image: Image, sent: DataDigest) -> Problem {
        let theirs = image.hashDigest.map { "\(image.hashAlgorithm ?? "") \($0)" } ?? "nothing to compare"
        return data(
            new, .malformed,
            "the service stored something else than what was sent: \(sent.byteCount) bytes with \(sent.algorithm) "
                + "\(sent.hex) went out, \(image.size.map(String.init) ?? "?") bytes with \(theirs) are there",
            "Do not use the image \(image.id): delete it, and upload again.")
    }

    /// Whether the record can take no other data after it.
    var spoilsRecord: Bool { httpStatus == 415 }
}
