import Catalog
import TestSupport
import Testing

extension PanesTests {
    /// What an administrator does to another project's image in the pane Admin. Some of it stands in every project's
    /// lists for a while, which other tests of this suite count.
    @Suite("The administrator's dialogs", .serialized, .stage(.administrator))
    struct AdministratorTests {
        @Test(
            "Another project's image is edited, described, shared, switched and deleted; R72: nobody answers for the member"
        )
        func anothersImage() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-theirs")
            let before = try await team.owner.record(id)
            try await seat.refresh()
            seat.go(to: id)
            seat.press("e", "C-u", "0-corrected", "C-s")
            try await seat.wait(forWords: "1 attribute updated")
            seat.press("m")
            try await seat.wait(forText: "Update Metadata")
            seat.press("+", "hw_rng_model", "Enter", "C-u", "virtio", "Enter", "C-s")
            try await seat.wait(forWords: "updated.")
            let described = try await team.owner.record(id)
            #expect(described.differs(from: before) == ["name", "hw_rng_model"])
            #expect(described["owner"] == before["owner"])

            seat.press("s")
            try await seat.wait(forText: "Target project")
            seat.press(team.receiver.project, "C-s")
            try await seat.wait(forWords: "Shared with 1 project, waiting for acceptance")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"], "R72")
            let answers = try await stage.proxy.requests().filter { $0.method == "PUT" }
            #expect(!answers.contains { $0.path.contains("/members/") }, "R72")

            seat.press("t", "Enter")
            try await seat.wait(forWords: "is deactivated now.")
            #expect(try await team.owner.record(id)["status"] == "deactivated")
            seat.press("D")
            #expect(seat.says("Type delete to confirm"), "others may rely on it")
            seat.press("Enter")
            #expect(try await team.owner.record(id)["status"] == "deactivated")
            seat.press("delet", "e", "Enter")
            try await seat.wait("the deletion", of: id) { $0 == nil || $0?.isWithdrawn == true }
            #expect(try await team.owner.ask("GET", "/v2/images/\(id)").status == 404)
        }

        @Test(
            "R6, R20, R23, R24, R25: promoted from Admin with a reason, found by the filter, decommissioned, and brought back by U"
        )
        func promotion() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-promoted", "private", ["os_distro": "debian"])
            let before = try await team.owner.record(id)
            try await seat.refresh()
            seat.go(to: id)
            seat.press("v", "Down", "Down", "C-s")
            #expect(seat.says("Not yet: tick it"), "R6")
            // The identity service tells an administrator which projects there are.
            _ = try await eventually("who gains access") {
                seat.text.contains(/Gains access: \d+ projects: \w+/) ? true : nil
            }
            #expect(seat.says("Loses access: nobody."))
            try await stage.expectNothingSent()
            // The cursor stands on the first of the three points; the reason is below them.
            seat.press("Tab", "Tab", "Tab", "tested elsewhere", "C-s")
            #expect(seat.says("make it community?"))
            seat.press("Enter")
            try await seat.wait(forWords: "0-promoted is community now.")
            #expect(try await team.owner.record(id).differs(from: before) == ["visibility"])
            #expect(try await team.receiver.ids("visibility=community").contains(id))
            try await stage.expect(["PATCH"], "R20")
            try await seat.wait("the row", of: id) { $0?.image.visibility == .community }

            seat.press("/", "C-u", "visibility:community", "Enter")
            let communityIDs = try await team.admin.ids("visibility=community")
            #expect(Set(seat.rows(.admin).map(\.id)) == communityIDs, "R23")

            seat.go(to: id)
            seat.press("v", "Up", "Up")
            #expect(seat.says("Running instances stay; only future launches are affected."), "R25")
            #expect(seat.says("can no longer use the image for a rebuild"), "R25")
            seat.press("C-s")
            #expect(try await team.owner.record(id)["visibility"] == "community", "R25: asked first")
            seat.press("Enter")
            try await seat.wait(forWords: "0-promoted is private now.")
            #expect(try await team.owner.record(id).differs(from: before) == [], "R24")
            try await stage.expect(["PATCH", "PATCH"], "R24")
            #expect(try await !team.receiver.ids("visibility=community").contains(id))

            seat.press("U")
            try await seat.wait(forWords: "visibility private → community")
            #expect(seat.says("Gains access: every other project of the cloud."), "R20")
            seat.press("Enter")
            try await seat.wait(forWords: "Undo Edit Visibility: 1 change done.")
            #expect(try await team.owner.record(id)["visibility"] == "community")
        }

        @Test("R21: a deactivated image and one without data are not promoted, and the reason is told")
        func notActive() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let queued = try await team.owner.create("0-queued")
            let deactivated = try await team.owner.createActive("0-deactivated")
            try await team.owner.call("POST", "/v2/images/\(deactivated)/actions/deactivate")
            try await seat.refresh()
            for (id, status) in [(queued, "queued"), (deactivated, "deactivated")] {
                seat.go(to: id)
                seat.press("v", "Down", "Down", "C-s")
                #expect(seat.says("Only an active image can be promoted; it is \(status)."))
                seat.press("Esc", "Enter")
                #expect(try await team.owner.record(id)["visibility"] == "private")
            }
            try await stage.expectNothingSent()
        }

        @Test(
            "R21: deactivated between the promotion and its answer, or since it was withdrawn, an image is not promoted"
        )
        func deactivatedMeanwhile() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-switched-off")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("v", "Down", "Down", "Tab", " ", "Tab", " ", "Tab", " ", "C-s")
            #expect(seat.says("make it community?"))
            try await team.owner.call("POST", "/v2/images/\(id)/actions/deactivate")
            seat.press("Enter")
            try await seat.wait(forWords: "it is deactivated now, and only an active image is promoted")
            try await stage.expectNothingSent()
            seat.leaveDialogs()

            // By undoing neither.
            try await team.owner.call("POST", "/v2/images/\(id)/actions/reactivate")
            try await team.admin.set(id, ["visibility": "community"])
            try await seat.refresh()
            seat.go(to: id)
            seat.press("v", "Up", "Up", "C-s", "Enter")
            try await seat.wait(forWords: "0-switched-off is private now.")
            try await team.owner.call("POST", "/v2/images/\(id)/actions/deactivate")
            try await seat.refresh()
            seat.press("U")
            try await seat.wait(forWords: "Only an active image can be promoted; it is deactivated.")
            #expect(try await team.owner.record(id)["visibility"] == "private")
        }

        @Test("R22: a community image is created in one go: visibility and properties with the record, then the data")
        func community() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let name = "rocky-9-\(team.names.owner)-v1.0"
            let file = try SmallDisk(named: "\(name).qcow2")
            try await seat.refresh()
            seat.press("n")
            seat.paste(file.path)
            try await seat.wait(forText: "QCOW2 (version 2)")
            // Format, name, description, minimum disk and RAM, visibility.
            seat.press("Tab", "Tab", "Tab", "Golden", "Tab", "Tab", "Tab", "Down", "Down")
            seat.press("Tab", " ", "Tab", " ", "Tab", " ", "Tab", team.names.owner, "C-s")
            try await seat.wait(forWords: "Created \(name)")
            let id = try #require(try await team.admin.ids("visibility=community&name=\(name)").first)
            try await seat.wait("the data", of: id) { $0?.image.status == .active }
            let record = try await team.owner.record(id)
            #expect(record["visibility"] == "community")
            #expect(record["description"] == "Golden")
            #expect(record["owner"] == .string(team.owner.project))
            #expect(record["size"] == .integer(Int64(SmallDisk.size)))
            try await stage.expect(["POST", "PUT"])
        }
    }

    /// The setting `rules = "service"`: the image service's own policy has the word, here that of both clouds.
    @Suite("By the service's own rules")
    struct ServiceRulesTests {
        @Test("Stock policy: an owner makes an own image community, and private again, though no administrator")
        func ownerPublishes() async throws {
            try await Team.use(PrivateCloud.stock) { team in
                let id = try await team.owner.createActive("0-own")
                try await Seat.use(["owner": team.entry(team.owner)], rules: .service) { seat in
                    try await seat.synchronised()
                    seat.go(to: id)
                    seat.press("v", "Down", "Down", "Tab", " ", "Tab", " ", "Tab", " ", "C-s", "Enter")
                    try await seat.wait(forWords: "0-own is community now.")
                    #expect(try await team.receiver.ids("visibility=community").contains(id))
                    seat.press("v", "Up", "Up", "C-s", "Enter")
                    try await seat.wait(forWords: "0-own is private now.")
                    #expect(try await team.owner.record(id)["visibility"] == "private")
                }
            }
        }

        @Test(
            "R86: what the service's policy forbids is explained with the role that is missing, and the image stays as it was",
            arguments: [true, false])
        func refusal(isStrict: Bool) async throws {
            try await Team.use(isStrict ? PrivateCloud.strict : PrivateCloud.stock) { team in
                let id = try await team.owner.createActive("0-own")
                let before = try await team.owner.record(id)
                try await Seat.use(["owner": team.entry(team.owner)], rules: .service) { seat in
                    try await seat.synchronised()
                    seat.go(to: id)
                    seat.press("v")
                    for _ in 0..<(isStrict ? 2 : 3) { seat.press("Down") }
                    seat.press("Tab", " ", "Tab", " ", "Tab", " ", "C-s", "Enter")
                    let visibility = isStrict ? "community" : "public"
                    try await seat.wait(forWords: "Making an image \(visibility) needs the role admin")
                    let policy = isStrict ? "communitize_image" : "publicize_image"
                    #expect(seat.says("You are not authorized to complete \(policy) action"))
                    #expect(seat.says("req-"))
                    // The dialog is still open, with all that was chosen.
                    #expect(seat.says("Edit Visibility"))
                    #expect(seat.entry(id)?.image.visibility == .private)
                    #expect(try await team.owner.record(id) == before)

                    // Nor in one go.
                    seat.press("Esc", "Enter", "n")
                    try await seat.wait(forText: "No data yet")
                    seat.press("S-Tab", "End", "Tab", "r", "Tab", "0-never", "Tab", "Tab", "Tab", "Tab")
                    for _ in 0..<(isStrict ? 2 : 3) { seat.press("Down") }
                    seat.press("Tab", " ", "Tab", " ", "Tab", " ", "C-s")
                    try await seat.wait(forWords: "\(policy) action")
                    #expect(seat.says("Create Image"))
                    #expect(try await team.owner.ids("name=0-never") == [])
                }
            }
        }
    }
}
