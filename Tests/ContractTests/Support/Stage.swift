import Catalog
import Testing

/// What the tests of a suite share, because it takes seconds to begin: two projects, and somebody's program in front of
/// a proxy to the services.
struct Stage: Sendable {
    struct Missing: Error {}

    let team: Team
    let proxy: FaultProxy
    let seat: Seat

    @TaskLocal private static var shared: Stage?

    /// The stage as a test of the suite finds it: no rule in force, no dialog open, nothing marked.
    static func begin() async throws -> Stage {
        guard let stage = shared else { throw Missing() }
        try await stage.proxy.relent()
        try await stage.proxy.forgetRequests()
        stage.seat.leaveDialogs()
        stage.seat.press("Esc", "u")
        return stage
    }

    private init(_ team: Team, _ proxy: FaultProxy, _ seat: Seat) {
        self.team = team
        self.proxy = proxy
        self.seat = seat
    }

    /// These and no others have been sent to the image service in this test, as the proxy saw it: what the program
    /// reports may come a moment later.
    func expect(
        _ methods: [String], _ comment: Comment? = nil, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for _ in 0..<200 where try await changes().count < methods.count {
            try await Task.sleep(for: .milliseconds(20))
        }
        let sent = try await changes()
        #expect(
            sent.map(\.method) == methods, comment ?? "\(sent.map { "\($0.method) \($0.path)" })",
            sourceLocation: sourceLocation)
    }

    /// Nothing but questions has come to the image service from the program in this test.
    func expectNothingSent(
        _ comment: Comment? = nil, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let sent = try await changes().map { "\($0.method) \($0.path)" }
        #expect(sent.isEmpty, comment, sourceLocation: sourceLocation)
    }

    /// Without what a token that had ended was refused for: it is sent again with a new one.
    func changes() async throws -> [FaultProxy.Request] {
        try await proxy.requests().filter { $0.method != "GET" && $0.status != 401 }
    }

    /// Whose program it is.
    enum Actor: Sendable { case owner, administrator }

    /// Sets the stage for a suite.
    struct Setting: SuiteTrait, TestScoping {
        let actor: Actor
        let isStrict: Bool

        func provideScope(
            for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
        ) async throws {
            let cloud = isStrict ? try PrivateCloud.strict : try PrivateCloud.stock
            try await FaultProxy.use(cloud) { proxy, _ in
                try await Team.use(cloud, withReader: true) { team in
                    let entry =
                        actor == .owner
                        ? team.entry(team.owner, at: proxy.keystone()) : cloud.entry("admin", at: proxy.keystone())
                    try await Seat.use(["it": entry], pane: actor == .owner ? .images : .admin) { seat in
                        try await seat.synchronised()
                        try await $shared.withValue(Stage(team, proxy, seat)) { try await function() }
                    }
                }
            }
        }
    }
}

extension Trait where Self == Stage.Setting {
    /// One team and one program for all tests of the suite, on the cloud with the strict policy or the other.
    static func stage(_ actor: Stage.Actor, isStrict: Bool = false) -> Self { Self(actor: actor, isStrict: isStrict) }
}

/// The suites that act as one owner, on one stage.
@Suite("An owner's program", .serialized, .stage(.owner))
enum OwnersStage {}
