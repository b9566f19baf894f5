import Testing

@testable import OpenStack

@Suite("Addresses")
struct AddressTests {
    @Test(
        "An address is taken apart and put together",
        arguments: [
            ("http://h", "http://h", 80, "/"),
            ("HTTPS://Api.Example.org/image/", "https://api.example.org/image/", 443, "/image/"),
            ("http://h:9292/v2?x=1&y=/#part", "http://h:9292/v2?x=1&y=/", 9292, "/v2?x=1&y=/"),
            ("https://h:443", "https://h", 443, "/"), ("http://[::1]:80/a", "http://[::1]/a", 80, "/a"),
            ("http://[fe80::1]:81", "http://[fe80::1]:81", 81, "/"), ("http://u:p@h/a", "http://h/a", 80, "/a"),
            ("http://h?q", "http://h?q", 80, "/?q"),
        ])
    func parts(_ text: String, _ whole: String, _ port: Int, _ target: String) throws {
        let address = try #require(Address(text))
        #expect(address.text == whole)
        #expect(address.port == port)
        #expect(address.target == target)
    }

    @Test(
        "What is no http or https address",
        arguments: [
            "", "h", "ftp://h", "http://", "http:///a", "http://h:99999", "http://h:x", "http://[::1", "http://a b",
            "//h",
        ])
    func none(_ text: String) {
        #expect(Address(text) == nil)
    }

    @Test(
        "Redirects are relative to where they come from",
        arguments: [
            ("http://other/x", "http://other/x"), ("//other/x", "https://other/x"), ("/x?y", "https://h:8/x?y"),
            ("x", "https://h:8/a/x"), ("?z", "https://h:8/a/b?z"),
        ])
    func resolving(_ reference: String, _ expected: String) {
        #expect(Address("https://h:8/a/b?c")?.resolving(reference)?.text == expected)
    }

    @Test("A redirect to another kind of address leads nowhere")
    func resolvingOther() {
        #expect(Address("https://h/")?.resolving("file:/etc/passwd") == nil)
    }

    @Test("Percent encoding and back")
    func encoding() {
        #expect("a b/é+\"~".percentEncoded == "a%20b%2F%C3%A9%2B%22~")
        #expect("a%20b%2F%C3%A9%2b%".percentDecoded == "a b/é+%")
    }
}
