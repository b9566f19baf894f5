internal import Catalog
internal import OpenStack
internal import Replica

/// How long an export waits for a service that does not answer as it should: as long as data comes in between, for ever.
struct ExportPatience {
    /// Attempts in a row that brought nothing because the service answered that it cannot.
    static let refused = 5

    private var attempts = 0
    private var last = Duration.zero

    /// The pause before the next attempt; nil to give up.
    mutating func pause(after problem: Problem, hasProgressed: Bool, _ pace: ChangePace) -> Duration? {
        if hasProgressed { attempts = 0 }
        attempts += 1
        let limit: Int
        var asked = Duration.zero
        switch problem.kind {
        case .unreachable, .timeout: limit = pace.silence
        case .malformed where problem.httpStatus == nil: limit = pace.silence
        case .serverFault: limit = Self.refused
        case .busy(let seconds):
            limit = Self.refused
            asked = .seconds(seconds ?? 0)
        default: return nil
        }
        guard attempts <= limit else { return nil }
        last = attempts == 1 ? pace.firstHold : pace.grown(last, upTo: pace.longestAbsence)
        return max(last, asked)
    }
}

extension Image {
    /// Why its data cannot be fetched; nil if it can.
    func obstacle(_ attempt: String) -> Problem? {
        switch status {
        case .active, .deactivated: nil
        default:
            Problem(
                status.isGone ? .notFound : .refused, attempt: attempt,
                reason: status.isGone ? "the image has been deleted" : "it has no data; it is \(status.label)")
        }
    }
}

extension IncomingFile {
    /// Whether what came is the image's data; nil where there is nothing to compare with (R37).
    func agrees(with image: Image) -> Bool? {
        if let size = image.size, size != count { return false }
        guard let digest else { return nil }
        if digest.algorithm == .md5, image.hashAlgorithm != "md5" { return image.checksum.map { $0 == digest.hex } }
        return digest.agrees(with: image)
    }
}

extension Problem {
    static func imageGone(_ attempt: String) -> Problem {
        Problem(.notFound, attempt: attempt, reason: "the image has been deleted, or is not visible any more")
    }

    /// What came is not what the image is said to be.
    static func corrupt(_ file: IncomingFile, _ image: Image, at path: String, _ attempt: String) -> Problem {
        let came = file.digest.map { "\($0.algorithm.rawValue) \($0.hex)" } ?? "no hash"
        let expected =
            file.algorithm == .md5 && image.hashAlgorithm != "md5"
            ? image.checksum.map { "md5 \($0)" } : image.hashDigest.map { "\(image.hashAlgorithm ?? "") \($0)" }
        return Problem(
            .malformed, attempt: attempt,
            reason: "what came is not the image's data: \(file.count) bytes with \(came) came, "
                + "\(image.size.map(String.init) ?? "?") bytes with \(expected ?? "no hash") are the image's",
            advice: "Do not use \(path), where it was put. Retry, or tell the site's operators.")
    }
}
