import Testing

@testable import OpenStack

@Suite("The service's own words in an error")
struct ErrorMessageTests {
    private func text(_ body: String, _ type: String? = "application/json") -> String? {
        ErrorMessage.text(body: Array(body.utf8), contentType: type)
    }

    @Test("Glance: JSON with HTML line breaks in the message")
    func glance() {
        let body =
            "{\"message\": \"No image found with ID 7<br /><br />\\n\\n\\n\", \"code\": \"404 Not Found\", "
            + "\"title\": \"Not Found\"}"
        #expect(text(body) == "No image found with ID 7")
    }

    @Test("Keystone, Nova, Neutron, WSME and the API working group's form")
    func otherServices() {
        #expect(
            text(#"{"error": {"code": 401, "message": "Please sign in.", "title": "Unauthorized"}}"#)
                == "Please sign in.")
        #expect(
            text(#"{"badRequest": {"code": 400, "message": "Image ID is not active."}}"#) == "Image ID is not active.")
        #expect(
            text(#"{"NeutronError": {"type": "X", "message": "No such network", "detail": ""}}"#) == "No such network")
        #expect(text(#"{"faultstring": "wrong", "faultcode": "Client"}"#) == "wrong")
        #expect(text(#"{"errors": [{"status": 400, "detail": "bad limit", "title": "Bad"}]}"#) == "bad limit")
        #expect(text(#"{"error": "down"}"#) == "down")
    }

    @Test("HTML: what the page says without its heading, or the heading alone")
    func html() {
        let glance =
            "<html>\n <head>\n  <title>403 Forbidden</title>\n </head>\n <body>\n  <h1>403 Forbidden</h1>\n  "
            + "You may &quot;not&quot; do a &lt; b &amp;lt;.<br /><br />\n\n\n </body>\n</html>"
        #expect(text(glance, "text/html; charset=UTF-8") == "You may \"not\" do a < b &lt;.")
        let front =
            "<html><head><title>502 Bad Gateway</title><style>h1 {color: red}</style></head><body><center>"
            + "<h1>502 Bad Gateway</h1></center><script>if (a < b) alert(1)</script></body></html>"
        #expect(text(front, "text/html") == "502 Bad Gateway")
        #expect(text("<!DOCTYPE html><p>Sorry", nil) == "Sorry")
    }

    @Test("Plain text is taken as it is, blanks joined")
    func plain() {
        #expect(text("404 Not Found\n\nNo such\timage.\n\n   ", "text/plain") == "404 Not Found No such image.")
    }

    @Test("A long message is cut to 300 characters; nothing is made of nothing")
    func length() {
        #expect(text(String(repeating: "yz", count: 500), "text/plain")?.count == 300)
        #expect(text("x" + String(repeating: " yz", count: 500), "text/plain")?.hasSuffix("…") == true)
        #expect(text("") == nil)
        #expect(text("{}") == nil)
        #expect(text("[1, 2]") == nil)
        #expect(text("<html></html>", "text/html") == nil)
    }

    @Test("Nesting and hostile pages end in reasonable time with something short")
    func hostile() {
        let nested = String(repeating: "{\"error\": ", count: 30) + "\"x\"" + String(repeating: "}", count: 30)
        #expect(text(nested) == nil)
        #expect((text(String(repeating: "<", count: 50_000), "text/html")?.count ?? 0) <= 300)
    }
}
