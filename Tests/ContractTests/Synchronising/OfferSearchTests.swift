import Catalog
import CatalogService
import Testing

/// R17, and issue 2, section 3: an administrator's token shows every image, but only the member record of each tells
/// whether it is shared with the own project.
@Suite("An administrator's search for offers", .serialized)
struct OfferSearchTests {
    @Test("It begins when the pane is opened, at most four questions at once, its progress in the title; a no is kept")
    func search() async throws {
        try await FaultProxy.use(PrivateCloud.stock) { proxy, _ in
            // Slow enough to be seen, and to overlap.
            try await proxy.rule("delay", ["path": "/members/", "seconds": .number(0.1)])
            try await Seat.use(["admin": proxy.entry("admin")]) { seat in
                try await seat.synchronised()
                #expect(try await proxy.questions().isEmpty)
                seat.press("2")
                try await seat.wait(forText: "checked ")
                let (checked, total) = try await seat.wait("its end") { known in
                    known.events.compactMap { (event: ServiceEvent) -> (Int, Int)? in
                        if case .offerSearch(let checked, let total) = event { (checked, total) } else { nil }
                    }.last { $0.0 == $0.1 }
                }
                #expect(checked == total && total > 10)
                let questions = try await proxy.questions()
                #expect(questions.count == total, "one question an image")
                #expect(Set(questions.map(\.path)).count == questions.count)
                let most = questions.map { one in
                    questions.count { $0.begun <= one.begun && one.begun < $0.ended ?? .infinity }
                }.max()
                #expect(most == 4)
                #expect(!seat.lines[1].contains("checked "))

                // Another look finds nothing to ask, for every answer is fresh.
                try await proxy.forgetRequests()
                seat.press("1", "2")
                try await seat.refresh()
                let again = try await proxy.questions().filter { $0.status == 404 || $0.status == 403 }
                #expect(again.count <= 2, "other tests may have shared something meanwhile: \(again.map(\.path))")
            }
        }
    }
}

extension FaultProxy {
    /// What was asked about single memberships.
    fileprivate func questions() async throws -> [Request] {
        try await requests().filter { $0.path.contains("/members/") }
    }
}
