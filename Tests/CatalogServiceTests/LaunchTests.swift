import Catalog
import CatalogService
import OpenStack
import Replica
import Synchronization
import Testing

@Suite("Launching servers", .timeLimit(.minutes(2)))
struct LaunchTests {
    private let scratch = Scratch()
    private let cloud = ScriptedCloud(session())
    private let wanted: NewServer = {
        var server = NewServer(name: "web-1", image: id(1), imageTitle: "image-1", flavor: "f1")
        server.userData = UserData(Array("#!/bin/sh\npassword=hunter2".utf8))
        return server
    }()

    private func desk(isReadOnly: Bool = false) async throws -> Desk {
        cloud.put(image(1))
        let desk = Desk(scratch, journal: scratch.journal)
        await desk.open(cloud, isReadOnly: isReadOnly)
        try await desk.passes(1)
        cloud.forgetCalls()
        return desk
    }

    /// What is reported of a launch to its end, in words, while time goes on.
    private func launch(_ server: NewServer, in desk: Desk) async throws -> [String] {
        let watch = LaunchWatch(await desk.service.launch(server))
        try await desk.wait("the end", advancing: .seconds(1), for: { _ in watch.words.last == "ended" })
        return watch.words
    }

    private static func now(_ status: String, task: String? = nil, fault: String? = nil) -> Server {
        Server(id: "s1", name: "web-1", status: status, task: task, fault: fault)
    }

    @Test("A server is asked for once, followed until it is active, and kept in the log without its user data")
    func active() async throws {
        cloud.with {
            $0.servers = [
                Self.now("BUILD", task: "scheduling"), Self.now("BUILD", task: "spawning"), Self.now("ACTIVE"),
            ]
        }
        let desk = try await desk()
        #expect(
            try await launch(wanted, in: desk) == [
                "accepted BUILD", "BUILD scheduling", "BUILD spawning", "ACTIVE", "ended",
            ])
        #expect(cloud.asked == ["image 1", "launch web-1", "server s1", "server s1", "server s1"])
        let entry = try #require(await desk.activity().first)
        #expect(entry.deed == .launched(name: "web-1", id: "s1"))
        #expect(entry.deed.summary == "launch web-1 (s1)")
        #expect(entry.requestID == "req-1")
        #expect(entry.commands.first?.hasPrefix("openstack server create --image \(id(1))") == true)
        #expect(!String(describing: entry).contains("hunter2"))
        #expect(Deed(entry.deed.json) == entry.deed)
    }

    @Test("A server in error is told with its fault")
    func error() async throws {
        cloud.with { $0.servers = [Self.now("ERROR", fault: "No valid host was found.")] }
        let desk = try await desk()
        #expect(
            try await launch(wanted, in: desk) == ["accepted BUILD", "ERROR: No valid host was found.", "ended"])
    }

    @Test("A server that is gone, or that nobody answers for any more, is out of sight")
    func outOfSight() async throws {
        let desk = try await desk()
        #expect(try await launch(wanted, in: desk) == ["accepted BUILD", "out of sight: not found", "ended"])
        cloud.forgetCalls()
        cloud.with {
            $0.servers = [Self.now("ACTIVE")]
            $0.trouble = { $0 == "server s1" ? .refusedConnection : nil }
        }
        #expect(try await launch(wanted, in: desk) == ["accepted BUILD", "out of sight: refused", "ended"])
        #expect(cloud.asked.count(where: { $0 == "server s1" }) == 5)
    }

    @Test("R60: an image that was deprecated since the dialog was opened is not launched")
    func deprecatedMeanwhile() async throws {
        let desk = try await desk()
        cloud.change(id(1)) {
            $0.properties["deprecated"] = "true"
            $0.properties["replacement"] = "image-2"
        }
        #expect(try await launch(wanted, in: desk) == ["refused: it is deprecated: use image-2", "ended"])
        #expect(cloud.asked == ["image 1"])
    }

    @Test("R81: where the settings require signed images an unsigned one is not launched")
    func unsigned() async throws {
        let desk = try await desk()
        var signed = wanted
        signed.requiresSignature = true
        #expect(try await launch(signed, in: desk).first?.hasPrefix("refused: it is not signed") == true)
        #expect(cloud.asked == ["image 1"])
    }

    @Test("A read-only session launches nothing")
    func readOnly() async throws {
        let desk = try await desk(isReadOnly: true)
        #expect(try await launch(wanted, in: desk) == ["refused: this session is read-only", "ended"])
        #expect(cloud.calls.isEmpty)
    }

    @Test("A refusal is in the log, and one that may have been carried out as such")
    func refused() async throws {
        let desk = try await desk()
        var lost = Problem(.timeout, attempt: "Could not launch it", reason: "no answer")
        cloud.with { $0.trouble = { $0.hasPrefix("launch") ? .forbidden : nil } }
        #expect(try await launch(wanted, in: desk) == ["refused: no right", "ended"])
        lost.isUncertain = true
        cloud.with { [lost] in $0.trouble = { $0.hasPrefix("launch") ? lost : nil } }
        #expect(try await launch(wanted, in: desk) == ["refused: no answer", "ended"])
        #expect(await desk.activity().map(\.outcome) == [.unknown, .failed])
    }
}

/// What a dialog hears of its server, in words.
private final class LaunchWatch: Sendable {
    private let heard = Mutex<[String]>([])

    init(_ reports: AsyncStream<LaunchReport>) {
        Task { [self] in
            for await report in reports { heard.withLock { $0.append(report.words) } }
        }
    }

    var words: [String] { heard.withLock { $0 } }
}

extension LaunchReport {
    fileprivate var words: String {
        switch self {
        case .refused(let problem): "refused: \(problem.reason)"
        case .accepted(let server): "accepted \(server.status)"
        case .server(let server):
            server.status + (server.task.map { " \($0)" } ?? "") + (server.fault.map { ": \($0)" } ?? "")
        case .outOfSight(let problem): "out of sight: \(problem.reason)"
        case .ended: "ended"
        }
    }
}
