import Catalog
import NIOHTTP1
import TestSupport
import Testing

@testable import OpenStack

@Suite("Sending requests")
struct TransportTests {
    private let path = "/v2/images"

    private func cloud(_ entry: String = "", retry: RetryPolicy = RetryPolicy()) async throws -> TestCloud {
        try TestCloud(entry: entry, server: try await .start(), retry: retry)
    }

    private func call(_ cloud: TestCloud, _ path: String = "/v2/images") throws -> Call {
        Call(.image, "Could not list images", at: try #require(Address(cloud.server.url + path)))
    }

    @Test("The headers that every request carries, and one connection for many requests")
    func headers() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", path, .json(#"{"images": []}"#))
        for _ in 0..<5 { _ = try await cloud.transport.send(try call(cloud)) }
        let request = try #require(cloud.server.requests.first)
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("Accept-Encoding") == "gzip")
        #expect(request.header("User-Agent") == "vitrine/1.2.3")
        let id = try #require(request.header("X-Openstack-Request-ID"))
        #expect(id.wholeMatch(of: /req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(Set(cloud.server.requests.map { $0.header("X-Openstack-Request-ID") }).count == 5)
        #expect(cloud.server.connections == 1)
    }

    @Test("Each attempt is reported with time, status and request ID, but without the token")
    func records() async throws {
        let cloud = try await cloud()
        cloud.server.on(
            "GET", path, .json(503, "{}"), .json(200, "{}", headers: [("X-Openstack-Request-Id", "req-1")]))
        var call = try call(cloud, path + "?limit=5")
        call.authorization = .token(Secret("hunter2"))
        _ = try await cloud.transport.send(call)
        let records = cloud.records.all
        #expect(records.map(\.httpStatus) == [503, 200])
        #expect(records.map(\.requestID) == [nil, "req-1"])
        #expect(records.map(\.path) == ["/v2/images?limit=5", "/v2/images?limit=5"])
        #expect(records.map { $0.failure == nil } == [false, true])
        #expect(records.allSatisfy { $0.service == "image" && $0.method == "GET" })
        #expect(records.first?.at.iso == "2026-11-23T12:00:00Z")
        #expect(!"\(records)".contains("hunter2"))
        #expect(cloud.server.requests.last?.header("X-Auth-Token") == "hunter2")
    }

    @Test("503 and 429 are tried again after the time they ask for; a POST is not")
    func busy() async throws {
        let cloud = try await cloud()
        let busy = ScriptedReply.json(503, "{}").with(header: "Retry-After", "3")
        cloud.server.on("GET", path, busy, .json(429, "{}"), .json("{}"))
        _ = try await cloud.transport.send(try call(cloud))
        #expect(cloud.pauses.all == [.seconds(3), .milliseconds(500)])

        cloud.server.on("POST", path, busy)
        var post = try call(cloud)
        post.method = .POST
        post.isRepeatable = false
        let problem = await problem { try await cloud.transport.send(post) }
        #expect(problem?.kind == .busy(retryAfter: 3))
        #expect(cloud.pauses.all.count == 2)
    }

    @Test("A connection that is lost before or within the answer is tried again, then reported")
    func lostConnection() async throws {
        let cloud = try await cloud()
        let body = #"{"images": []}"#
        cloud.server.on("GET", path, .failing(.hangUp), .json(body).with(.cut(afterBytes: 5)), .json(body))
        let answer = try await cloud.transport.send(try call(cloud))
        #expect(answer.body == Array(body.utf8))

        cloud.server.on("GET", path, .json(body).with(.cut(afterBytes: 5)))
        let cut = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(cut?.kind == .unreachable)
        #expect(cut?.reason == "the connection broke off in the middle of the answer (\(cloud.server.url))")

        cloud.server.on("GET", path, .failing(.reset))
        let reset = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(reset?.kind == .unreachable)
        #expect(cloud.records.all.count == 9)
    }

    @Test("Answers that never come, or stop coming, end at the limit that api_timeout sets")
    func timeouts() async throws {
        let cloud = try await cloud("api_timeout: 1")
        cloud.server.on("GET", path, .failing(.silence))
        let silence = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(silence?.kind == .timeout)
        #expect(silence?.reason == "no answer within the time allowed (\(cloud.server.url))")
        #expect(cloud.records.all.count == 1)
    }

    @Test("An answer that stops in the middle counts as lost when nothing has come for the time allowed")
    func stalled() async throws {
        var limits = TimeLimits()
        limits.firstByte = .milliseconds(300)
        limits.stall = .milliseconds(300)
        let cloud = try TestCloud(server: try await .start(), limits: limits)
        cloud.server.on("GET", path, .json(#"{"images": []}"#).with(.stall(afterBytes: 5)))
        let problem = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(problem?.kind == .timeout)
        #expect(problem?.reason == "the answer stopped coming (\(cloud.server.url))")
    }

    @Test("A slow answer is waited for as long as it keeps coming")
    func slow() async throws {
        var limits = TimeLimits()
        limits.stall = .milliseconds(200)
        let cloud = try TestCloud(server: try await .start(), limits: limits)
        cloud.server.on("GET", path, .json("{}").delayed(by: .milliseconds(600)))
        #expect(try await cloud.transport.send(try call(cloud)).status == 200)
    }

    @Test("A proxy is asked for the way, with its password; what it refuses is its own fault")
    func proxy() async throws {
        let proxy = try await ScriptedServer.start()
        let host = "images.example.invalid"
        for (reply, words) in [
            (ScriptedReply(407), "the proxy asks for a password"),
            (ScriptedReply(403), "the proxy did not open the way"),
        ] {
            proxy.on("CONNECT", "\(host):443", reply)
            let address = proxy.url.replacing("http://", with: "http://eve:p%40ss@")
            let cloud = try TestCloud(server: try await .start(), environment: ["https_proxy": address])
            let call = Call(.image, "Could not list images", at: try #require(Address("https://\(host)/v2/images")))
            let problem = await problem { try await cloud.transport.send(call) }
            #expect(problem?.kind == .unreachable)
            #expect(problem?.reason == "\(words) (https://\(host))")
        }
        // base64 of eve:p@ss
        #expect(proxy.requests.first?.header("Proxy-Authorization") == "Basic ZXZlOnBAc3M=")
    }

    @Test("Nobody listening, a name that does not exist")
    func unreachable() async throws {
        let cloud = try await cloud()
        await cloud.server.stop()
        let refused = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(refused?.kind == .unreachable)
        #expect(refused?.reason == "the connection is refused (\(cloud.server.url))")
        #expect(refused?.advice == "Is the service running, and the port right?")

        let name = Call(.image, "Could not list images", at: try #require(Address("http://no-such-host.invalid/v2")))
        let unknown = await problem { try await cloud.transport.send(name) }
        #expect(unknown?.kind == .unreachable)
        #expect(unknown?.reason.contains("“no-such-host.invalid”") == true)
    }

    @Test("What is no HTTP at all")
    func noHTTP() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", path, ScriptedReply(200, body: Array("SSH-2.0-OpenSSH\r\n\r\n".utf8), fault: .raw))
        let problem = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(problem?.kind == .malformed)
        #expect(problem?.reason.hasPrefix("what came back is no HTTP") == true)
    }

    @Test("A cancelled task ends with a problem that says so")
    func cancelled() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", path, .failing(.silence))
        let call = try call(cloud)
        let task = Task { await problem { try await cloud.transport.send(call) } }
        try await until { !cloud.server.requests.isEmpty }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test("Requests under way end when the transport is closed")
    func closed() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", path, .failing(.silence))
        let call = try call(cloud)
        let task = Task { await problem { try await cloud.transport.send(call) } }
        try await until { !cloud.server.requests.isEmpty }
        await cloud.transport.close()
        #expect(await task.value != nil)
        let later = await problem { try await cloud.transport.send(call) }
        #expect(later?.kind == .cancelled)
    }

    @Test("A compressed answer is read, a damaged one reported")
    func compressed() async throws {
        let cloud = try await cloud()
        let text = #"{"images": []}"#
        let gzip = ScriptedReply(
            200, headers: [("Content-Type", "application/json"), ("Content-Encoding", "gzip")], body: gzipped(text))
        cloud.server.on("GET", path, gzip)
        #expect(try await cloud.transport.send(try call(cloud)).body == Array(text.utf8))
        var damaged = gzip
        damaged.body[15] ^= 0x55
        damaged.body[3] = 0xFF
        cloud.server.on("GET", path, damaged)
        #expect(await problem { try await cloud.transport.send(try call(cloud)) } != nil)
    }

    @Test("An answer beyond 64 MiB is refused")
    func tooLarge() async throws {
        let cloud = try await cloud()
        let body = [UInt8](repeating: 0x20, count: Transport.bodyLimit + 1)
        cloud.server.on("GET", path, ScriptedReply(200, headers: [("Content-Type", "application/json")], body: body))
        let problem = await problem { try await cloud.transport.send(try call(cloud)) }
        #expect(problem?.kind == .malformed)
        #expect(problem?.reason == "the answer is larger than 64 MiB")
    }

    /// GZIP (RFC 1952) with one stored block, which needs no compressor.
    private func gzipped(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        func little(_ number: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> ($0 * 8) & 255) } }
        let size = UInt32(bytes.count)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(size, 2) + little(~size, 2) + bytes
            + little(~crc, 4) + little(size, 4)
    }
}

/// Waits until `condition` holds; an error after a minute.
func until(_ condition: () -> Bool) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while !condition() {
        guard clock.now < deadline else { throw TimedOut() }
        try await Task.sleep(for: .milliseconds(2))
    }
}

struct TimedOut: Error {}
