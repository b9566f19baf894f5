import Catalog
import Testing

/// GLANCE-FACTS "What bites", item 2: the form of errors.
@Suite("Errors as the service words them", .serialized)
struct ErrorWordsTests {
    @Test("Bites 2: what is accepted is exactly JSON, in every request, and an error is told without markup")
    func acceptsJSON() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, _ in
            try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                try await seat.synchronised()
                let unknown = "11111111-2222-3333-4444-555555555555"
                seat.press("O", unknown, "Enter")
                try await seat.wait(forText: "│ req-")
                let screen = seat.lines.joined(separator: "\n")
                #expect(screen.contains("Could not read the image"))
                #expect(!screen.contains("<br"))
                let failed = try await seat.request("the 404") { $0.httpStatus == 404 && $0.path.contains(unknown) }
                #expect(failed.requestID?.hasPrefix("req-") == true)
                #expect(failed.failure == "No image found with ID \(unknown)")
                seat.press("Esc", "g", "Enter")
                try await proxy.request("the tasks of the image") { $0.path.hasSuffix("/tasks") }
                for request in try await proxy.requests() {
                    #expect(request.headers["Accept"] == "application/json", "\(request.method) \(request.path)")
                }
            }
        }
    }
}
