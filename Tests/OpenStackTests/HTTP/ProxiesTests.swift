import Testing

@testable import OpenStack

@Suite("Proxies from the environment")
struct ProxiesTests {
    private func proxy(_ address: String, _ environment: [String: String]) throws -> String? {
        let address = try #require(Address(address))
        return Proxies(environment: environment).proxy(for: address).map { "\($0.kind) \($0.host):\($0.port)" }
    }

    @Test("Each scheme has its own; lower case wins; ALL_PROXY fills gaps")
    func schemes() throws {
        let environment = ["HTTPS_PROXY": "http://upper:1", "https_proxy": "http://lower:2", "HTTP_PROXY": "plain:3"]
        #expect(try proxy("https://a", environment) == "http lower:2")
        #expect(try proxy("http://a", environment) == "http plain:3")
        #expect(try proxy("http://a", ["https_proxy": "http://p:1"]) == nil)
        #expect(try proxy("http://a", ["ALL_PROXY": "socks5h://s"]) == "socks s:1080")
        #expect(try proxy("http://a", ["ALL_PROXY": "socks5://s:80"]) == "socks s:80")
        #expect(try proxy("http://a", ["http_proxy": "http://p"]) == "http p:80")
    }

    @Test(
        "NO_PROXY: names with everything below them, addresses, networks, ports, everything",
        arguments: [
            ("example.org", "https://example.org", true), ("example.org", "https://api.example.org", true),
            (".example.org", "https://api.example.org", true), ("*.example.org", "https://api.example.org", true),
            ("example.org", "https://badexample.org", false), ("EXAMPLE.org", "https://Example.ORG", true),
            ("127.0.0.1, localhost", "https://localhost:5000", true), ("10.0.0.0/8", "https://10.200.3.4", true),
            ("10.0.0.0/8", "https://11.0.0.1", false), ("192.168.4.0/22", "https://192.168.7.255", true),
            ("192.168.4.0/22", "https://192.168.8.0", false), ("a:443", "https://a", true),
            ("a:444", "https://a", false),
            ("*", "https://anything", true), ("", "https://a", false), ("::1", "https://[::1]:5000", true),
        ])
    func exceptions(_ list: String, _ address: String, _ isDirect: Bool) throws {
        #expect(try (proxy(address, ["https_proxy": "http://p:1", "NO_PROXY": list]) == nil) == isDirect)
    }

    @Test("A proxy that cannot be used is ignored with a notice that keeps its password to itself")
    func unusable() {
        let proxies = Proxies(environment: ["HTTPS_PROXY": "ftp://eve:hunter2@p"])
        #expect(proxies.notices.map(\.place) == [Place("HTTPS_PROXY")])
        #expect(!"\(proxies.notices)".contains("hunter2"))
        #expect(!"\(Proxies(environment: ["HTTPS_PROXY": "http://eve:hunter2@p"]))".contains("hunter2"))
    }
}
