internal import AsyncHTTPClient
internal import Catalog
internal import Glibc
internal import NIOCore
internal import NIOHTTPCompression
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// The kept connections to one cloud: one client for each way out that is needed, and for files another, more patient one.
final class Connections: Sendable {
    /// All input and output of the program needs far less than one thread's time.
    private static let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    /// How long an answer may take to begin, the connection included.
    let firstByteLimit: TimeAmount
    private let configuration: @Sendable (Way) -> HTTPClient.Configuration
    private let proxies: Proxies
    private let clients = Mutex<Clients>(Clients())

    private struct Way: Hashable {
        var proxy: Proxies.Proxy?
        /// Whether the proxy is sent the requests themselves.
        var isForwarding: Bool
        var isForFiles: Bool
    }

    private struct Clients {
        var byWay: [Way: HTTPClient] = [:]
        var isClosed = false
    }

    /// - Throws: `Problem` of the kind `configuration` if a certificate file cannot be used.
    init(cloud: Cloud, proxies: Proxies, limits: TimeLimits) throws(Problem) {
        let tls = try cloud.tls.configuration(cloud: cloud)
        firstByteLimit = TimeAmount(limits.firstByte)
        self.proxies = proxies
        configuration = { way in
            var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
            configuration.httpVersion = .http1Only
            configuration.timeout.connect = TimeAmount(limits.connect)
            // Counts from the end of the request, so it must not end the wait for the first byte.
            let patience = way.isForFiles ? limits.uploadAnswer : max(limits.firstByte, limits.stall)
            configuration.timeout.read = TimeAmount(patience)
            configuration.decompression = .enabled(limit: .none)
            // Failures are to be seen at once; what is worth repeating is repeated in the open.
            configuration.connectionPool.retryConnectionEstablishment = false
            if way.isForwarding {
                configuration.http1_1ConnectionDebugInitializer = AbsoluteForm.add
            } else {
                configuration.proxy = way.proxy.map(HTTPClient.Configuration.Proxy.init)
            }
            return configuration
        }
    }

    deinit {
        // A client that is dropped without being shut down keeps its connections, and stops a debug build.
        clients.withLock { clients in
            for client in clients.byWay.values { client.shutdown { _ in } }
        }
    }

    /// The proxy on the way to an address; nil for the direct way.
    func proxy(for address: Address) -> Proxies.Proxy? { proxies.proxy(for: address) }

    /// The client for the way to an address.
    func client(for address: Address, isForFiles: Bool = false) throws -> HTTPClient {
        let proxy = proxy(for: address)
        let way = Way(proxy: proxy, isForwarding: proxy?.forwards(address) ?? false, isForFiles: isForFiles)
        return try clients.withLock { clients in
            guard !clients.isClosed else { throw HTTPClientError.alreadyShutdown }
            if let client = clients.byWay[way] { return client }
            let client = HTTPClient(
                eventLoopGroupProvider: .shared(Self.threads), configuration: configuration(way))
            clients.byWay[way] = client
            return client
        }
    }

    /// When the certificate is valid that is shown at an address; nil where a proxy is on the way, or none is shown.
    func certificateDates(at address: Address) async -> CertificateDates? {
        guard proxy(for: address) == nil else { return nil }
        return await CertificateDates.shown(at: address, on: Self.threads, limit: .seconds(5))
    }

    func close() async {
        let open = clients.withLock { clients in
            defer { clients = Clients(isClosed: true) }
            return Array(clients.byWay.values)
        }
        for client in open { try? await client.shutdown().get() }
    }
}

extension HTTPClient.Configuration.Proxy {
    fileprivate init(_ proxy: Proxies.Proxy) {
        switch proxy.kind {
        case .socks: self = .socksServer(host: proxy.host, port: proxy.port)
        case .http:
            let authorization = proxy.login.map {
                HTTPClient.Authorization.basic(username: $0.user, password: $0.password)
            }
            self = .server(host: proxy.host, port: proxy.port, authorization: authorization)
        }
    }
}

extension TLSSettings {
    /// The settings in the form of the TLS library, files read.
    fileprivate func configuration(cloud: Cloud) throws(Problem) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if !verifies {
            configuration.certificateVerification = .none
        } else if let authorities {
            let certificates = try certificates(authorities, "cacert", cloud)
            configuration.trustRoots = .certificates(certificates)
        }
        guard let certificate else { return configuration }
        configuration.certificateChain = try certificates(certificate, "cert", cloud).map { .certificate($0) }
        let key = privateKey ?? certificate
        try requireReadable(key, "key", cloud)
        do {
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        } catch {
            throw unusable(key, "key", "holds no private key in PEM form, or an encrypted one", cloud)
        }
        return configuration
    }

    private func certificates(_ path: String, _ key: String, _ cloud: Cloud) throws(Problem) -> [NIOSSLCertificate] {
        try requireReadable(path, key, cloud)
        let certificates = (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
        guard !certificates.isEmpty else { throw unusable(path, key, "holds no certificate in PEM form", cloud) }
        return certificates
    }

    /// The TLS library does not tell a missing file from an empty one.
    private func requireReadable(_ path: String, _ key: String, _ cloud: Cloud) throws(Problem) {
        guard access(path, R_OK) == 0 else {
            throw unusable(path, key, "cannot be read: \(String(cString: strerror(errno)))", cloud)
        }
    }

    private func unusable(_ path: String, _ key: String, _ reason: String, _ cloud: Cloud) -> Problem {
        .configuration("Could not use the cloud “\(cloud.name)”", "the file of `\(key)`, \(path), \(reason)")
    }
}
