import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("TLS")
struct TLSTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func server(names: [String] = ["localhost"], addresses: [String] = ["127.0.0.1"]) async throws -> (
        ScriptedServer, String
    ) {
        let certificate = try TestCertificate(in: folder.url, names: names, addresses: addresses)
        let server = try await ScriptedServer.start(certificate: certificate)
        server.on("GET", "/", .json("{}"))
        return (server, certificate.certificate)
    }

    private func ask(_ server: ScriptedServer, _ entry: String, url: String? = nil) async throws -> Problem? {
        let cloud = try TestCloud(entry: entry, server: server)
        let call = Call(.image, "Could not list images", at: try #require(Address((url ?? server.url) + "/")))
        return await problem { try await cloud.transport.send(call) }
    }

    @Test("A self-signed certificate is refused, and the message names cacert and insecure")
    func selfSigned() async throws {
        let (server, _) = try await server()
        let problem = try await ask(server, "")
        #expect(problem?.kind == .certificate)
        #expect(problem?.reason == "the server's certificate is not trusted (\(server.url))")
        #expect(problem?.advice.contains("`cacert`") == true)
        #expect(problem?.advice.contains("`insecure: true`") == true)
        #expect(server.requests.isEmpty)
    }

    @Test("With its authority, or without verification, the same one is accepted")
    func accepted() async throws {
        let (server, certificate) = try await server()
        #expect(try await ask(server, "cacert: \(certificate)") == nil)
        #expect(try await ask(server, "verify: false") == nil)
        #expect(try await ask(server, "insecure: true\ncacert: /nowhere") == nil)
        #expect(try await ask(server, "cacert: \(certificate)", url: server.url(host: "localhost")) == nil)
    }

    @Test("A certificate for another name is told apart")
    func otherName() async throws {
        let (server, certificate) = try await server(names: ["images.example.org"], addresses: [])
        let problem = try await ask(server, "cacert: \(certificate)", url: server.url(host: "localhost"))
        #expect(problem?.kind == .certificate)
        #expect(problem?.reason.contains("for another name than “localhost”") == true)
    }

    @Test("https where http is spoken, and the reverse")
    func wrongScheme() async throws {
        let plain = try await ScriptedServer.start()
        let problem = try await ask(plain, "", url: plain.url.replacing("http:", with: "https:"))
        #expect(problem?.kind == .certificate)
        #expect(problem?.reason.hasPrefix("the other side does not speak TLS") == true)
        let (server, _) = try await server()
        let reverse = try await ask(server, "", url: server.url.replacing("https:", with: "http:"))
        #expect(reverse?.kind == .unreachable)
        #expect(reverse?.reason.hasPrefix("the connection was closed without an answer") == true)
    }

    @Test("Certificate files that cannot be used are named when the cloud is opened")
    func files() async throws {
        let (server, certificate) = try await server()
        let empty = try folder.file("empty.pem", "nothing here\n")
        for (entry, words) in [
            ("cacert: /nowhere/ca.pem", "`cacert`, /nowhere/ca.pem, cannot be read"),
            ("cacert: \(empty)", "holds no certificate in PEM form"),
            ("cert: \(certificate)", "holds no private key in PEM form"),
        ] {
            let problem = await problem { try TestCloud(entry: entry, server: server) }
            #expect(problem?.kind == .configuration)
            #expect(problem?.reason.contains(words) == true, "\(problem?.reason ?? "nothing")")
        }
        #expect(try await ask(server, "cert: \(certificate)\nkey: \(certificate).key\ncacert: \(certificate)") == nil)
    }
}
