import Catalog
import Testing

/// What the tests of a suite share, because it takes seconds to begin: two projects, and somebody's program in front of
/// a proxy to the services.
struct Stage: Sendable {
    struct Missing: Error {}

    let team: Team
    let proxy: FaultProxy
    let seat: Seat
    /// How many changes the program had sent when the test began.
    private var sent = 0

    @TaskLocal private static var shared: Stage?

    /// The stage as a test of the suite finds it: no rule in force, no dialog open, nothing marked.
    static func begin() async throws -> Stage {
        guard var stage = shared else { throw Missing() }
        try await stage.proxy.relent()
        try await stage.proxy.forgetRequests()
        stage.seat.leaveDialogs()
        stage.seat.press("Esc", "u")
        stage.sent = stage.seat.changes.count
        return stage
    }

    private init(_ team: Team, _ proxy: FaultProxy, _ seat: Seat) {
        self.team = team
        self.proxy = proxy
        self.seat = seat
    }

    /// What the program has sent to the image service in this test.
    var changes: [RequestRecord] { Array(seat.changes.dropFirst(sent)) }

    /// These and no others have been sent in this test.
    func expect(
        _ methods: [String], _ comment: Comment? = nil, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await seat.expectChanges(methods, after: sent, comment, sourceLocation: sourceLocation)
    }

    /// Nothing but questions has come to the image service from the program in this test.
    func expectNothingSent(
        _ comment: Comment? = nil, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let sent = try await proxy.requests().filter { $0.method != "GET" }.map { "\($0.method) \($0.path)" }
        #expect(sent.isEmpty, comment, sourceLocation: sourceLocation)
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
