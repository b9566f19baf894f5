internal import AsyncHTTPClient
package import Catalog
package import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Sends requests to one cloud: connections are kept and shared, failed attempts repeated where that does no harm,
/// redirects followed where that gives nothing away, and every attempt reported.
package final class Transport: Sendable {
    /// Redirects that are followed for one request. No service needs more than one or two.
    static let redirectLimit = 10
    /// Bytes of an answer that are read at most; a page of a thousand images has about a million.
    static let bodyLimit = 64 << 20

    let cloud: Cloud
    let timing: Timing
    private let connections: Connections
    private let uploadStall: Duration
    private let retry: RetryPolicy
    private let record: @Sendable (RequestRecord) -> Void
    private let logger: Logger
    private let userAgent: String
    private let isOffline: Bool
    /// What requests have carried that nobody may see.
    private let secrets = Mutex(Secrets())

    /// - Parameters:
    ///   - cloud: Tells TLS settings, timeouts and retries.
    ///   - proxies: The way out.
    ///   - version: The program's own, for `User-Agent`.
    ///   - isOffline: Refuses every request before anything is connected to.
    ///   - record: Called with every attempt when it has ended, from any thread.
    /// - Throws: `Problem` of the kind `configuration` if a certificate file cannot be used.
    package init(
        cloud: Cloud, proxies: Proxies, version: String, retry: RetryPolicy = RetryPolicy(),
        limits: TimeLimits = TimeLimits(), timing: Timing = .system, isOffline: Bool = false,
        logger: Logger = Logger(label: "vitrine.http") { _ in SwiftLogNoOpLogHandler() },
        record: @escaping @Sendable (RequestRecord) -> Void = { _ in }
    ) throws(Problem) {
        self.cloud = cloud
        self.timing = timing
        self.retry = retry
        self.record = record
        self.logger = logger
        self.isOffline = isOffline
        userAgent = "vitrine/\(version)"
        uploadStall = limits.uploadStall
        connections = try Connections(cloud: cloud, proxies: proxies, limits: limits.adjusted(by: cloud))
    }

    /// Closes all connections. Requests under way end with a `Problem` of the kind `cancelled`.
    package func close() async { await connections.close() }

    /// Sends a request and reads the whole answer.
    func send(_ call: Call) async throws(Problem) -> Answer {
        guard !isOffline else {
            throw Problem(
                .unreachable, attempt: call.attempt, reason: "the program was started with --offline",
                advice: "Start it without that to connect.")
        }
        let policy = retry.adjusted(by: cloud.settings(call.service))
        var course = RetryPolicy.Course()
        while true {
            do throws(Problem) {
                return try await followingRedirects(call)
            } catch {
                course.failures += 1
                guard call.isRepeatable, !Task.isCancelled,
                    let pause = policy.pause(after: error, course, jitter: timing.jitter())
                else { throw error }
                course.waited += pause
                logger.debug("\(error.sentence) Trying again in \(pause).")
                do { try await timing.sleep(pause) } catch { throw call.cancelled }
            }
        }
    }

    private func followingRedirects(_ call: Call) async throws(Problem) -> Answer {
        var call = call
        var seen: Set<Address> = [call.address]
        while true {
            let answer = try await attempt(call)
            guard Self.isRedirect(answer), !call.alsoAccepts.contains(answer.status) else { return answer }
            let target = answer.headers.first(name: "location").flatMap(call.address.resolving)
            guard let target else { throw answer.malformed("a redirect that leads nowhere") }
            guard !call.isConfidential || Self.isSameHost(call.address, target) else {
                throw Problem(
                    .malformed, attempt: call.attempt,
                    reason: "\(call.address.origin) redirects to \(target.origin), where the token must not go",
                    advice: "If that is right, give this address in the configuration.", httpStatus: answer.status,
                    requestID: answer.requestID)
            }
            guard seen.insert(target).inserted, seen.count <= Self.redirectLimit + 1 else {
                throw answer.malformed("redirects without end")
            }
            call.address = target
        }
    }

    /// Whether what is meant for one address may be sent to the other: the same host, and not without TLS if it was
    /// with it.
    private static func isSameHost(_ a: Address, _ b: Address) -> Bool {
        a.host == b.host && !(a.scheme == .https && b.scheme == .http)
    }

    /// One attempt, reported whatever becomes of it. Answers are 2xx or redirects.
    private func attempt(_ call: Call) async throws(Problem) -> Answer {
        let clock = ContinuousClock()
        let start = clock.now
        let startedAt = timing.now()
        let secrets = secrets.withLock { secrets in
            for secret in call.secrets { secrets.add(secret) }
            return secrets
        }
        let ownID = RequestID.random()
        var status: Int?
        var requestID: String?
        var failure: Problem?
        defer {
            let milliseconds = Int((clock.now - start) / .milliseconds(1))
            let entry = RequestRecord(
                at: startedAt, service: call.service.rawValue, method: call.method.rawValue,
                path: secrets.striking(call.address.target), milliseconds: milliseconds, httpStatus: status,
                requestID: requestID.map(secrets.striking), failure: failure?.reason)
            log(entry)
            record(entry)
        }
        do throws(Problem) {
            let response = try await execute(call, ownID)
            status = Int(response.status.code)
            requestID = Answer.requestID(response.headers)
            let body = try await take(response, of: call)
            var answer = Answer(
                status: Int(response.status.code), headers: response.headers, body: body, call: call)
            answer.secrets = secrets
            answer.sentID = ownID
            if call.alsoAccepts.contains(answer.status) { return answer }
            guard (200..<300).contains(answer.status) || Self.isRedirect(answer) else {
                throw answer.refusal(now: timing.now())
            }
            return answer
        } catch {
            var problem = secrets.striking(error)
            // With a service that does not tell its own, this is what its log can be searched for.
            if status != nil, problem.requestID == nil { problem.requestID = requestID.map(secrets.striking) ?? ownID }
            failure = problem
            throw problem
        }
    }

    private func log(_ entry: RequestRecord) {
        let outcome = [
            entry.httpStatus.map(String.init), "\(entry.milliseconds) ms", entry.requestID, entry.failure,
        ]
        logger.debug(
            "\(entry.method) \(entry.path) (\(entry.service)): \(outcome.compactMap(\.self).joined(separator: ", "))")
    }

    private static func isRedirect(_ answer: Answer) -> Bool { [301, 302, 303, 307, 308].contains(answer.status) }

    private func execute(_ call: Call, _ ownID: String) async throws(Problem) -> HTTPClientResponse {
        let proxy = connections.proxy(for: call.address)
        let forwarding = proxy?.forwards(call.address) == true ? proxy : nil
        var request = HTTPClientRequest(url: forwarding?.station(for: call.address) ?? call.address.text)
        request.method = call.method
        request.headers = call.headers
        for (name, value) in [
            ("Accept", "application/json"), ("Accept-Encoding", "gzip"), ("User-Agent", userAgent),
            ("X-Openstack-Request-ID", ownID),
        ] where !call.headers.contains(name: name) {
            request.headers.add(name: name, value: value)
        }
        call.data?.addHeaders(to: &request.headers)
        forwarding?.addHeaders(to: &request.headers, for: call.address)
        switch call.authorization {
        case .none: break
        case .token(let token): request.headers.add(name: "X-Auth-Token", value: token.revealed)
        case .basic(let user, let password): request.setBasicAuth(username: user, password: password.revealed)
        }
        if let body = call.body { request.body = .bytes(ByteBuffer(bytes: body)) }
        do {
            guard let file = call.file else {
                let client = try connections.client(for: call.address)
                return try await client.execute(request, timeout: connections.firstByteLimit)
            }
            let client = try connections.client(for: call.address, isForFiles: true)
            request.body = .stream(file, length: .known(file.file.size))
            return try await file.watched(for: uploadStall) { [request] in
                try await client.execute(request, deadline: .distantFuture)
            }
        } catch let problem as Problem {
            throw Problem(reading: problem, call: call)
        } catch {
            let problem = Problem(connection: error, call: call, proxy: proxy, isAnswering: false)
            guard problem.reason.hasPrefix(Problem.untrusted) else { throw problem }
            throw problem.explained(by: await connections.certificateDates(at: call.address), now: Timing.system.now())
        }
    }

    /// The body of an answer; empty if it went where the call wants it.
    private func take(_ response: HTTPClientResponse, of call: Call) async throws(Problem) -> [UInt8] {
        guard let data = call.data, (200..<300).contains(response.status.code) else {
            return try await read(response, of: call)
        }
        try await data.take(response, of: call)
        return []
    }

    private func read(_ response: HTTPClientResponse, of call: Call) async throws(Problem) -> [UInt8] {
        var body: [UInt8] = []
        if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }) {
            body.reserveCapacity(min(length, Self.bodyLimit))
        }
        do {
            for try await chunk in response.body {
                body.append(contentsOf: chunk.readableBytesView)
                if body.count > Self.bodyLimit { break }
            }
        } catch {
            throw Problem(connection: error, call: call, proxy: nil, isAnswering: true)
        }
        guard body.count <= Self.bodyLimit else {
            let answer = Answer(status: Int(response.status.code), headers: response.headers, body: [], call: call)
            throw answer.malformed(Problem.tooLarge)
        }
        return body
    }
}

extension Call {
    /// What is told when the task was cancelled.
    var cancelled: Problem { Problem(.cancelled, attempt: attempt, reason: "given up") }
}

/// The identifier that this program gives a request, so that both sides' logs can be matched.
enum RequestID {
    /// `req-` and a random UUID (version 4).
    static func random() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var text = "req-"
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }
}
