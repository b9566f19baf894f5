import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Plain http by way of a proxy")
struct ForwardProxyTests {
    private let host = "images.example.invalid"

    private func call(_ scheme: String = "http", path: String = "/v2/images?limit=5") throws -> Call {
        let address = try #require(Address("\(scheme)://\(host):9292\(path)"))
        var call = Call(.image, "Could not list images", at: address)
        call.authorization = .token(Secret("token-1"))
        return call
    }

    @Test("The proxy is sent the whole address, and no tunnel is asked for (RFC 9112, 3.2.2)")
    func absoluteForm() async throws {
        let proxy = try await ScriptedServer.start()
        proxy.on("GET", "http://\(host):9292/v2/images", .json("{}"))
        let address = proxy.url.replacing("http://", with: "http://eve:p%40ss@")
        let cloud = try TestCloud(server: proxy, environment: ["http_proxy": address])
        for _ in 1...3 { #expect(try await cloud.transport.send(try call()).status == 200) }
        let request = try #require(proxy.requests.first)
        #expect(request.method == "GET" && request.query == "limit=5")
        #expect(request.header("Host") == "\(host):9292")
        #expect(request.header("X-Auth-Token") == "token-1")
        // base64 of eve:p@ss
        #expect(request.header("Proxy-Authorization") == "Basic ZXZlOnBAc3M=")
        #expect(proxy.connections == 1)
    }

    @Test("A redirect is followed by way of the proxy too")
    func redirect() async throws {
        let proxy = try await ScriptedServer.start()
        let moved = ScriptedReply(301, headers: [("Location", "/v2/other")])
        proxy.on("GET", "http://\(host):9292/v2/images", moved)
        proxy.on("GET", "http://\(host):9292/v2/other", .json("{}"))
        let cloud = try TestCloud(server: proxy, environment: ["HTTP_PROXY": proxy.url])
        #expect(try await cloud.transport.send(try call(path: "/v2/images")).status == 200)
    }

    @Test("A proxy that wants a password says so by its answer")
    func password() async throws {
        let proxy = try await ScriptedServer.start()
        proxy.on("GET", "http://\(host):9292/v2/images", ScriptedReply(407))
        let cloud = try TestCloud(server: proxy, environment: ["http_proxy": proxy.url])
        let problem = await problem { try await cloud.transport.send(try call()) }
        #expect(problem?.kind == .unreachable)
        #expect(problem?.reason == "the proxy asks for a password")
    }

    @Test("A proxy that is not there is named, with the variable that names it", arguments: ["http", "https"])
    func dead(scheme: String) async throws {
        let server = try await ScriptedServer.start()
        let gone = try await ScriptedServer.start()
        await gone.stop()
        let cloud = try TestCloud(server: server, environment: ["\(scheme)_proxy": gone.url])
        let problem = await problem { try await cloud.transport.send(try call(scheme)) }
        #expect(problem?.kind == .unreachable)
        #expect(problem?.reason == "the connection is refused (the proxy \(gone.url))")
        #expect(problem?.advice == "Check \(scheme)_proxy, or name the host \(host) in NO_PROXY.")
    }
}
