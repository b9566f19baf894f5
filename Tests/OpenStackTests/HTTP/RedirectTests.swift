import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Redirects")
struct RedirectTests {
    private func redirect(_ location: String, _ status: Int = 302) -> ScriptedReply {
        ScriptedReply(status, headers: [("Location", location)])
    }

    private func cloud() async throws -> TestCloud { try TestCloud(server: try await .start()) }

    private func call(_ url: String, token: String? = nil) throws -> Call {
        var call = Call(.image, "Could not list images", at: try #require(Address(url)))
        if let token { call.authorization = .token(Secret(token)) }
        return call
    }

    @Test("One on the same host is followed with the token", arguments: [301, 302, 303, 307, 308])
    func sameHost(_ status: Int) async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/a", redirect("/b?c", status))
        cloud.server.on("GET", "/b", .json("{}"))
        _ = try await cloud.transport.send(try call(cloud.server.url + "/a", token: "t"))
        let second = try #require(cloud.server.requests(to: "/b").first)
        #expect(second.query == "c")
        #expect(second.header("X-Auth-Token") == "t")
    }

    @Test("The token goes to no other host, and the message names both")
    func otherHost() async throws {
        let cloud = try await cloud()
        let other = try await ScriptedServer.start()
        let target = other.url(host: "localhost")
        cloud.server.on("GET", "/a", redirect(target + "/a"))
        other.on("GET", "/a", .json("{}"))
        let problem = await problem { try await cloud.transport.send(try call(cloud.server.url + "/a", token: "t")) }
        #expect(problem?.kind == .malformed)
        #expect(problem?.reason == "\(cloud.server.url) redirects to \(target), where the token must not go")
        #expect(other.requests.isEmpty)
        _ = try await cloud.transport.send(try call(cloud.server.url + "/a"))
        #expect(other.requests.count == 1)
    }

    @Test("The token is not sent without TLS where it was asked for with it")
    func downgrade() async throws {
        let folder = try TemporaryFolder()
        let certificate = try TestCertificate(in: folder.url, names: ["localhost"], addresses: ["127.0.0.1"])
        let plain = try await ScriptedServer.start()
        let server = try await ScriptedServer.start(certificate: certificate)
        server.on("GET", "/a", redirect(plain.url + "/a"))
        let cloud = try TestCloud(entry: "cacert: \(certificate.certificate)", server: server)
        let problem = await problem { try await cloud.transport.send(try call(server.url + "/a", token: "t")) }
        #expect(problem?.kind == .malformed)
        #expect(plain.requests.isEmpty)
    }

    @Test("A circle, a chain without end, and one that leads nowhere are reported")
    func endless() async throws {
        let cloud = try await cloud()
        cloud.server.on("GET", "/a", redirect("/b"))
        cloud.server.on("GET", "/b", redirect("/a"))
        let circle = await problem { try await cloud.transport.send(try call(cloud.server.url + "/a")) }
        #expect(circle?.kind == .malformed)
        #expect(circle?.reason == "redirects without end")
        for step in 0..<20 { cloud.server.on("GET", "/\(step)", redirect("/\(step + 1)")) }
        let chain = await problem { try await cloud.transport.send(try call(cloud.server.url + "/0")) }
        #expect(chain?.reason == "redirects without end")
        #expect(cloud.server.requests(to: "/10").count == 1)
        #expect(cloud.server.requests(to: "/11").isEmpty)
        cloud.server.on("GET", "/x", ScriptedReply(302))
        let nowhere = await problem { try await cloud.transport.send(try call(cloud.server.url + "/x")) }
        #expect(nowhere?.reason == "a redirect that leads nowhere")
    }
}
