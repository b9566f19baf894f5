import Browser
import Canvas
import Catalog
import Testing

/// GLANCE-FACTS "What bites", item 7: names, property names, values and tags come with any character in them.
@Suite("Text that means harm", .serialized)
struct HostileTextTests {
    @Test("Bites 7: nothing of what images say is lost, down to the last NUL")
    func nothingIsLost() async throws {
        let cloud = try await PrivateCloud.odd
        let alice = try await Person.named("alice", of: cloud)
        try await Seat.use(["alice": cloud.entry("alice")]) { seat in
            try await seat.synchronised()
            let images = try await alice.images("visibility=all")
            #expect(images.contains { $0["name"]?.string?.unicodeScalars.contains("\0") == true })
            #expect(images.count { $0["hostile"] != nil } > 40)
            for image in images {
                let id = try #require(image.imageID)
                // As text: two strings that only look alike are equal in Swift.
                let found = seat.entry(id)?.image.json.pretty
                let isSame = found.map { Array($0.utf8) } == Array(image.withSortedTags.pretty.utf8)
                #expect(isSame, "\(id): \(found ?? "no row")")
            }
        }
    }

    @Test("Bites 7: no cell of a screen holds a character that is not for printing: lists, preview, details")
    func nothingReachesTheScreen() async throws {
        let cloud = try await PrivateCloud.odd
        let scratch = try Scratch()
        let entries = ["alice": cloud.entry("alice")]
        try await Seat.use(entries, in: scratch, size: Size(columns: 250, rows: 70)) { seat in
            try await seat.synchronised()
            seat.press("/", "Its name", "Enter")
            for keys in ["", "H", "f", "f"] {
                seat.press(keys)
                seat.expectHarmlessScreen(after: keys)
                #expect(seat.lines.contains { $0.contains("␛[31mred␛[0m") })
            }
            seat.press("2")
            seat.expectHarmlessScreen(after: "2")
        }
        // From the replica this time, and all that details tell.
        try await Seat.use(entries, in: scratch, size: Size(columns: 100, rows: 180)) { seat in
            try await seat.synchronised()
            let hostile = seat.rows(.images).filter { $0.image.properties["hostile"] != nil }
            #expect(hostile.count > 40)
            for entry in hostile {
                seat.press("O", entry.id.rawValue, "Enter")
                seat.expectHarmlessScreen(after: "details of \(entry.id)")
                seat.press("Esc")
            }
            let members = try #require(hostile.first { $0.image.properties["hostile"] == "many-members" })
            seat.press("O", members.id.rawValue, "Enter")
            try await seat.wait(forText: "project-60")
            seat.expectHarmlessScreen(after: "members with names that mean harm")
        }
    }
}

extension Seat {
    /// Expects that every cell holds a character that takes the columns it is said to, and does nothing else.
    fileprivate func expectHarmlessScreen(after keys: String, location: SourceLocation = #_sourceLocation) {
        let harmful = frame.cells.flatMap { [$0.scalar, $0.marks.0, $0.marks.1] }.filter { scalar in
            switch scalar.properties.generalCategory {
            // NUL stands for "no mark".
            case .control: scalar != "\0"
            case .format, .surrogate, .lineSeparator, .paragraphSeparator: true
            default: scalar.properties.isNoncharacterCodePoint
            }
        }
        #expect(harmful.isEmpty, "after \(keys)", sourceLocation: location)
        let isBlank = frame.cells.contains { $0.scalar == "\0" }
        #expect(!isBlank, "a NUL in a cell after \(keys)", sourceLocation: location)
    }
}

extension OwnersStage {
    /// The same for what the program sends.
    @Suite("Changes of images whose text means harm", .serialized)
    struct HostileWritingTests {
        @Test("Bites 7: what a dialog cannot show of an image stays to the last byte when something else is changed")
        func bystanders() async throws {
            let stage = try await Stage.begin()
            let (team, seat) = (stage.team, stage.seat)
            let id = try await team.owner.createActive(
                "0-\u{1B}[31mred\u{0}\u{202E}two\nlines \u{9B}0m", "private",
                [
                    "description": "first line\nsecond\u{7}", "os_distro": "\u{1B}]0;debian", "os_version": "",
                    "k\u{1B}[2Jey": "a\u{0}b", "tags": ["two\nlines", "\u{1B}[2J"],
                ])
            let before = try await team.owner.record(id)
            #expect(before["name"] == "0-\u{1B}[31mred\u{0}\u{202E}two\nlines \u{9B}0m", "the service takes it")
            try await seat.refresh()
            seat.go(to: id)
            // From the name to the minimum disk.
            seat.press("e", "Tab", "Tab", "C-u", "7")
            seat.expectHarmlessScreen(after: "e")
            seat.press("C-s")
            try await seat.wait(forWords: "1 attribute updated")
            #expect(try await team.owner.record(id).differs(from: before) == ["min_disk"])
            seat.press("m")
            try await seat.wait(forText: "os_distro")
            seat.press("+", "fresh", "Enter", "mine", "Enter")
            seat.expectHarmlessScreen(after: "m")
            seat.press("C-s")
            try await seat.wait(forWords: "updated.")
            #expect(try await team.owner.record(id).differs(from: before) == ["min_disk", "fresh"])
            seat.press("v", "Down", "C-s")
            try await seat.wait(forWords: "is shared now.")
            #expect(try await team.owner.record(id).differs(from: before) == ["min_disk", "fresh", "visibility"])
            seat.expectHarmlessScreen(after: "v")
            try await stage.expect(["PATCH", "PATCH", "PATCH"])
        }
    }
}
