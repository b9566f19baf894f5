internal import Catalog
internal import NIOHTTP1

/// One request to a service, as the program means it: retries, redirects and the token are not its concern.
struct Call: Sendable {
    var service: Service
    /// What is attempted, as the beginning of a sentence: "Could not list images".
    var attempt: String
    var method: HTTPMethod = .GET
    var address: Address
    var headers = HTTPHeaders()
    /// JSON, if anything.
    var body: [UInt8]?
    /// A file in place of the body.
    var file: OutgoingFile?
    /// Where the data goes that the answer is, unless it is a refusal.
    var data: IncomingData?
    /// Whether sending it twice does no harm, so that a failed attempt may be repeated.
    var isRepeatable: Bool
    /// What shows who is asking. Kept apart from the headers, so that it follows no redirect to another host.
    var authorization: Authorization = .none
    /// Statuses beside 2xx that are answers to this request and no failures.
    var alsoAccepts: Set<Int> = []

    enum Authorization: Hashable, Sendable {
        case none
        case token(Secret)
        case basic(user: String, password: Secret)
    }

    init(_ service: Service, _ attempt: String, at address: Address) {
        self.service = service
        self.attempt = attempt
        self.address = address
        isRepeatable = true
    }

    /// Changes something, by JSON if there is any. Not repeatable unless said otherwise.
    init(_ service: Service, _ attempt: String, _ method: HTTPMethod, _ json: JSONValue? = nil, at address: Address) {
        self.init(service, attempt, at: address)
        self.method = method
        isRepeatable = false
        guard let json else { return }
        body = Array(json.pretty.utf8)
        headers.add(name: "Content-Type", value: "application/json")
    }

    mutating func setHeader(_ name: String, _ value: String) { headers.replaceOrAdd(name: name, value: value) }

    /// What it carries that nobody may see, besides what stands in `authorization`.
    var bodySecrets: [Secret] = []

    /// Everything it carries that nobody may see.
    var secrets: [Secret] {
        switch authorization {
        case .none: bodySecrets
        case .token(let token): bodySecrets + [token]
        case .basic(let user, let password):
            bodySecrets + [password, Secret(HTTPHeaders.basicProof(user: user, password: password.revealed))]
        }
    }

    /// Whether the request holds something that must not reach another host.
    var isConfidential: Bool { authorization != .none || body != nil || file != nil }
}

/// What came back: a 2xx or what the call accepts beside it; everything else is a `Problem`.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
    /// What was asked, for messages about the answer.
    var call: Call
    /// What must not be repeated of it.
    var secrets = Secrets()
    /// What the request was called by this program.
    var sentID: String?

    var requestID: String? { Self.requestID(headers) }

    static func requestID(_ headers: HTTPHeaders) -> String? {
        headers.first(name: "x-openstack-request-id") ?? headers.first(name: "x-compute-request-id")
    }

    func header(_ name: String) -> String? { headers.first(name: name) }

    /// What an answer that is a failure means.
    func refusal(now: Instant) -> Problem {
        told(Problem(status: status, headers: headers, body: body, call: call, secrets: secrets, now: now))
    }

    /// An answer that is not what the API promises.
    func malformed(_ reason: String) -> Problem {
        var problem = Problem(
            .malformed, attempt: call.attempt, reason: reason,
            advice: "Something else may be answering at \(call.address.origin): check the address, or the proxy.",
            httpStatus: status, requestID: requestID)
        problem.isUncertain = (200..<300).contains(status) && !call.isRepeatable
        return told(problem)
    }

    /// The failure without secrets, and with an ID by which a service's log can be searched that tells none of its own.
    private func told(_ problem: Problem) -> Problem {
        var problem = secrets.striking(problem)
        problem.requestID = problem.requestID ?? sentID
        return problem
    }
}
