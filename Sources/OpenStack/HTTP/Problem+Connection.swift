internal import AsyncHTTPClient
internal import Catalog
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOPosix
internal import NIOSSL

/// Failures without an answer.
extension Problem {
    /// What went wrong with the connection. `isAnswering` is true once the head of the answer was there.
    /// `proxy` is the one on the way, as long as it may be to blame.
    init(connection error: any Error, call: Call, proxy: Proxies.Proxy?, isAnswering: Bool) {
        var origin = call.address.origin
        var meaning: ConnectionFault
        switch error {
        case let error as HTTPClientError: meaning = ConnectionFault(error, isAnswering: isAnswering)
        case let error as NIOConnectionError: meaning = ConnectionFault(error)
        case let error as NIOSSLError: meaning = ConnectionFault(error)
        case let error as NIOSSLExtraError: meaning = ConnectionFault(error, host: call.address.host)
        case let error as IOError: meaning = ConnectionFault(errno: error.errnoCode, isAnswering: isAnswering)
        case is HTTPParserError:
            meaning =
                isAnswering
                ? ConnectionFault.brokenOff
                : ConnectionFault(
                    .malformed, "what came back is no HTTP", "Is the port right, and should it be http or https?")
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            meaning = ConnectionFault(.malformed, "the compressed answer is damaged", "Try again.")
        case is CancellationError: meaning = ConnectionFault(.cancelled, "given up")
        case ChannelError.connectTimeout: meaning = ConnectionFault.connectTimeout
        case is ChannelError:
            meaning = isAnswering ? ConnectionFault.brokenOff : ConnectionFault(.unreachable, "the connection was lost")
        default: meaning = ConnectionFault(.unreachable, "the connection failed")
        }
        if let proxy, ConnectionFault.isBeforeProxy(error) {
            origin = "the proxy \(proxy.url)"
            meaning.advice = "Check \(proxy.variable), or name the host \(call.address.host) in NO_PROXY."
        } else if let proxy {
            meaning.advice = meaning.advice.replacing(ConnectionFault.variable, with: proxy.variable)
        }
        self.init(
            meaning.kind, attempt: call.attempt, reason: "\(meaning.words) (\(origin))", advice: meaning.advice)
        // Of a file that did not go out to its end no service makes use.
        isUncertain = meaning.mayHaveArrived && !call.isRepeatable && call.file.map { $0.digest != nil } ?? true
    }

    /// A file that could not be sent to its end. What arrived of it is an incomplete request, of which no service makes use.
    init(reading problem: Problem, call: Call) {
        self = problem
        attempt = call.attempt
        reason = problem.attempt.prefix(1).lowercased() + problem.attempt.dropFirst() + ": " + problem.reason
    }

    /// What is said of a certificate as long as no more is known.
    static let untrusted = "the server's certificate is not trusted"

    /// The same failure with what the certificate's own dates say about it.
    func explained(by dates: CertificateDates?, now: Instant) -> Problem {
        guard let trouble = dates?.trouble(at: now) else { return self }
        var problem = self
        problem.reason = reason.replacing(Self.untrusted, with: "the server's certificate \(trouble)")
        problem.advice =
            "If this machine's clock is right, the site's operators have to renew it. "
            + "Knowing the risk, set `insecure: true`."
        return problem
    }

    /// Whether the same request may well succeed a moment later.
    var isPassingConnectionTrouble: Bool { kind == .unreachable || self.kind == .malformed && httpStatus == nil }
}

/// The kinds of trouble a connection can have, in words.
private struct ConnectionFault {
    var kind: Problem.Kind
    var words: String
    var advice: String
    /// Whether the request, or the larger part of it, may have reached the service.
    var mayHaveArrived: Bool

    init(_ kind: Problem.Kind, _ words: String, _ advice: String = "", mayHaveArrived: Bool = true) {
        self.kind = kind
        self.words = words
        self.advice = advice
        self.mayHaveArrived = mayHaveArrived
    }

    /// Stands for the variable that names the proxy.
    static let variable = "HTTPS_PROXY"

    /// Whether there was no connection to the proxy, let alone to what lies behind it.
    static func isBeforeProxy(_ error: any Error) -> Bool {
        switch error {
        case is NIOConnectionError, ChannelError.connectTimeout: true
        case let error as HTTPClientError: error == .connectTimeout
        case let error as IOError:
            [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL].contains(error.errnoCode)
        default: false
        }
    }

    static let brokenOff = ConnectionFault(
        .unreachable, "the connection broke off in the middle of the answer", "Try again.")
    static let connectTimeout = ConnectionFault(
        .timeout, "no connection within the time allowed", "Is the machine up, and no firewall in between?",
        mayHaveArrived: false)

    init(_ error: HTTPClientError, isAnswering: Bool) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: self = .connectTimeout
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            self.init(
                .timeout, "the proxy did not answer in time",
                "Check \(Self.variable), or name the host in NO_PROXY.",
                mayHaveArrived: false)
        case .readTimeout where isAnswering, .deadlineExceeded where isAnswering:
            self.init(.timeout, "the answer stopped coming", "Try again; `api_timeout` sets the limit.")
        case .writeTimeout:
            self.init(.timeout, "the service stopped taking the data", "Try again; its storage may be stuck.")
        case .readTimeout, .deadlineExceeded:
            self.init(.timeout, "no answer within the time allowed", "Try again; `api_timeout` sets the limit.")
        case .cancelled, .requestStreamCancelled: self.init(.cancelled, "given up")
        case .proxyAuthenticationRequired:
            self.init(
                .unreachable, "the proxy asks for a password", "Put user and password into \(Self.variable).",
                mayHaveArrived: false)
        case .invalidProxyResponse:
            self.init(
                .unreachable, "the proxy did not open the way",
                "Check \(Self.variable), or name the host in NO_PROXY.", mayHaveArrived: false)
        case .alreadyShutdown: self.init(.cancelled, "the connection was closed by the program")
        case .remoteConnectionClosed, .uncleanShutdown:
            self =
                isAnswering
                ? .brokenOff
                : .init(
                    .unreachable, "the connection was closed without an answer",
                    "Try again. A site that wants a certificate of yours may do so too: see `cert` and `key`.")
        default:
            let words = error.shortDescription.prefix(1).lowercased() + error.shortDescription.dropFirst()
            self.init(.malformed, "the connection failed: \(words)")
        }
    }

    init(_ error: NIOConnectionError) {
        if let first = error.connectionErrors.first {
            if let refusal = first.error as? IOError {
                self.init(errno: refusal.errnoCode, isAnswering: false)
            } else {
                self = .connectTimeout
            }
        } else {
            self.init(
                .unreachable, "the name “\(error.host)” is not known",
                "Check the spelling, the network and the name server.")
        }
        mayHaveArrived = false
    }

    init(errno code: CInt, isAnswering: Bool) {
        switch code {
        case ECONNREFUSED:
            self.init(
                .unreachable, "the connection is refused", "Is the service running, and the port right?",
                mayHaveArrived: false)
        case ECONNRESET, EPIPE:
            self =
                isAnswering
                ? .brokenOff : .init(.unreachable, "the connection was reset before an answer came", "Try again.")
        case ETIMEDOUT:
            self = .connectTimeout
            // An open connection ends so too when what was sent is never acknowledged.
            mayHaveArrived = true
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL:
            self.init(
                .unreachable, "the network does not lead there", "Is the network, or a VPN, up?", mayHaveArrived: false)
        default: self.init(.unreachable, "the connection failed: \(String(cString: strerror(code)))")
        }
    }

    init(_ error: NIOSSLError) {
        defer { mayHaveArrived = false }
        let details = String(describing: error)
        if details.contains("CERTIFICATE_VERIFY_FAILED") || error == .unableToValidateCertificate {
            self.init(
                .certificate, Problem.untrusted,
                "Name its authority with `cacert`, or, knowing the risk, set `insecure: true`.")
        } else if details.contains("WRONG_VERSION_NUMBER") || details.contains("HTTP_REQUEST") {
            self.init(.certificate, "the other side does not speak TLS", "Should the address begin with http?")
        } else if details.contains("ALERT_CERTIFICATE_REQUIRED") || details.contains("BAD_CERTIFICATE") {
            self.init(
                .certificate, "the server asks for a certificate, or refuses the one shown",
                "Name your own with `cert` and `key`.")
        } else if error == .uncleanShutdown || details.contains("eof") || details.contains("EOF") {
            self.init(.unreachable, "the connection was closed during the TLS handshake")
        } else {
            self.init(.certificate, "the TLS handshake failed", "Check the certificates and the TLS versions.")
        }
    }

    init(_ error: NIOSSLExtraError, host: String) {
        guard error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch else {
            self.init(.certificate, "the TLS handshake failed", "Check the certificates and the TLS versions.")
            return
        }
        self.init(
            .certificate, "the server's certificate is for another name than “\(host)”",
            "Use the name in the certificate, or, knowing the risk, set `insecure: true`.")
    }
}
