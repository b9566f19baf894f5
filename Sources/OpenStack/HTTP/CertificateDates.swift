internal import Catalog
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// When a server's certificate is valid. The TLS library says of a refused certificate only that it was refused.
struct CertificateDates: Hashable, Sendable {
    var begin: Instant
    var end: Instant

    /// What is wrong with them at a moment, after "the server's certificate"; nil if nothing is.
    func trouble(at now: Instant) -> String? {
        if now > end { return "expired on \(end.iso.prefix(10))" }
        if now < begin { return "is not valid before \(begin.iso.prefix(10))" }
        return nil
    }

    /// Asks a server for its certificate and hangs up; nil if it shows none. Nothing is sent, nothing trusted.
    static func shown(at address: Address, on group: any EventLoopGroup, limit: TimeAmount) async -> CertificateDates? {
        let loop = group.next()
        let shown: EventLoopPromise<[CertificateDates]> = loop.makePromise()
        let isNumeric = (try? SocketAddress(ipAddress: address.host, port: address.port)) != nil
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(limit).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let context = try NIOSSLContext(configuration: .makeClientConfiguration())
                let look: NIOSSLCustomVerificationCallback = { chain, verdict in
                    shown.succeed(chain.prefix(1).map(CertificateDates.init))
                    verdict.succeed(NIOSSLVerificationResult.failed)
                }
                let handler = try NIOSSLClientHandler(
                    context: context, serverHostname: isNumeric ? nil : address.host, customVerificationCallback: look)
                try channel.pipeline.syncOperations.addHandler(handler)
            }
        }
        guard let channel = try? await bootstrap.connect(host: address.host, port: address.port).get() else {
            shown.succeed([])
            return nil
        }
        channel.closeFuture.whenComplete { _ in shown.succeed([]) }
        let timer = loop.scheduleTask(in: limit) { channel.close(promise: nil) }
        let dates = try? await shown.futureResult.get()
        timer.cancel()
        channel.close(promise: nil)
        return dates?.first
    }
}

extension CertificateDates {
    fileprivate init(_ certificate: NIOSSLCertificate) {
        begin = Instant(seconds: Int64(certificate.notValidBefore))
        end = Instant(seconds: Int64(certificate.notValidAfter))
    }
}
