internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A small HTTP server on loopback that answers as a test tells it to, faults included.
///
/// Routes are method and path without query. Several replies for one route are given in order; the last one stays.
/// What has no route is answered with 404.
package final class ScriptedServer: Sendable {
    package typealias Handler = @Sendable (ScriptedRequest) -> ScriptedReply

    private static let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    package let port: Int
    private let isSecure: Bool
    private let channel: any Channel
    private let script: Script

    private init(channel: any Channel, port: Int, isSecure: Bool, script: Script) {
        self.channel = channel
        self.port = port
        self.isSecure = isSecure
        self.script = script
    }

    /// Starts a server on a free port. With a certificate it speaks TLS.
    package static func start(certificate: TestCertificate? = nil) async throws -> ScriptedServer {
        let script = Script()
        let tls = try certificate.map { try NIOSSLContext(configuration: $0.serverConfiguration()) }
        let channel = try await ServerBootstrap(group: threads)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return ScriptedServer(
            channel: channel, port: channel.localAddress?.port ?? 0, isSecure: tls != nil, script: script)
    }

    /// `http://127.0.0.1:port`, without a slash at the end.
    package var url: String { url(host: "127.0.0.1") }

    /// The same under another name for this machine.
    package func url(host: String) -> String { "\(isSecure ? "https" : "http")://\(host):\(port)" }

    /// Answers a route with these replies.
    package func on(_ method: String = "GET", _ path: String, _ replies: ScriptedReply...) {
        script.set(method, path, replies)
    }

    /// Answers a route with whatever `handler` says.
    package func on(_ method: String = "GET", _ path: String, handler: @escaping Handler) {
        script.set(method, path, handler)
    }

    /// Every request so far, in the order in which they ended.
    package var requests: [ScriptedRequest] { script.requests }

    /// The requests to one path.
    package func requests(to path: String) -> [ScriptedRequest] { requests.filter { $0.path == path } }

    /// How many connections were ever opened.
    package var connections: Int { script.connections }

    package func stop() async { try? await channel.close() }
}

/// The routes of a server, and what it has seen.
final class Script: Sendable {
    private struct State {
        var replies: [String: [ScriptedReply]] = [:]
        var handlers: [String: ScriptedServer.Handler] = [:]
        var requests: [ScriptedRequest] = []
        var connections = 0
    }

    private let state = Mutex(State())

    var requests: [ScriptedRequest] { state.withLock(\.requests) }
    var connections: Int { state.withLock(\.connections) }

    func set(_ method: String, _ path: String, _ replies: [ScriptedReply]) {
        state.withLock {
            $0.replies["\(method) \(path)"] = replies
            $0.handlers["\(method) \(path)"] = nil
        }
    }

    func set(_ method: String, _ path: String, _ handler: @escaping ScriptedServer.Handler) {
        state.withLock { $0.handlers["\(method) \(path)"] = handler }
    }

    func connected() { state.withLock { $0.connections += 1 } }

    /// The reply to a request of which only the head was read, if there is to be one.
    func hastyReply(to request: ScriptedRequest) -> ScriptedReply? {
        let next = state.withLock { $0.replies["\(request.method) \(request.path)"]?.first }
        return next?.fault?.isHasty == true ? reply(to: request) : nil
    }

    /// The reply to a request, which is remembered.
    func reply(to request: ScriptedRequest) -> ScriptedReply {
        let route = "\(request.method) \(request.path)"
        let handler = state.withLock { state -> ScriptedServer.Handler? in
            state.requests.append(request)
            return state.handlers[route]
        }
        if let handler { return handler(request) }
        return state.withLock { state in
            guard let replies = state.replies[route], let first = replies.first else {
                return .json(404, #"{"message": "no route", "code": "404 Not Found", "title": "Not Found"}"#)
            }
            if replies.count > 1 { state.replies[route]?.removeFirst() }
            return first
        }
    }
}
