/// A request as a scripted server received it.
package struct ScriptedRequest: Sendable {
    package var method: String
    /// Without the query.
    package var path: String
    package var query: String?
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// The value of a header, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a scripted server does with a request.
package struct ScriptedReply: Sendable {
    /// How the reply goes wrong.
    package enum Fault: Hashable, Sendable {
        /// The connection is closed after so many bytes of the body.
        case cut(afterBytes: Int)
        /// Nothing more comes after so many bytes of the body, and the connection stays open.
        case stall(afterBytes: Int)
        /// No answer ever comes.
        case silence
        /// The connection is closed instead of an answer.
        case hangUp
        /// The connection is reset instead of an answer.
        case reset
        /// The body is sent as it is, without status line and headers.
        case raw
        /// The reply comes and the connection is closed before anything of the request's body is read.
        case early
        /// Nothing of the request's body is read, and no answer ever comes.
        case deaf

        /// Whether it shows before the request is complete.
        var isHasty: Bool { self == .early || self == .deaf }
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Before the reply begins.
    package var delay: Duration = .zero
    package var fault: Fault?

    package init(_ status: Int, headers: [(String, String)] = [], body: [UInt8] = [], fault: Fault? = nil) {
        self.status = status
        self.headers = headers.map { (name: $0.0, value: $0.1) }
        self.body = body
        self.fault = fault
    }

    /// JSON text.
    package static func json(_ status: Int, _ text: String, headers: [(String, String)] = []) -> ScriptedReply {
        ScriptedReply(status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
    }

    /// JSON text with the status 200.
    package static func json(_ text: String) -> ScriptedReply { .json(200, text) }

    /// A web page.
    package static func html(_ status: Int, _ text: String) -> ScriptedReply {
        ScriptedReply(status, headers: [("Content-Type", "text/html; charset=UTF-8")], body: Array(text.utf8))
    }

    /// A fault without an answer.
    package static func failing(_ fault: Fault) -> ScriptedReply { ScriptedReply(200, fault: fault) }

    package func delayed(by delay: Duration) -> ScriptedReply {
        var reply = self
        reply.delay = delay
        return reply
    }

    package func with(_ fault: Fault) -> ScriptedReply {
        var reply = self
        reply.fault = fault
        return reply
    }

    package func with(header name: String, _ value: String) -> ScriptedReply {
        var reply = self
        reply.headers.append((name: name, value: value))
        return reply
    }
}
