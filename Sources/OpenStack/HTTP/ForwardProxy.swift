internal import AsyncHTTPClient
internal import Catalog
internal import NIOCore
internal import NIOHTTP1

/// Plain http by way of a proxy: it is sent the whole address in the request line (RFC 9112, 3.2.2). The HTTP client
/// itself can only open a tunnel (`CONNECT`), which many proxies allow to port 443 alone.
extension Proxies.Proxy {
    /// Whether requests to an address are given to the proxy as they are, instead of through a tunnel.
    func forwards(_ address: Address) -> Bool { kind == .http && address.scheme == .http }

    /// Where a request that the proxy is to forward is really sent.
    func station(for address: Address) -> String { url + address.target }

    /// The headers by which the proxy knows who asks, and for which host.
    func addHeaders(to headers: inout HTTPHeaders, for address: Address) {
        headers.replaceOrAdd(name: "Host", value: String(address.origin.dropFirst("http://".count)))
        guard let login else { return }
        let proof = HTTPHeaders.basicProof(user: login.user, password: login.password)
        headers.replaceOrAdd(name: "Proxy-Authorization", value: "Basic \(proof)")
    }

    /// User and password, decoded.
    var login: (user: String, password: String)? {
        guard let userInfo else { return nil }
        let parts = userInfo.revealed.split(separator: ":", maxSplits: 1).map { String($0).percentDecoded }
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }
}

extension HTTPHeaders {
    /// User and password as HTTP basic sends them (RFC 7617).
    static func basicProof(user: String, password: String) -> String {
        String(HTTPClient.Authorization.basic(username: user, password: password).headerValue.dropFirst(6))
    }
}

/// Puts the whole address into request lines. The header `Host` tells the host that is meant.
final class AbsoluteForm: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), let host = head.headers.first(name: "Host") else {
            return context.write(data, promise: promise)
        }
        head.uri = "http://\(host)\(head.uri)"
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    /// Puts the handler where a connection's requests become bytes.
    static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
            try pipeline.addHandler(AbsoluteForm(), position: .after(encoder))
        }
    }
}
