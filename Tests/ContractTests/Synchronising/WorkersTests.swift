import Catalog
import CatalogService
import Testing

/// Issue 2, section 3: where a site runs several workers, listings are read side by side.
///
/// Told by what the proxy saw, not by how long it took. What the site can do is set by a line that is the narrow place.
/// The program itself goes by the time, and the machine has other things to do: it may be mistaken, but not always.
@Suite("Listings side by side", .serialized)
struct WorkersTests {
    private static let attempts = 3

    @Test("A site that reads two listings as fast as one is asked for two at once after a trial")
    func severalWorkers() async throws {
        var seen: [String] = []
        for _ in 1...Self.attempts {
            let pages = try await pages(isShared: false)
            // The trial are two pages, one of each listing.
            if pages.beside.count > 2 { return }
            seen += pages.map { "\($0.path) \($0.begun - pages[0].begun) \(($0.ended ?? 0) - pages[0].begun)" }
        }
        Issue.record("never side by side: \(seen)")
    }

    @Test("A site that takes twice as long for two is tried once, and then asked for one after the other")
    func oneWorker() async throws {
        var seen: [String] = []
        for _ in 1...Self.attempts {
            let pages = try await pages(isShared: true)
            if pages.beside.count <= 2 { return }
            seen.append("\(pages.beside.count)")
        }
        Issue.record("always side by side: \(seen)")
    }

    /// The pages of a full pass over lines that all connections share, or that each has for itself.
    private func pages(isShared: Bool) async throws -> [FaultProxy.Request] {
        try await FaultProxy.use(PrivateCloud.odd) { proxy, _ in
            try await proxy.setLink(bitsPerSecond: 400_000, isShared: isShared)
            return try await Seat.use(["admin": proxy.entry("admin")], pane: .admin) { seat in
                try await proxy.request("the trial") { $0.path.contains("os_hidden=true") && $0.ended != nil }
                // What was found out stands; the rest need not take as long.
                try await proxy.setLink(bitsPerSecond: 4_000_000, isShared: isShared)
                try await seat.synchronised()
                return try await proxy.requests().filter { $0.isListing }
            }
        }
    }
}

extension FaultProxy.Request {
    /// A page of a listing, not a look for changes.
    fileprivate var isListing: Bool {
        path.hasPrefix("/v2/images?") && !path.contains("updated_at") && !path.contains("id=")
    }

    /// Which listing.
    fileprivate var listing: String {
        path.split(separator: "&").filter { !$0.hasPrefix("marker=") && !$0.contains("limit=") }.joined(separator: "&")
    }
}

extension [FaultProxy.Request] {
    /// Those under way at the same time as one of another listing.
    fileprivate var beside: [FaultProxy.Request] {
        filter { one in contains { $0.listing != one.listing && $0.isBeside(one) } }
    }
}
