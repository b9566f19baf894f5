package import Catalog

/// The latest requests to the services, the newest last.
package struct ActivityLog: Hashable, Sendable {
    /// How many are kept.
    package static let capacity = 2_000

    package private(set) var records: [RequestRecord] = []

    package init() {}

    package mutating func append(_ new: [RequestRecord]) {
        records += new
        // Dropped in lots, for taking away the first of an array moves all others.
        if records.count > Self.capacity + 200 { records.removeFirst(records.count - Self.capacity) }
    }
}
