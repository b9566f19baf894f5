internal import Catalog
internal import Synchronization

/// The ID of the last request that changed something, of those that a task has made.
final class RequestTrail: Sendable {
    @TaskLocal static var current: RequestTrail?

    private let last = Mutex<String?>(nil)

    var requestID: String? { last.withLock { $0 } }

    func note(_ record: RequestRecord) {
        guard ["image", "compute"].contains(record.service), record.method != "GET", let id = record.requestID else {
            return
        }
        last.withLock { $0 = id }
    }

    /// Does something that makes requests, and answers the ID beside what comes of it.
    static func following<Value: Sendable>(
        _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> (value: Value, requestID: String?) {
        let trail = RequestTrail()
        let result = await $current.withValue(trail) { await Result(of: body) }
        return (try result.get(), trail.requestID)
    }
}
