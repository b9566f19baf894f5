import Catalog
import Testing

/// Somebody's program in front of a proxy to the strict cloud, its catalogue read: what the tests of a suite share that
/// make the services go wrong and recover.
struct Outlook: Sendable {
    let proxy: FaultProxy
    let seat: Seat

    @TaskLocal private static var shared: Outlook?

    /// Gives a test the suite's own, or one with settings of its own in clouds.yaml.
    static func use(
        _ settings: [String: JSONValue] = [:], isolation: isolated (any Actor)? = #isolation,
        _ body: (FaultProxy, Seat) async throws -> Void
    ) async throws {
        if settings.isEmpty, let shared {
            try await shared.proxy.relent()
            try await shared.proxy.forgetRequests()
            return try await body(shared.proxy, shared.seat)
        }
        try await FaultProxy.use(PrivateCloud.strict) { proxy, _ in
            try await Seat.use(["alice": proxy.entry("alice", settings)]) { seat in
                try await seat.synchronised()
                try await body(proxy, seat)
            }
        }
    }

    /// Opens it for a suite.
    struct Setting: SuiteTrait, TestScoping {
        func provideScope(
            for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
        ) async throws {
            try await Outlook.use { proxy, seat in
                try await Outlook.$shared.withValue(Outlook(proxy: proxy, seat: seat)) { try await function() }
            }
        }
    }
}

extension Trait where Self == Outlook.Setting {
    /// One program for all tests of the suite.
    static var outlook: Self { Self() }
}
