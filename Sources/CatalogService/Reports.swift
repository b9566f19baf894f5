package import Catalog
internal import OpenStack
internal import Synchronization

/// Where requests and questions for secrets are reported, whichever cloud is open: for the `Transport` and the `SignIn`
/// that an access is made of.
package final class Reports: Sendable {
    private struct State {
        var outbox: Outbox?
        var question: CheckedContinuation<Secret?, Never>?
    }

    private let state = Mutex(State())

    /// A request was made and answered.
    package func record(_ record: RequestRecord) {
        RequestTrail.current?.note(record)
        state.withLock { $0.outbox }?.post(.requested([record]))
    }

    /// Tells the user something, on whichever cloud is open.
    func tell(_ problem: Problem) { state.withLock { $0.outbox }?.post(.notice(problem)) }

    /// Puts a question to the user, and waits for the answer.
    ///
    /// - Throws: `Problem` of the kind `credentialMissing` if the user gives up.
    package func ask(_ request: CredentialRequest) async throws -> Secret {
        let secret = await withCheckedContinuation { (continuation: CheckedContinuation<Secret?, Never>) in
            let (outbox, unanswered) = state.withLock { state in
                defer { state.question = state.outbox == nil ? nil : continuation }
                return (state.outbox, state.question)
            }
            // Only one question can stand on the screen.
            unanswered?.resume(returning: nil)
            if let outbox { outbox.post(.credentialNeeded(request)) } else { continuation.resume(returning: nil) }
        }
        if let secret { return secret }
        let wanted = request.secret == .password ? "password" : "one-time code"
        throw Problem(
            .credentialMissing, attempt: "Could not sign in to “\(request.cloud)”", reason: "no \(wanted) was given",
            advice: "Refresh to be asked again.")
    }

    /// Answers the question on the screen; nil if the user gives up.
    func supply(_ secret: Secret?) {
        let question = state.withLock { state in
            defer { state.question = nil }
            return state.question
        }
        question?.resume(returning: secret)
    }

    /// Reports go to `outbox` from now on; nil drops them.
    func direct(to outbox: Outbox?) {
        supply(nil)
        state.withLock { $0.outbox = outbox }
    }
}
