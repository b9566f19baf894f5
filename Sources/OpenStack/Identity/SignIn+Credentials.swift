internal import Catalog

/// How a ticket is come by.
extension SignIn {
    private var attempt: String { "Could not sign in to “\(cloud.name)”" }

    /// Whether a new token can be had when this one ends: not with a mere token to begin with.
    var canRenew: Bool {
        switch cloud.credentials {
        case .identity(_, let proofs, _): !proofs.allSatisfy { if case .token = $0 { true } else { false } }
        case .fixed(_, .basic(_, nil)): true
        case .fixed: false
        }
    }

    /// Whether signing in uses up a one-time code.
    var spendsPasscode: Bool {
        guard case .identity(_, let proofs, _) = cloud.credentials else { return false }
        return needsPasscode || proofs.contains { if case .passcode = $0 { true } else { false } }
    }

    /// What is told when a token that cannot be renewed is refused.
    func cannotRenew(_ problem: Problem) -> Problem {
        var problem = problem
        switch cloud.credentials {
        case .identity:
            problem.reason = "the token has expired or was revoked, and a token alone cannot be renewed"
            problem.advice = "Get a new one (`openstack token issue`) and put it into OS_TOKEN or clouds.yaml."
        case .fixed(_, .none): problem.advice = "The service wants a sign-in: `auth_type: none` will not do."
        case .fixed(_, .token): problem.advice = "The token of the configuration is not accepted."
        case .fixed(_, .basic): problem.advice = "The user or password of the configuration is not accepted."
        }
        return problem
    }

    /// With HTTP basic it is the service itself that finds the typed password wrong.
    func forgetTypedBasicPassword(_ problem: Problem) {
        guard case .fixed(_, .basic(_, nil)) = cloud.credentials else { return }
        typed[.password] = nil
        refusal = problem.reason
    }

    func freshTicket() async throws(Problem) -> Ticket {
        switch cloud.credentials {
        case .fixed(_, .none): return Ticket(authorization: .none)
        case .fixed(_, .token(let token)): return Ticket(authorization: .token(token))
        case .fixed(_, .basic(let user, let password)):
            let password = try await secret(.password, given: password)
            return Ticket(authorization: .basic(user: user, password: password))
        case .identity(let url, let proofs, let scope):
            let token = try await token(TokenRequest(url: url, proofs: proofs, scope: scope))
            return Ticket(authorization: .token(token.secret), token: token)
        }
    }

    // MARK: The identity service

    private func token(_ request: TokenRequest) async throws(Problem) -> Token {
        if let token = try? await borrowedToken(request) { return token }
        while true {
            reliesOnTyping = false
            var request = request
            request.proofs = try await completed(request.proofs)
            do throws(Problem) {
                let token = try await answered(request)
                refusal = nil
                return token
            } catch {
                // What was typed may have been mistyped; what is in the configuration is not asked for.
                guard error.kind == .unauthorized, reliesOnTyping else { throw error }
                typed = [:]
                refusal = error.reason
            }
        }
    }

    /// A token for another scope by means of the one that was lent.
    private func borrowedToken(_ request: TokenRequest) async throws(Problem) -> Token? {
        guard let borrowed else { return nil }
        self.borrowed = nil
        var request = request
        request.proofs = [.token(borrowed)]
        return try await answered(request)
    }

    /// Sends the request, and a second one where the service wants a further proof (multi-factor rules).
    private func answered(_ request: TokenRequest) async throws(Problem) -> Token {
        let answer = try await send(request)
        if answer.status != 401 { return try Token(answer, now: transport.timing.now()) }
        guard let receipt = answer.header("openstack-auth-receipt") else {
            throw refusal(of: request, answer)
        }
        var second = request
        second.receipt = Secret(receipt)
        second.proofs = try await missingProofs(answer, after: request.proofs)
        let secondAnswer = try await send(second)
        guard secondAnswer.status != 401 else { throw refusal(of: second, secondAnswer) }
        return try Token(secondAnswer, now: transport.timing.now())
    }

    private func send(_ request: TokenRequest) async throws(Problem) -> Answer {
        let call = try request.call(attempt: attempt)
        if request.proofs.contains(where: { if case .passcode = $0 { true } else { false } }) {
            typed[.passcode] = nil
        }
        do throws(Problem) {
            return try await transport.send(call)
        } catch {
            guard let status = error.httpStatus, [300, 404, 405].contains(status) else { throw error }
            // An expired token as a proof is answered with 404.
            if status == 404, case .token = request.proofs.first { throw cannotRenew(error) }
            throw Problem(
                .notFound, attempt: attempt, reason: "there is no identity service at \(request.url)",
                advice: "Check `auth_url`.", httpStatus: status, requestID: error.requestID)
        }
    }

    /// The proofs that the service still asks for.
    private func missingProofs(_ answer: Answer, after given: [Proof]) async throws(Problem) -> [Proof] {
        let rules = try answer.json()["required_auth_methods"]?.array?.compactMap(\.strings) ?? []
        let done = Set(given.map(\.method))
        let missing = rules.map { $0.filter { !done.contains($0) } }.filter { !$0.isEmpty }
        for methods in missing where methods == ["totp"] {
            guard let account = given.lazy.compactMap(\.account).first else { break }
            needsPasscode = true
            return [.passcode(account, try await secret(.passcode, given: nil))]
        }
        for methods in missing where methods == ["password"] {
            guard let account = given.lazy.compactMap(\.account).first else { break }
            return [.password(account, try await secret(.password, given: nil))]
        }
        let wanted = rules.map { $0.joined(separator: " and ") }.joined(separator: ", or ")
        throw Problem(
            .unauthorized, attempt: attempt, reason: "the identity service wants more proofs: \(wanted)",
            advice: "Use `auth_type: v3multifactor` with these as `auth_methods`.", httpStatus: 401,
            requestID: answer.requestID)
    }

    /// A refusal by the identity service, which tells little on purpose.
    private func refusal(of request: TokenRequest, _ answer: Answer) -> Problem {
        var problem = answer.refusal(now: transport.timing.now())
        let isGeneral = problem.reason.hasPrefix("The request you have made requires authentication")
        let place = cloud.place.map { " See \($0)." } ?? ""
        switch request.proofs.first {
        case .token: return cannotRenew(problem)
        case .applicationCredential:
            if isGeneral { problem.reason = "the application credential is wrong, expired or revoked" }
            problem.advice = "Make a new one, or correct the entry.\(place)"
        default:
            if isGeneral { problem.reason = "the user, the password or the project is not accepted" }
            problem.advice = "Check the entry, and that the user has a role in the project.\(place)"
        }
        return problem
    }

    // MARK: Asking

    /// The proofs with what is missing asked for.
    private func completed(_ proofs: [Proof]) async throws(Problem) -> [Proof] {
        var complete: [Proof] = []
        for proof in proofs {
            switch proof {
            case .password(let account, let given):
                complete.append(.password(account, try await secret(.password, given: given)))
            case .passcode(let account, let given):
                // A code from the configuration is good for one sign-in at most; later ones have to ask.
                let code = needsPasscode ? nil : given
                complete.append(.passcode(account, try await secret(.passcode, given: code)))
                needsPasscode = true
            case .token, .applicationCredential: complete.append(proof)
            }
        }
        return complete
    }

    /// A secret from the configuration, from memory, or from the person at the screen.
    private func secret(_ kind: CredentialRequest.Secret, given: Secret?) async throws(Problem) -> Secret {
        if let given { return given }
        reliesOnTyping = true
        if let known = typed[kind] { return known }
        var request = CredentialRequest(
            secret: kind, cloud: cloud.name, user: cloud.userName ?? "", problem: refusal)
        if cloud.authURL == nil { request.recipient = "image service" }
        do {
            let secret = try await ask(request)
            typed[kind] = secret
            return secret
        } catch let problem as Problem {
            throw problem
        } catch {
            let what = kind == .password ? "password" : "one-time code"
            throw Problem(
                .credentialMissing, attempt: attempt, reason: "the \(what) was not given",
                advice: "Sign in again to be asked once more.")
        }
    }
}

extension Proof {
    /// Whose proof it is.
    fileprivate var account: Account? {
        switch self {
        case .password(let account, _), .passcode(let account, _): account
        case .applicationCredential(let credential):
            if case .name(_, let account) = credential.identity { account } else { nil }
        case .token: nil
        }
    }
}
