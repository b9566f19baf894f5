import Catalog
import Testing

@testable import Replica

@Suite("The activity log")
struct JournalActivityTests {
    private let scratch = Scratch()

    @Test(
        "Every change comes back as it was kept",
        arguments: [
            publishing, patch(.name, .null, .string("a")), patch(.property("os_distro"), nil, .string("ubuntu")),
            patch(.property("os_distro"), .string(""), nil),
            patch(.tags, .array([]), .array([.string("gold"), .string("größe/1")])),
            patch(.minDisk, .integer(0), .integer(2_147_483_647)), patch(.protected, .bool(false), .bool(true)),
            .deactivate, .reactivate, .addMember(theirs), .removeMember(theirs, status: .accepted),
            .answerOffer(mine, from: .pending, to: .rejected), .delete,
        ])
    func changes(_ change: ImageChange) async throws {
        let journal = try scratch.journal()
        var entry = activity(1, change)
        entry.requestID = "req-1"
        entry.commands = ["one", "two"]
        entry.note = "because"
        entry.reason = "so"
        entry.id = try await journal.add(entry)
        #expect(try await journal.activity(latest: 1) == [entry])
    }

    @Test("Deeds that are no changes come back too")
    func deeds() async throws {
        let journal = try scratch.journal()
        let deeds: [Deed] = [
            .created(newImage()), .uploaded(bytes: 5, digest: "sha512:00"), .uploaded(bytes: 0, digest: nil),
            .imported(method: "web-download"),
        ]
        for deed in deeds {
            var entry = activity(1, .delete)
            entry.deed = deed
            try await journal.add(entry)
        }
        #expect(try await journal.activity(latest: 4).map(\.deed) == deeds.reversed())
    }

    @Test("The latest entries come first, of one cloud or of all")
    func latest() async throws {
        let journal = try scratch.journal()
        var foreign = here
        foreign.cloud = "other"
        for number in 1...3 { try await journal.add(activity(number, publishing)) }
        try await journal.add(activity(4, publishing, in: foreign))
        #expect(try await journal.activity(latest: 2).map(\.image) == [id(4), id(3)])
        #expect(try await journal.activity(latest: 2, cloud: "xloud").map(\.image) == [id(3), id(2)])
    }

    @Test("The last plan that can be taken back is found, with its steps from the last to the first")
    func lastReversible() async throws {
        let journal = try scratch.journal()
        try await journal.add(activity(1, publishing, plan: 1))
        try await journal.add(activity(2, publishing, plan: 2))
        try await journal.add(activity(2, .addMember(theirs), plan: 2))
        try await journal.add(activity(3, .deactivate, plan: 2, .failed))
        try await journal.add(activity(4, .delete, plan: 3))
        try await journal.add(activity(5, publishing, plan: 4, in: elsewhere))
        let found = try await journal.lastReversible(in: here)
        #expect(found.map(\.plan) == [2, 2])
        #expect(found.map(\.deed) == [.changed(.addMember(theirs)), .changed(publishing)])
    }

    @Test("What was taken back is not offered again, nor is the taking back; the next undo goes further back")
    func furtherBack() async throws {
        let journal = try scratch.journal()
        try await journal.add(activity(1, publishing, plan: 1))
        let second = try await journal.add(activity(2, publishing, plan: 2))
        var undo = activity(2, patch(.visibility, .string("public"), .string("private")), plan: 3)
        undo.undoes = second
        try await journal.add(undo)
        #expect(try await journal.lastReversible(in: here).map(\.image) == [id(1)])
    }

    @Test("A failed undo leaves the entry to be undone")
    func failedUndo() async throws {
        let journal = try scratch.journal()
        let first = try await journal.add(activity(1, publishing))
        var undo = activity(1, publishing, plan: 2, .failed)
        undo.undoes = first
        try await journal.add(undo)
        #expect(try await journal.lastReversible(in: here).map(\.id) == [first])
        try await journal.giveUpUndoing([first])
        #expect(try await journal.lastReversible(in: here).isEmpty)
    }
}
