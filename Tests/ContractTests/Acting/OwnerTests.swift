import Browser
import Catalog
import TestSupport
import Testing

extension OwnersStage {
    /// What the owning project does to its images with each dialog; the service is asked by other means what came of it.
    @Suite("The owner's dialogs", .serialized)
    struct OwnerTests {
        @Test(
            "Edit Image sends one patch with what differs, tags beyond ASCII too; what somebody else set stays; U undoes it. Bites 6: what is hidden leaves the list"
        )
        func edit() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-edited", "private", ["tags": ["old"], "hw_disk_bus": "scsi"])
            try await seat.refresh()
            // Not on the screen yet.
            try await team.owner.set(id, ["os_distro": "debian"])
            let before = try await team.owner.record(id)
            seat.go(to: id)
            seat.press("e", "C-u", "debian-13-edited-v1.0", "Tab", "Größe 日本", "Tab", "C-u", "7", "Tab", "Tab")
            // Visibility is left alone; protected, hidden, both formats, tags.
            seat.press("Tab", " ", "Tab", " ", "Tab", "Tab", "Tab", "größe", "Enter", "日本語", "Enter", "a/b", "C-s")
            try await seat.wait(forWords: "os_distro not there → debian")
            try await stage.expectNothingSent("what somebody else set is told before anything is sent")
            seat.press("Enter")
            try await seat.wait(forWords: "Sent; what somebody else had changed stays as it is.")
            let record = try await team.owner.record(id)
            #expect(record["name"] == "debian-13-edited-v1.0")
            #expect(record["description"] == "Größe 日本")
            #expect(record["min_disk"] == 7)
            #expect(record["protected"] == true)
            #expect(Set(record["tags"]?.strings ?? []) == ["old", "größe", "日本語", "a/b"])
            #expect(try await team.owner.ids("os_hidden=true").contains(id))
            #expect(try await !team.owner.ids().contains(id))
            try await seat.wait("the row", of: id) { $0?.image.isHidden == true }
            #expect(!seat.ids(.images).contains(id))
            let fields: Set = ["name", "description", "min_disk", "protected", "os_hidden", "tags"]
            #expect(record.differs(from: before) == fields)
            try await stage.expect(["PATCH"])

            seat.press("U")
            try await seat.wait(forWords: "Undo Edit Image of")
            try await stage.expect(["PATCH"], "an undo is shown before it is sent")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone: 0-edited")
            #expect(try await team.owner.record(id).differs(from: before) == [])
        }

        @Test(
            "R8, R83: Update Metadata sets hardware properties and the template's five, as text; a key is removed, U undoes it"
        )
        func metadata() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-described", "private", ["obsolete": "yes"])
            let before = try await team.owner.record(id)
            try await seat.refresh()
            seat.go(to: id)
            seat.press("m")
            try await seat.wait(forText: "libvirt Driver")
            // The only row on the right.
            seat.press("Delete", "Tab")
            seat.press("g", "Enter")
            // On the description, which is empty.
            seat.press(
                "Enter", "A template", "Enter", "+", "hw_rng_model", "Enter", "C-u", "virtio", "Enter", "C-s")
            try await seat.wait(forWords: "Metadata of 0-described updated")
            let record = try await team.owner.record(id)
            #expect(record["os_distro"] == "ubuntu")
            #expect(record["os_version"] == "24.04")
            #expect(record["hw_disk_bus"] == "virtio")
            #expect(record["hw_vif_model"] == "virtio")
            #expect(record["description"] == "A template")
            #expect(record["hw_rng_model"] == "virtio")
            #expect(record["obsolete"] == nil)
            try await stage.expect(["PATCH"])
            seat.press("U")
            try await seat.wait(forWords: "Undo Update Metadata of")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone:")
            #expect(try await team.owner.record(id).differs(from: before) == [])
        }

        @Test(
            "R15, R70, R71, R72, R76, R77, R78: Share Image makes the image shared, adds members that stay pending, and takes one back. Bites 5: answers are read afresh"
        )
        func share() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-shared")
            let odd = "no-such-project"
            try await seat.refresh()
            seat.go(to: id)
            seat.press("s")
            #expect(seat.says("have access as soon as they are added"), "R78")
            seat.press(team.owner.project, "C-s")
            #expect(seat.says("\(team.owner.project) owns the image."), "R77")
            seat.press("Backspace", "C-u", "\(team.receiver.project),", odd)
            #expect(seat.says("does not look like a project ID"), "R77")
            try await stage.expectNothingSent()
            seat.press("C-s")
            try await seat.wait(forWords: "Shared with 2 projects, waiting for acceptance")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending", odd: "pending"])
            try await stage.expect(["PATCH", "POST", "POST"], "R71: shared first; R72: no PUT")
            // R78: before any answer.
            #expect(try await team.receiver.record(id)["name"] == "0-shared")
            try await team.receiver.answer(id, "accepted")

            seat.press("s")
            try await seat.wait(forText: "accepted")
            seat.press(odd, "C-s")
            #expect(seat.says("\(odd) is a member already (pending)."), "R77")
            // The members by their IDs, of which this one is no hexadecimal number.
            seat.press("Backspace", "C-u", "Tab", "Down", "Space")
            #expect(seat.says("stop sharing with \(odd) (pending)"), "R76")
            seat.press("C-s")
            try await seat.wait(forWords: "back from 1 project: \(odd)?")
            seat.press("Enter")
            try await seat.wait(forWords: "1 project removed")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"])
            seat.press("U")
            try await seat.wait(forWords: "Undo Share Image of")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone:")
            #expect(
                try await team.owner.answers(on: id) == [team.receiver.project: "accepted", odd: "pending"])
        }

        @Test("R87: Upload Data brings a file to a record that has none; what does not fit the record is not sent")
        func uploadData() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.create("0-empty", "private", ["disk_format": "qcow2"])
            try await seat.refresh()
            let noise = try await PlainFile("noise.qcow2", megabytes: 1, in: seat.scratch)
            let disk = try SmallDisk(named: "disk.qcow2")
            seat.go(to: id)
            seat.press(":", "upload data", "Enter")
            try await seat.wait(forText: "Upload Data")
            seat.paste(noise.path)
            try await seat.wait(forWords: "the service would refuse it")
            seat.press("C-s")
            try await stage.expectNothingSent("the record would be spoiled")
            seat.press("C-u")
            seat.paste(disk.path)
            try await seat.wait(forWords: "QCOW2 (version 2)")
            seat.press("C-s")
            try await seat.wait("the data", of: id) { $0?.image.status == .active }
            let sum = try await Shell.run(["sha512sum", disk.path]).output.prefix(128)
            #expect(try await team.owner.record(id)["os_hash_value"] == .string(String(sum)))
            try await stage.expect(["PUT"])
            // Once is all an image takes.
            try await seat.wait("the end", within: .seconds(20)) { known in
                known.browser.transfers.contains { $0.image == id && !$0.isUnderWay } ? true : nil
            }
            seat.press(":", "upload data", "Enter")
            #expect(seat.says("Only an image that is queued takes data; it is active."))
        }

        @Test("R15, R26: Edit Visibility to private and back keeps members and their answers, and says so; U undoes it")
        func visibility() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-visible", "shared")
            try await team.owner.share(id, with: team.receiver.project)
            try await team.receiver.answer(id, "accepted")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("v")
            try await seat.wait(forWords: "rules count here")
            seat.press("Up")
            try await seat.wait(forWords: "Loses access: 1 project")
            #expect(seat.says("The members are kept: switching back gives them access again."))
            seat.press("C-s")
            try await seat.wait(forWords: "make it private?")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            seat.press("Enter")
            try await seat.wait(forWords: "0-visible is private now.")
            #expect(try await team.owner.record(id)["visibility"] == "private")
            #expect(try await team.receiver.ask("GET", "/v2/images/\(id)").status == 404)
            seat.press("U")
            try await seat.wait(forWords: "visibility private → shared")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone:")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"])
            #expect(try await team.receiver.ids("visibility=shared").contains(id))

            // R26: the members go on request; undone, they are asked again.
            seat.press("v", "Up")
            try await seat.wait(forWords: "Loses access: 1 project")
            seat.press("Tab", " ", "C-s")
            try await seat.wait(forWords: "make it private and remove 1 member?")
            seat.press("Enter")
            try await seat.wait(forWords: "0-visible is private now.")
            seat.press("U")
            try await seat.wait(forWords: "A member that comes back has to answer again.")
            seat.press("Enter")
            try await seat.wait(forWords: "Undo Edit Visibility: 2 changes done.")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"])
        }

        @Test("t deactivates after a question and reactivates; U undoes either. D deletes what is not protected")
        func activationAndDeletion() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-switched")
            let guarded = try await team.owner.createActive("0-guarded", "private", ["protected": true])
            try await seat.refresh()
            seat.go(to: id)
            seat.press("t")
            #expect(seat.says("Deactivate 0-switched (owner \(team.names.owner))?"))
            #expect(try await team.owner.record(id)["status"] == "active")
            seat.press("Enter")
            try await seat.wait(forWords: "0-switched is deactivated now.")
            #expect(try await team.owner.record(id)["status"] == "deactivated")
            seat.press("U")
            try await seat.wait(forWords: "Undo Deactivate of")
            #expect(try await team.owner.record(id)["status"] == "deactivated", "asked first")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone: 0-switched")
            #expect(try await team.owner.record(id)["status"] == "active")

            try await seat.wait("the row", of: id) { $0?.image.status == .active }
            seat.press("t", "Enter")
            try await seat.wait(forWords: "0-switched is deactivated now.")
            try await seat.wait("the row", of: id) { $0?.image.status == .deactivated }
            seat.press("t", "Enter")
            try await seat.wait(forWords: "0-switched is active now.")
            #expect(try await team.owner.record(id)["status"] == "active")
            seat.press("U")
            try await seat.wait(forWords: "Undo Reactivate of")
            seat.press("Enter")
            try await seat.wait(forWords: "Undone: 0-switched")
            #expect(try await team.owner.record(id)["status"] == "deactivated")

            seat.go(to: guarded)
            seat.refuses("D", "It is protected: lift the protection in Edit Image first.")
            #expect(try await team.owner.record(guarded)["status"] == "active")
            seat.go(to: id)
            seat.press("D")
            #expect(seat.says("Data cannot be recovered."))
            #expect(try await team.owner.record(id)["status"] == "deactivated")
            seat.press("Enter")
            try await seat.wait("the deletion", of: id) { $0 == nil || $0?.isWithdrawn == true }
            #expect(try await team.owner.ask("GET", "/v2/images/\(id)").status == 404)
        }

        @Test(
            "Edit Visibility and Delete of marked images: what will and will not be done is shown with the reason; the protected and the foreign one stay; U takes the first back"
        )
        func severalMarked() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let free = [try await team.owner.createActive("0-batch-1"), try await team.owner.createActive("0-batch-2")]
            let guarded = try await team.owner.createActive("0-batch-3", "private", ["protected": true])
            let foreign = try await team.receiver.createActive("0-batch-4", "shared")
            try await team.receiver.share(foreign, with: team.owner.project)
            try await team.owner.answer(foreign, "accepted")
            let theirs = try await team.receiver.record(foreign)
            let own = free + [guarded]
            try await seat.refresh()
            seat.press("/", "C-u", "0-batch-", "Enter", "*")
            #expect(seat.ids(.images) == Set(own + [foreign]))

            seat.press("v", "Down", "C-s")
            #expect(seat.says("0-batch-4: Only its owner, "), "\(seat.text)")
            #expect(seat.says("Enter: Save 3 images."))
            try await stage.expectNothingSent("shown first")
            seat.press("Enter")
            try await seat.wait(forWords: "Edit Visibility: 3 changes done.")
            for id in own { #expect(try await team.owner.record(id)["visibility"] == "shared") }
            #expect(try await team.receiver.record(foreign) == theirs)
            try await stage.expect(["PATCH", "PATCH", "PATCH"])

            // The report on each of them stays until it is closed.
            seat.press("Esc", "U")
            try await seat.wait(forWords: "Enter: Send 3 changes.")
            seat.press("Enter")
            try await seat.wait(forWords: "Undo Edit Visibility: 3 changes done.")
            seat.press("Esc")
            for id in own { #expect(try await team.owner.record(id)["visibility"] == "private") }

            for id in own { try await seat.wait("the row", of: id) { $0?.image.visibility == .private } }
            seat.press("*", "D")
            #expect(seat.says("0-batch-3: It is protected: lift the protection in Edit Image first."), "\(seat.text)")
            #expect(seat.says("0-batch-4: Only its owner, "))
            #expect(seat.says("Type delete to confirm"))
            seat.press("Enter")
            #expect(try await team.owner.record(free[0])["status"] == "active", "several are not deleted by one key")
            // The whole word would be a key.
            seat.press("delet", "e", "Enter")
            try await seat.wait(forWords: "Delete Image: 2 changes done.")
            for id in free { #expect(try await team.owner.ask("GET", "/v2/images/\(id)").status == 404) }
            #expect(try await team.owner.record(guarded)["status"] == "active")
            #expect(try await team.receiver.record(foreign) == theirs)
            #expect(try await team.owner.answers(on: foreign) == [team.owner.project: "accepted"])
            try await stage.expect(Array(repeating: "PATCH", count: 6) + ["DELETE", "DELETE"])
        }

        @Test(
            "R2, R3, R44, R82: N makes the next version of a published image, into the store that was chosen, by way of staging; the old one stays; its name is refused a second time"
        )
        func nextVersion() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let family = "debian-13-\(team.names.owner)"
            let old = try await team.owner.createActive(
                "\(family)-v1.0", "shared", ["tags": ["golden"], "os_distro": "debian", "hw_disk_bus": "virtio"])
            let before = try await team.owner.record(old)
            try await seat.refresh()
            seat.go(to: old)
            seat.press("e")
            #expect(seat.says("a new version takes its place") && seat.says("Create new version"), "R3")
            seat.press("Esc", "N")
            // Once it is known what the site offers.
            try await seat.wait(forText: "URL")
            let file = try SmallDisk(named: "\(family)-v1.1.qcow2")
            seat.paste(file.path)
            try await seat.wait(forText: "QCOW2 (version 2)")
            // From the file up, and round to the heading of hardware and store, the last but one.
            seat.press("S-Tab", "S-Tab", "S-Tab", "S-Tab", "S-Tab", " ")
            seat.tab(to: "Staged data passes")
            seat.press("End", "S-Tab", "a", "C-s")
            try await seat.wait(forWords: "Created \(family)-v1.1")
            let id = try #require(try await team.owner.ids("name=\(family)-v1.1").first)
            try await seat.wait("the data", of: id) { $0?.image.status == .active }
            let record = try await team.owner.record(id)
            #expect(record["os_distro"] == "debian" && record["hw_disk_bus"] == "virtio")
            #expect(record["tags"]?.strings == ["golden"])
            #expect(record["visibility"] == "private", "R7")
            #expect(record["stores"] == "archive", "R82")
            #expect(record["size"] == .integer(Int64(SmallDisk.size)))
            #expect(try await team.owner.record(old) == before, "R3")
            try await stage.expect(["POST", "PUT", "POST"], "record, staging, import")

            // The file's name suggests the one that is there now.
            seat.press("n")
            try await seat.wait(forText: "No data yet")
            seat.paste(file.path)
            try await seat.wait(forText: "QCOW2 (version 2)")
            seat.press("C-s")
            #expect(seat.says("This version is there already"), "R2")
            #expect(try await team.owner.ids("name=\(family)-v1.1") == [id])
            try await stage.expect(["POST", "PUT", "POST"], "R2: no further request")
        }

        @Test("R87: a record without data is made by Create Image, and its format is still open in Edit Image")
        func withoutData() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            try await seat.refresh()
            seat.press("n")
            try await seat.wait(forText: "No data yet")
            // To the source above, whose last choice it is; then format, name.
            seat.press("S-Tab", "End", "Tab", "r", "Tab", "0-without-data", "C-s")
            try await seat.wait(forWords: "Created 0-without-data")
            let id = try #require(try await team.owner.ids("name=0-without-data").first)
            let record = try await team.owner.record(id)
            #expect(record["status"] == "queued")
            #expect(record["visibility"] == "private", "R7")
            #expect(record["disk_format"] == "raw")
            seat.go(to: id)
            try await seat.wait("the record", of: id) { $0?.image.status == .queued }
            seat.press("e", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "q", "C-s")
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id)["disk_format"] == "qcow2")
        }

        @Test("An image whose data the service fetches from a URL, with members from the start; R72: they are pending")
        func fromURL() async throws {
            let server = try await ScriptedServer.start()
            let data = [UInt8](repeating: 7, count: 10_000)
            for method in ["GET", "HEAD"] { server.on(method, "/0-fetched.raw", ScriptedReply(200, body: data)) }
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            try await seat.refresh()
            seat.press("n")
            try await seat.wait(forText: "URL")
            // The source is above; then URL, format, name, description, minimum disk and RAM, visibility.
            seat.press("S-Tab", "u", "Tab", "\(server.url)/0-fetched.raw", "Tab", "r", "Tab", "0-fetched")
            seat.press("Tab", "Tab", "Tab", "Tab", "s", "M-n", "M-n", team.receiver.project, "C-s")
            try await seat.wait(forWords: "Offered to 1 project, waiting for acceptance")
            let id = try #require(try await team.owner.ids("name=0-fetched").first)
            try await seat.wait("the data", of: id) { $0?.image.status == .active }
            let record = try await team.owner.record(id)
            #expect(record["visibility"] == "shared")
            #expect(record["size"] == 10_000)
            #expect(record["disk_format"] == "raw")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"])
            #expect(!server.requests(to: "/0-fetched.raw").isEmpty)
            await server.stop()
        }
    }
}
