internal import Glibc
internal import NIOCore
internal import NIOHTTP1

/// One connection to a scripted server.
final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let script: Script
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ script: Script) { self.script = script }

    func channelActive(context: ChannelHandlerContext) {
        script.connected()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            guard let reply = script.hastyReply(to: request(head)) else { return }
            self.head = nil
            _ = context.channel.setOption(.autoRead, value: false)
            send(reply, context)
        case .body(let part): body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return }
            let reply = script.reply(to: request(head))
            guard reply.delay > .zero else {
                send(reply, context)
                return
            }
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: TimeAmount(reply.delay)) {
                let (connection, context) = bound.value
                connection.send(reply, context)
            }
        }
    }

    private func request(_ head: HTTPRequestHead) -> ScriptedRequest {
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return ScriptedRequest(
            method: head.method.rawValue, path: parts[0], query: parts.count > 1 ? parts[1] : nil,
            headers: head.headers.map { (name: $0.name, value: $0.value) }, body: body)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func send(_ reply: ScriptedReply, _ context: ChannelHandlerContext) {
        switch reply.fault {
        case .silence, .deaf: return
        case .hangUp: context.close(promise: nil)
        case .reset:
            let channel = context.channel
            // Closing with a lingering time of zero makes the system send a reset.
            (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
                channel.close(promise: nil)
            }
        case .raw:
            let encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
            encoder?.writeAndFlush(NIOAny(ByteBuffer(bytes: reply.body)), promise: nil)
        case .cut(let count), .stall(let count):
            let closes = reply.fault == .cut(afterBytes: count)
            write(reply, bodyBytes: count, isComplete: false, context)
            if closes { context.close(promise: nil) }
        case .early:
            write(reply, bodyBytes: reply.body.count, isComplete: true, context)
            context.close(promise: nil)
        case nil: write(reply, bodyBytes: reply.body.count, isComplete: true, context)
        }
    }

    private func write(_ reply: ScriptedReply, bodyBytes: Int, isComplete: Bool, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(reply.headers.map { ($0.name, $0.value) })
        if !headers.contains(name: "content-length") {
            headers.add(name: "Content-Length", value: "\(reply.body.count)")
        }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body.prefix(bodyBytes))))), promise: nil)
        if isComplete {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        } else {
            context.flush()
        }
    }
}
