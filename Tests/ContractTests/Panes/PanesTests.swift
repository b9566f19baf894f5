import Canvas
import Catalog
import Testing

/// What the panes list is what the services say, asked by other means: the openstack client, or plain requests.
@Suite("Panes agree with the service", .serialized)
struct PanesTests {
    @Test(
        "R16: a member's Images are image list --all, and with H those of --all --hidden too",
        arguments: ["alice", "bob", "carol", "dana", "rita"])
    func images(of name: String) async throws {
        let cloud = try PrivateCloud.stock
        let person = try await Person.named(name, of: cloud)
        try await Seat.use([name: cloud.entry(name)]) { seat in
            let (hidden, client) = try await Expected.around {
                try await person.ids("visibility=all&os_hidden=true")
            } _: {
                // Both at once: the client takes long.
                async let client = OpenStackClient(cloud: cloud).images(name, "--all")
                try await seat.synchronised()
                return try await client
            }
            let visible = Expected(exactly: client)
            #expect(!client.isEmpty)
            visible.expectAgreement(
                with: seat.ids(.images), besides: seat.ofOthers(.images, cloud), "Images of \(name)")
            #expect(seat.lines[1].contains("1 Images \(seat.rows(.images).count) "))
            seat.press("H")
            Expected(before: hidden.before.union(client), after: hidden.after.union(client))
                .expectAgreement(
                    with: seat.ids(.images), besides: seat.ofOthers(.images, cloud),
                    "Images of \(name) with hidden ones")
        }
    }

    @Test("The openstack client lists a member's hidden images as H shows them")
    func hiddenByClient() async throws {
        let cloud = try PrivateCloud.strict
        try await Seat.use(["alice": cloud.entry("alice")]) { seat in
            try await seat.synchronised()
            let visible = seat.ids(.images)
            let (expected, _) = try await Expected.around {
                try await OpenStackClient(cloud: cloud).images("alice", "--all", "--hidden")
            } _: {
                seat.press("H")
            }
            #expect(!expected.before.isEmpty)
            expected.expectAgreement(with: seat.ids(.images).subtracting(visible), "hidden images")
        }
    }

    @Test("An administrator's Admin pane is image list --all, and with H those of --all --hidden too")
    func adminPane() async throws {
        let cloud = try PrivateCloud.stock
        let client = OpenStackClient(cloud: cloud)
        try await Seat.use(["admin": cloud.entry("admin")], pane: .admin) { seat in
            // Both at once: they take long.
            async let hiddenBefore = client.images("admin", "--all", "--hidden")
            let before = (visible: try await client.images("admin", "--all"), hidden: try await hiddenBefore)
            try await seat.synchronised()
            let person = try await Person.named("admin", of: cloud)
            let after = (
                visible: try await person.ids("visibility=all"),
                hidden: try await person.ids("visibility=all&os_hidden=true")
            )
            Expected(before: before.visible, after: after.visible)
                .expectAgreement(with: seat.ids(.admin), besides: seat.ofOthers(.admin, cloud), "Admin")
            seat.press("H")
            Expected(before: before.visible.union(before.hidden), after: after.visible.union(after.hidden))
                .expectAgreement(
                    with: seat.ids(.admin), besides: seat.ofOthers(.admin, cloud), "Admin with hidden images")
        }
    }

    @Test("R17: an administrator's Images are the own, the public, the community ones and the accepted shares")
    func adminImages() async throws {
        let cloud = try PrivateCloud.stock
        let admin = try await Person.named("admin", of: cloud)
        try await Seat.use(["admin": cloud.entry("admin")]) { seat in
            let (expected, _) = try await Expected.around {
                try await admin.ids("owner=\(admin.project)")
                    .union(admin.ids("visibility=public")).union(admin.ids("visibility=community"))
                    .union(admin.offers().filter { $0.value == "accepted" }.keys)
            } _: {
                try await seat.synchronised()
                seat.press("2")
                try await seat.searchedForOffers()
                seat.press("1")
            }
            // One that is there for its acceptance alone (debian 12 gitea of team-b).
            #expect(try await admin.offers().values.contains("accepted"))
            expected.expectAgreement(
                with: seat.ids(.images), besides: seat.ofOthers(.images, cloud), "an administrator's Images")
            #expect(seat.ids(.images).isStrictSubset(of: seat.ids(.admin)))
        }
    }

    @Test(
        "R73, R75: Shared with Me is what others offer by any answer, pending ones first",
        arguments: ["alice", "bob", "carol", "dana", "rita"])
    func offers(to name: String) async throws {
        let cloud = try PrivateCloud.stock
        let person = try await Person.named(name, of: cloud)
        try await Seat.use([name: cloud.entry(name)], pane: .shared) { seat in
            try await seat.synchronised()
            var expected: [ImageID: String] = [:]
            for status in ["pending", "accepted", "rejected"] {
                for image in try await person.images("visibility=shared&member_status=\(status)") {
                    guard image["owner"]?.string != person.project, let id = image.imageID else { continue }
                    expected[id] = status
                }
            }
            let rows = seat.rows(.shared)
            #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.offer?.status.text) }) == expected)
            let pending = expected.values.count { $0 == "pending" }
            #expect(rows.prefix(pending).allSatisfy { $0.offer?.status == .pending })
            #expect(seat.lines[1].contains("2 Shared with Me \(expected.count) ●\(pending)"))
        }
    }

    @Test("An administrator's Shared with Me is what the member records say, image by image")
    func offersToAdmin() async throws {
        let cloud = try PrivateCloud.stock
        let admin = try await Person.named("admin", of: cloud)
        let expected = try await admin.offers()
        #expect(!expected.isEmpty)
        try await Seat.use(["admin": cloud.entry("admin")]) { seat in
            try await seat.synchronised()
            #expect(seat.ids(.shared).isEmpty)
            seat.press("2")
            try await seat.searchedForOffers()
            let found = Dictionary(uniqueKeysWithValues: seat.rows(.shared).map { ($0.id, $0.offer?.status.text) })
            #expect(found == expected)
        }
    }

    @Test("R18: an accepted share is shown with its own visibility and its owner")
    func acceptedShare() async throws {
        let cloud = try PrivateCloud.stock
        let bob = try await Person.named("bob", of: cloud)
        let shares = try await bob.images("visibility=shared").filter { $0["owner"]?.string != bob.project }
        let share = try #require(shares.first { $0["owner"]?.string == cloud.projects["platform"] })
        try await Seat.use(["bob": cloud.entry("bob")], size: Size(columns: 130, rows: 200)) { seat in
            try await seat.synchronised()
            let line = seat.lines.first { $0.contains(share["name"]?.string ?? "?") }
            let owner = String(cloud.projects["platform"]?.prefix(8) ?? "?")
            #expect(line?.contains("shared") == true)
            #expect(line?.contains(owner) == true)
        }
    }

    @Test("A reader is called so, and told which right the Admin pane needs")
    func reader() async throws {
        let cloud = try PrivateCloud.stock
        try await Seat.use(["rita": cloud.entry("rita")]) { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains("platform · rita (reader)"))
            seat.press("3")
            #expect(seat.lines.contains { $0.contains("Only a token with the role admin") })
            #expect(seat.ids(.admin).isEmpty)
        }
    }
}

extension Person {
    /// How the own project stands to each image of another one that is shared with it: the member record tells.
    fileprivate func offers() async throws -> [ImageID: String] {
        var offers: [ImageID: String] = [:]
        for hidden in ["false", "true"] {
            for image in try await images("visibility=shared&os_hidden=\(hidden)") {
                guard let id = image.imageID, image["owner"]?.string != project else { continue }
                let reply = try await ask("GET", "/v2/images/\(id)/members/\(project)")
                if reply.status == 200, image["os_hidden"] == false { offers[id] = reply.json["status"]?.string }
            }
        }
        return offers
    }
}

extension Seat {
    /// The images of a pane that belong to projects of other tests, not to those of the demonstration.
    fileprivate func ofOthers(_ pane: Pane, _ cloud: PrivateCloud) -> Set<ImageID> {
        let own = Set(cloud.projects.values)
        return Set(rows(pane).filter { !own.contains($0.image.owner?.rawValue ?? "") }.map(\.id))
    }

    /// Waits until an administrator's offers have been looked for to the end.
    func searchedForOffers() async throws {
        try await wait("the end of the search for offers") { known in
            for case .offerSearch(let checked, let total) in known.events where checked == total { return true }
            return nil
        }
    }
}
