import Catalog
import Foundation
import Testing

@testable import Replica

@Suite("Plans, transfers and drafts over the end of a program")
struct JournalRecoveryTests {
    private let scratch = Scratch()

    @Test("A plan that was cut off comes back with how far each step had come, and only once")
    func plan() async throws {
        let first = try scratch.journal()
        let steps = [step(1, publishing), step(1, .addMember(theirs)), step(2, .delete)]
        var cut = ChangePlan(id: ChangePlan.ID("7"), name: "Share Image", steps: steps)
        cut.note = "why"
        cut.overwrites = true
        let number = try await first.begin(cut, in: here, at: noon)
        try await first.beginStep(0, of: number)
        try await first.endStep(0, of: number, .done, activity(1, publishing))
        try await first.beginStep(1, of: number)
        first.close()

        let second = try scratch.journal()
        let found = try await second.takeOverPlans(in: here)
        #expect(found.map(\.id) == [number])
        #expect(found.first?.plan == cut)
        #expect(found.first?.states == [.done, .begun, .waiting])
        #expect(found.first?.at == noon)
        // It belongs to the second one now.
        #expect(try await scratch.journal().takeOverPlans(in: here).isEmpty)
        #expect(try await second.takeOverPlans(in: here).isEmpty)
        try await second.end(number)
        second.close()
        #expect(try await scratch.journal().takeOverPlans(in: here).isEmpty)
    }

    @Test("What stands, what may stand and what is left become a plan to finish and one to take back")
    func bothWays() throws {
        let steps = [step(1, publishing), step(1, .addMember(theirs)), step(2, .delete), step(3, .deactivate)]
        let cut = UnfinishedPlan(
            id: 1, workplace: here, at: noon, plan: ChangePlan(id: ChangePlan.ID("7"), name: "Share", steps: steps),
            states: [.done, .begun, .done, .waiting])
        #expect(cut.continuation(id: ChangePlan.ID("8")).steps == [steps[1], steps[3]])
        let undoing = try #require(cut.undoing(id: ChangePlan.ID("9")))
        // The last step first; what was deleted does not come back.
        #expect(
            undoing.steps == [
                step(1, .removeMember(theirs, status: .pending)),
                step(1, patch(.visibility, .string("public"), .string("private"))),
            ])
    }

    @Test("Two programs never take over each other's live work")
    func liveWork() async throws {
        let first = try scratch.journal()
        let second = try scratch.journal()
        let number = try await first.begin(.sample, in: here, at: noon)
        try await first.keep(transfer())
        #expect(try await second.takeOverPlans(in: here).isEmpty)
        #expect(try await second.takeOverTransfers(in: here).transfers.isEmpty)
        first.close()
        #expect(try await second.takeOverPlans(in: elsewhere).isEmpty)
        #expect(try await second.takeOverPlans(in: here).map(\.id) == [number])
        #expect(try await second.takeOverTransfers(in: here).transfers.map(\.id) == [Transfer.ID("t1")])
    }

    @Test("A program that is killed gives its work up, without a word of its own")
    func killed() async throws {
        let journal = try scratch.journal()
        try await journal.keep(transfer())
        let folder = scratch.journalFolder
        // Another process holds the lock of a name that stands in the journal.
        let path = folder.lock(of: "process-other")
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/flock")
        other.arguments = [path, "/bin/sh", "-c", "echo locked; exec sleep 600"]
        let output = Pipe()
        other.standardOutput = output
        try other.run()
        defer { other.terminate() }
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "locked\n")
        try scratch.execute("UPDATE transfer SET owner = 'process-other'")
        #expect(try await journal.takeOverTransfers(in: here).transfers.isEmpty)
        // The lock is held by flock(1) and by the sleep that inherited it: kill the whole of it.
        kill(other.processIdentifier, SIGKILL)
        try killHolders(of: path)
        let deadline = ContinuousClock.now + .seconds(60)
        while LiveProcess.isAlive("process-other", in: folder), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await journal.takeOverTransfers(in: here).transfers.count == 1)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// Kills whoever else has a file open.
    private func killHolders(of path: String) throws {
        for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let pid = pid_t(entry), pid != getpid() else { continue }
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
            let isHolder = files.contains {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")) == path
            }
            if isHolder { kill(pid, SIGKILL) }
        }
    }

    @Test("Names of processes that lead elsewhere are nobody's, and no file of theirs is touched")
    func oddOwners() throws {
        let folder = scratch.journalFolder
        _ = try scratch.journal()
        let victim = folder.path + "/choices.toml"
        try Data("x".utf8).write(to: URL(filePath: victim))
        for name in ["../choices.toml", "choices.toml", "process-/../choices"] {
            #expect(!LiveProcess.isAlive(name, in: folder))
        }
        #expect(FileManager.default.fileExists(atPath: victim))
    }

    @Test("What dead processes left in the folder is removed at the start; a live one's file stays")
    func sweeping() throws {
        let live = try scratch.journal()
        let stale = scratch.journalFolder.lock(of: "process-stale")
        try Data().write(to: URL(filePath: stale))
        let second = try scratch.journal()
        #expect(!FileManager.default.fileExists(atPath: stale))
        #expect(FileManager.default.fileExists(atPath: scratch.journalFolder.lock(of: live.owner)))
        second.close()
        #expect(!FileManager.default.fileExists(atPath: scratch.journalFolder.lock(of: second.owner)))
    }

    @Test("A transfer comes back with all that is needed to go on")
    func transfers() async throws {
        let first = try scratch.journal()
        var image = newImage()
        image.visibility = .shared
        image.minDisk = 4
        image.minRAM = 512
        image.isProtected = true
        image.isHidden = true
        image.owner = mine
        image.tags = ["gold"]
        image.properties = ["os_distro": "ubuntu"]
        image.route = .glanceDirect
        image.store = "fast"
        image.members = [theirs]
        var kept = transfer(image)
        kept.stage = .staged
        kept.file = KeptTransfer.FileMark(size: 5, modified: 1_795_442_551_123_456_789)
        kept.digest = DataDigest(.sha512, bytes: [0, 255], byteCount: 5)
        kept.goesOn = true
        kept.problem = Problem(
            .refused, attempt: "Could not upload", reason: "the line broke", advice: "Try again.", httpStatus: 500,
            requestID: "req-1")
        try await first.keep(kept)
        first.close()
        let second = try scratch.journal()
        #expect(try await second.takeOverTransfers(in: here).transfers == [kept])
        try await second.forget(kept.id)
        second.close()
        #expect(try await scratch.journal().takeOverTransfers(in: here).transfers.isEmpty)
    }

    @Test("An export comes back with all that is needed to go on, and with what has to be reactivated (R33)")
    func exports() async throws {
        let first = try scratch.journal()
        var image = Image(id: id(9), name: "a-1-b-v1.0")
        (image.size, image.hashAlgorithm, image.hashDigest, image.checksum) = (7, "sha512", "00ff", "abcd")
        var export = ImageExport(image, to: "/tmp/a.qcow2")
        (export.replaces, export.deactivates) = (true, true)
        var kept = KeptExport(id: Transfer.ID("e1"), workplace: here, at: noon, plan: 7, export: export)
        kept.stage = .verified
        kept.mark = DataMark(of: image)
        kept.digest = DataDigest(.sha512, bytes: [0, 255], byteCount: 7)
        kept.hold = KeptExport.Hold(wasDeprecated: true, entry: 12)
        kept.problem = Problem(.refused, attempt: "Could not export", reason: "the disk is full")
        kept.goesOn = false
        try await first.keep(kept)
        try await first.keep(transfer())
        first.close()
        let found = try await scratch.journal().takeOverTransfers(in: here)
        #expect(found.exports == [kept])
        #expect(found.transfers.map(\.id) == [Transfer.ID("t1")])
    }

    @Test("R33: what may be left deactivated in other places is known once its program is dead, and is not taken over")
    func holdsElsewhere() async throws {
        let first = try scratch.journal()
        func kept(_ id: String, in workplace: Workplace, holds: Bool) -> KeptExport {
            let export = ImageExport(Image(id: ImageID(id), name: id), to: "/tmp/\(id).qcow2")
            var kept = KeptExport(id: Transfer.ID(id), workplace: workplace, at: noon, plan: 7, export: export)
            if holds { kept.hold = KeptExport.Hold(wasDeprecated: false) }
            return kept
        }
        let held = kept("held", in: elsewhere, holds: true)
        try await first.keep(held)
        try await first.keep(kept("active", in: elsewhere, holds: false))
        try await first.keep(kept("here", in: here, holds: true))
        try await first.keep(transfer(in: elsewhere))
        let second = try scratch.journal()
        #expect(try await second.exportsHolding(outside: here).isEmpty, "its program lives")
        first.close()
        #expect(try await second.exportsHolding(outside: here) == [held])
        let nowhere = Workplace(cloud: elsewhere.cloud)
        #expect(try await second.exportsHolding(outside: nowhere).map(\.id.text).sorted() == ["held", "here"])
        let taken = try await second.takeOverTransfers(in: elsewhere).exports
        #expect(taken.map(\.id.text).sorted() == ["active", "held"])
        #expect(try await second.exportsHolding(outside: here).isEmpty, "this program works on it")
    }

    @Test("What an earlier release kept of a transfer that had failed is read: the reason alone")
    func earlierProblem() async throws {
        let first = try scratch.journal()
        try await first.keep(transfer())
        try scratch.execute("UPDATE transfer SET body = json_set(body, '$.problem', 'the line broke')")
        first.close()
        let found = try await scratch.journal().takeOverTransfers(in: here).transfers
        #expect(found.first?.problem?.sentence == "It had stopped: the line broke.")
    }

    @Test("Passwords and signatures in an address never reach the file; the address counts as lost then")
    func secrets() async throws {
        let first = try scratch.journal()
        let url = "https://user:hunter2@images.example/a.qcow2?X-Amz-Signature=hunter3"
        try await first.keep(transfer(newImage(.url(url))))
        try await first.keep(transfer(newImage(.url("https://images.example/a@b.qcow2")), id: "t2"))
        var entry = activity(1, .delete)
        entry.deed = .created(newImage(.url(url)))
        try await first.add(entry)
        first.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.journalFolder.path) {
            let data = try Data(contentsOf: URL(filePath: scratch.journalFolder.path + "/" + name))
            #expect(data.firstRange(of: Data("hunter".utf8)) == nil, "\(name)")
        }
        let found = try await scratch.journal().takeOverTransfers(in: here).transfers
        #expect(found.map(\.hasLostSecrets) == [true, false])
        #expect(found.first?.image.source == .url("https://***@images.example/a.qcow2?***"))
    }

    @Test("Drafts are kept by cloud, the newest first, until they are discarded")
    func drafts() async throws {
        let first = try scratch.journal()
        func draft(_ id: String, _ cloud: String, at: Int64) -> Draft {
            Draft(
                id: id, dialog: "create-image", cloud: cloud, images: ["i"], title: "a", answers: ["name": "a"], at: at)
        }
        try await first.save(draft("a", "xloud", at: 1))
        try await first.save(draft("b", "xloud", at: 2))
        try await first.save(draft("c", "other", at: 3))
        try await first.save(draft("a", "xloud", at: 4))
        first.close()
        let second = try scratch.journal()
        #expect(try await second.drafts(cloud: "xloud") == [draft("a", "xloud", at: 4), draft("b", "xloud", at: 2)])
        try await second.discardDraft("a")
        #expect(try await second.drafts().map(\.id) == ["c", "b"])
    }

    @Test("What is written is kept also if the task that asked for it was cancelled")
    func cancelled() async throws {
        let journal = try scratch.journal()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await journal.add(activity(1, publishing))
        }
        try await task.value
        #expect(try await journal.activity(latest: 1).count == 1)
    }

    @Test("Numbers for what belongs together never come twice")
    func numbers() async throws {
        let first = try scratch.journal()
        var numbers = [try await first.nextNumber(), try await first.begin(.sample, in: here, at: noon)]
        try await first.end(numbers[1])
        first.close()
        numbers.append(try await scratch.journal().nextNumber())
        #expect(Set(numbers).count == 3)
        #expect(numbers == numbers.sorted())
    }
}

extension ChangePlan {
    fileprivate static let sample = ChangePlan(
        id: ID("1-1"), name: "Edit Visibility", steps: [step(1, publishing), step(2, publishing)])
}
