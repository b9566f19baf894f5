internal import Catalog
internal import OpenStack
internal import Replica

/// Deactivating an image for its export, and reactivating it: sent, and seen to last, as the service loses updates.
struct ExportHold: Sendable {
    let access: any CloudAccess
    let image: ImageID
    /// Nobody else changes the image's attributes meanwhile.
    let turns: ImageTurns
    let timing: Timing
    let pace: ChangePace

    /// A change that does not last is sent so many times.
    private static let sendings = 2
    /// Attempts to ask something that fails for the moment.
    private static let attempts = 4

    /// What became of an image that was to be reactivated.
    enum Release: Sendable {
        case reactivated(Image, requestID: String?)
        /// It is so already, without a request.
        case active(Image)
        /// Somebody has deprecated it meanwhile, and a deprecated image stays deactivated.
        case deprecated(Image)
        case gone
    }

    /// Closes the image's data to all but administrators. Answers the image then.
    func deactivate() async throws(Problem) -> (image: Image, requestID: String?) {
        try await inTurn("it is being deactivated for an export") { () throws(Problem) in
            var requestID: String?
            for _ in 0..<Self.sendings {
                requestID = try await access.send(.deactivate, to: image) ?? requestID
                try? await timing.sleep(pace.settling)
                let now = try await access.image(image)
                if now.status == .deactivated { return (now, requestID) }
            }
            throw lost("deactivate")
        }
    }

    /// Opens it again, unless it is.
    func reactivate(_ hold: KeptExport.Hold) async throws(Problem) -> Release {
        try await inTurn("it is being reactivated after an export") { () throws(Problem) in
            var (sendings, requestID) = (0, nil as String?)
            while true {
                let now: Image
                do throws(Problem) {
                    now = try await persistently { () throws(Problem) in try await access.image(image) }
                } catch {
                    guard error.kind == .notFound else { throw error }
                    return .gone
                }
                guard now.status == .deactivated else {
                    return sendings > 0 ? .reactivated(now, requestID: requestID) : .active(now)
                }
                if now.isDeprecated, !hold.wasDeprecated { return .deprecated(now) }
                guard sendings < Self.sendings else { throw lost("reactivate") }
                sendings += 1
                let sent = try await persistently { () throws(Problem) in try await access.send(.reactivate, to: image)
                }
                requestID = sent ?? requestID
                try? await timing.sleep(pace.settling)
            }
        }
    }

    private func inTurn<Value>(
        _ reason: String, _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        guard await turns.take(image, for: reason, waiting: { _ in }) else { throw .cancelled }
        defer { turns.giveBack(image) }
        return try await body()
    }

    /// Asks again where the connection or the service fails for the moment: sending this twice does no harm.
    private func persistently<Value>(_ ask: () async throws(Problem) -> Value) async throws(Problem) -> Value {
        var pause = pace.firstHold
        for _ in 1..<Self.attempts {
            do throws(Problem) {
                return try await ask()
            } catch {
                guard error.isPassing else { throw error }
                do { try await timing.sleep(pause) } catch { throw .cancelled }
                pause = pace.grown(pause)
            }
        }
        return try await ask()
    }

    private func lost(_ what: String) -> Problem {
        Problem(
            .conflict, attempt: "Could not \(what) the image \(image)",
            reason: "the service said yes, and somebody else's change undid it")
    }
}
