import Catalog
import Testing

/// What the panes list is what the service says, asked by other means.
@Suite("Panes agree with the service", .serialized)
struct PanesTests {
    /// What a listing held before and after the program read it: others work on the same cloud.
    private struct Expected {
        var before: Set<ImageID>
        var after: Set<ImageID>

        /// Whether `found` has all that was there all the time, and nothing that never was.
        func agrees(with found: Set<ImageID>) -> Bool {
            found.isSuperset(of: before.intersection(after)) && found.isSubset(of: before.union(after))
        }

        func difference(_ found: Set<ImageID>) -> String {
            "missing \(before.intersection(after).subtracting(found)), too many \(found.subtracting(before.union(after)))"
        }
    }

    private func expect(
        _ found: Set<ImageID>, _ before: Set<ImageID>, _ after: Set<ImageID>, _ what: String,
        location: SourceLocation = #_sourceLocation
    ) {
        let expected = Expected(before: before, after: after)
        #expect(
            expected.agrees(with: found), "\(what): \(expected.difference(found))", sourceLocation: location)
    }

    @Test(
        "R16: a member's Images are image list --all, and with H also --all --hidden",
        arguments: ["alice", "bob", "carol", "dana", "rita"])
    func member(name: String) async throws {
        let cloud = try PrivateCloud.stock
        let client = OpenStackClient(cloud: cloud)
        let person = try await Person.named(name, of: cloud)
        let before = (
            visible: try await person.ids("visibility=all"),
            hidden: try await person.ids("visibility=all&os_hidden=true")
        )
        try await Seat.use([name: cloud.entry(name)]) { seat in
            try await seat.synchronised()
            async let visible = client.images(name, "--all")
            async let hidden = client.images(name, "--all", "--hidden")
            let after = (visible: try await visible, hidden: try await hidden)
            #expect(!after.visible.isEmpty)
            expect(seat.ids(.images), before.visible, after.visible, "without hidden ones")
            #expect(seat.lines[1].contains("1 Images \(seat.rows(.images).count)"))
            seat.press("H")
            expect(
                seat.ids(.images), before.visible.union(before.hidden), after.visible.union(after.hidden),
                "with hidden ones")
        }
    }
}
