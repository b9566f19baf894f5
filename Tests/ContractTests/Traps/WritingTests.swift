import Catalog
import Testing

extension OwnersStage {
    /// GLANCE-FACTS "What bites", items 1 and 10: what becomes of changes that meet others.
    @Suite("Changes that meet others", .serialized)
    struct WritingTests {
        @Test(
            "Bites 1, 2: the media type is exact, JSON is accepted, and what is set is added: it goes through whatever became of the property"
        )
        func addNotReplace() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.createActive("0-raced", "private", ["kept": "1"])
            try await seat.refresh()
            seat.go(to: id)
            let hold = try await proxy.rule("hold", ["method": "PATCH"])
            seat.press("m")
            try await seat.wait(forText: "kept")
            seat.press("Enter", "C-u", "2", "Enter", "+", "fresh", "Enter", "mine", "Enter", "C-s")
            let patch = try await proxy.request("the patch") { $0.method == "PATCH" }
            #expect(patch.headers["Content-Type"] == "application/openstack-images-v2.1-json-patch")
            #expect(patch.headers["Accept"] == "application/json")
            // Between the look before it and the patch itself the one goes and the other comes.
            let remove: [JSONValue] = [["op": "remove", "path": "/kept"]]
            try await team.owner.call("PATCH", "/v2/images/\(id)", .patch(remove))
            try await team.owner.set(id, ["fresh": "theirs"])
            try await proxy.remove(hold)
            try await seat.wait(forWords: "Metadata of 0-raced updated")
            let record = try await team.owner.record(id)
            #expect(record["kept"] == "2")
            #expect(record["fresh"] == "mine")
            // The same with a key of vnd. or plain JSON is what the service refuses.
            for type in ["application/vnd.openstack-images-v2.1-json-patch", "application/json"] {
                let bytes = Array(#"[{"op":"add","path":"/kept","value":"3"}]"#.utf8)
                let reply = try await team.owner.ask("PATCH", "/v2/images/\(id)", .bytes(bytes, type: type))
                #expect(reply.status == 415)
            }
        }

        @Test("A key that is gone before its removal arrives is looked for and the rest is sent again; nothing fails")
        func removedTwice() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.createActive("0-raced", "private", ["doomed": "1"])
            try await seat.refresh()
            seat.go(to: id)
            let hold = try await proxy.rule("hold", ["method": "PATCH"])
            seat.press("m")
            try await seat.wait(forText: "doomed")
            seat.press("Delete", "+", "fresh", "Enter", "mine", "Enter", "C-s")
            try await proxy.request("the patch") { $0.method == "PATCH" }
            let remove: [JSONValue] = [["op": "remove", "path": "/doomed"]]
            try await team.owner.call("PATCH", "/v2/images/\(id)", .patch(remove))
            try await proxy.remove(hold)
            try await seat.wait(forWords: "Metadata of 0-raced updated")
            let record = try await team.owner.record(id)
            #expect(record["doomed"] == nil)
            #expect(record["fresh"] == "mine")
            #expect(try await proxy.requests().filter { $0.method == "PATCH" }.map(\.status) == [409, 200])
        }

        @Test("Bites 10: a change beside an upload waits for its end, and says so")
        func waits() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.create("0-uploading")
            let upload = try await HeldUpload(team.owner, to: id)
            try await seat.refresh()
            seat.go(to: id)
            seat.press("e", "C-u", "0-renamed", "C-s")
            try await seat.wait(forWords: "Waits, because its data is being stored; it is sent when that ends.")
            #expect(try await proxy.requests().allSatisfy { $0.method == "GET" })
            #expect(try await upload.end() == 204)
            try await seat.wait(forWords: "1 attribute updated")
            let record = try await team.owner.record(id)
            #expect(record["name"] == "0-renamed")
            #expect(record["status"] == "active")
            try await stage.expect(["PATCH"])
        }

        @Test("Bites 10: a change that an upload undoes is sent again when that has ended")
        func lost() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.create("0-queued")
            try await seat.refresh()
            seat.go(to: id)
            let hold = try await proxy.rule("hold", ["method": "PATCH"])
            seat.press("e", "C-u", "0-renamed", "C-s")
            try await proxy.request("the patch") { $0.method == "PATCH" }
            let upload = try await HeldUpload(team.owner, to: id)
            try await proxy.remove(hold)
            try await seat.wait(forWords: "Waits, because its data is being stored")
            #expect(try await team.owner.record(id)["name"] == "0-renamed", "answered well at first")
            #expect(try await upload.end() == 204)
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id)["name"] == "0-renamed")
            #expect(try await proxy.requests().filter { $0.method == "PATCH" }.map(\.status) == [200, 200])
        }

        @Test("Bites 10: a change beside a copy to another store is there when the copy is")
        func copying() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.create("0-copied")
            try await team.owner.upload(id, [UInt8](repeating: 7, count: 48 << 20))
            try await seat.refresh()
            seat.go(to: id)
            seat.press("e", "C-u", "0-renamed")
            let copy: JSONValue = ["method": ["name": "copy-image"], "stores": ["archive"]]
            try await team.admin.call("POST", "/v2/images/\(id)/import", .json(copy))
            seat.press("C-s")
            try await seat.wait(forWords: "1 attribute updated")
            let end = ContinuousClock.now + .seconds(30)
            while try await team.owner.record(id)["stores"]?.string?.contains("archive") != true {
                try #require(ContinuousClock.now < end, "the copy never ends")
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await team.owner.record(id)["name"] == "0-renamed")
            try await stage.expect(["PATCH"])
        }

        @Test("Bites 10: a change that is overwritten each time is reported as lost")
        func lostTwice() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.createActive("0-contested")
            try await seat.refresh()
            let before = try await team.owner.record(id)
            // Answered well, and never there: as if another writer stored what it had read before.
            try await proxy.rule("answer", ["method": "PATCH", "status": 200, "body": before])
            seat.go(to: id)
            seat.press("e", "C-u", "0-renamed", "C-s")
            try await seat.wait(forWords: "The service answered well, but the change did not last")
            #expect(seat.says("Edit Image"), "the dialog stays with its input")
            #expect(seat.entry(id)?.image.name == "0-contested")
            #expect(try await proxy.requests().count { $0.method == "PATCH" } == 2)
            try await proxy.relent()
            seat.press("C-s")
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id)["name"] == "0-renamed")
        }

        @Test("What somebody changed between opening and submitting is shown and asked about; nothing is sent before")
        func conflict() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-first")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("e", "C-u", "0-mine")
            try await team.owner.set(id, ["name": "0-theirs", "os_distro": "debian"])
            seat.press("C-s")
            try await seat.wait(forWords: "name 0-first → 0-theirs. Conflict: yours is 0-mine.")
            #expect(seat.says("os_distro not there → debian"), "what is no conflict is shown too")
            try await stage.expectNothingSent()
            seat.press("Enter")
            try await seat.wait(forWords: "Sent over what somebody else had changed.")
            let record = try await team.owner.record(id)
            #expect(record["name"] == "0-mine")
            #expect(record["os_distro"] == "debian", "only what was edited is sent")
        }

        @Test("Update Metadata tells of other attributes that changed too; Esc leads back, and only its own is sent")
        func conflictBeside() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive("0-beside")
            try await seat.refresh()
            seat.go(to: id)
            seat.press("m", "+", "mine", "Enter", "1", "Enter")
            try await team.owner.set(id, ["name": "0-besides", "os_distro": "debian"])
            seat.press("C-s")
            try await seat.wait(forWords: "You changed none of this")
            #expect(seat.says("name 0-beside → 0-besides") && seat.says("os_distro not there → debian"))
            seat.press("Esc")
            #expect(seat.says("mine 1 added"), "the dialog is back with what was entered")
            try await stage.expectNothingSent()
            seat.press("C-s")
            try await seat.wait(forWords: "You changed none of this")
            seat.press("Enter")
            try await seat.wait(forWords: "Sent; what somebody else had changed stays as it is.")
            let record = try await team.owner.record(id)
            #expect(record["mine"] == "1" && record["name"] == "0-besides" && record["os_distro"] == "debian")
        }

        @Test("A token that ends between the look and the change is renewed, and the change arrives once")
        func expired() async throws {
            let stage = try await Stage.begin()
            let (team, proxy, seat) = (stage.team, stage.proxy, stage.seat)
            let id = try await team.owner.createActive("0-late")
            try await seat.refresh()
            seat.go(to: id)
            let hold = try await proxy.rule("hold", ["method": "PATCH"])
            seat.press("e", "C-u", "0-renamed", "C-s")
            try await proxy.request("the patch") { $0.method == "PATCH" }
            try await proxy.expireTokens()
            try await proxy.remove(hold)
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id)["name"] == "0-renamed")
            #expect(try await proxy.requests().filter { $0.method == "PATCH" }.map(\.status) == [401, 200])
        }
    }
}
