import Catalog
import CatalogService
import OpenStack
import Replica
import Synchronization

/// An image service in memory, with the rules of the real one about who is shown what, and with whatever trouble a test
/// asks for.
final class ScriptedCloud: CloudAccess {
    struct State {
        var session: Session
        var images: [ImageID: Image] = [:]
        var members: [ImageID: [ProjectID: MemberStatus]] = [:]
        /// The service's clock.
        var now = Instant(seconds: 1_900_000_000)
        /// Every request in words, in the order in which they came.
        var calls: [String] = []
        /// When they came, by a clock that a test may set.
        var times: [Duration] = []
        var clock: @Sendable () -> Duration = { .zero }
        /// How many are under way, and how many were at most.
        var running = 0
        var mostRunning = 0
        /// How many requests began while another one was under way.
        var overlaps = 0
        var largestPage = 1_000
        /// Changes what comes of a request, by its words; called before anything else happens.
        var trouble: @Sendable (String) -> Problem? = { _ in nil }
        /// What happens to the catalogue when a request has been answered.
        var afterwards: @Sendable (String, ScriptedCloud) -> Void = { _, _ in }
        /// Replaces the marker of the next page.
        var link: @Sendable (PageMarker?, [ImageID]) -> PageMarker? = { next, _ in next }
        var unreadable = 0
        /// How long a request takes.
        var delay: @Sendable (String) async -> Void = { _ in }
        /// Who uses which image, as the compute service says.
        var usages: [ImageID: ImageUsage.Answer] = [:]
        /// What a server that is being made is from one look to the next; the last one stays.
        var servers: [Server] = []
        var launched: [NewServer] = []
        var isClosed = false
        /// How many changes were answered well.
        var requests = 0
        /// Data that was sent.
        var staged: [ImageID: DataDigest] = [:]
        /// What images hold, for exports.
        var data: [ImageID: [UInt8]] = [:]
        /// Called when so many bytes of an image have come; what it answers ends the download.
        var arriving: @Sendable (ImageID, Int) async -> Problem? = { _, _ in nil }
        /// What the cache is to fetch.
        var queuedForCache: [ImageID] = []
        /// The task that works on an image, or did.
        var tasks: [ImageID: ImageTask] = [:]
        /// Where is told how much of an image's data went out.
        var progress: [ImageID: @Sendable (Int64) -> Void] = [:]
    }

    let identity: ReplicaIdentity
    private let state: Mutex<State>

    init(_ session: Session, identity: ReplicaIdentity = ReplicaIdentity(cloud: "scripted")) {
        self.identity = identity
        state = Mutex(State(session: session))
    }

    /// Reads or changes the state.
    @discardableResult
    func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value { state.withLock(body) }

    /// Adds or replaces an image, which is thereby changed now. New ones are newer than all before.
    func put(_ images: Image...) {
        for image in images { put(image) }
    }

    func put(_ image: Image) {
        with { state in
            var image = image
            state.now = state.now + 1
            image.createdAt = state.images[image.id]?.createdAt ?? state.now
            image.updatedAt = image.updatedAt ?? state.now
            state.images[image.id] = image
        }
    }

    /// Changes an image, which moves its `updated_at`.
    func change(_ id: ImageID, _ body: (inout Image) -> Void) {
        with { state in
            guard var image = state.images[id] else { return }
            state.now = state.now + 1
            body(&image)
            image.updatedAt = state.now
            state.images[id] = image
        }
    }

    func delete(_ id: ImageID) { with { _ = $0.images.removeValue(forKey: id) } }

    /// Sets a membership, which does not move `updated_at`.
    func share(_ id: ImageID, with project: ProjectID, _ status: MemberStatus?) {
        with { $0.members[id, default: [:]][project] = status }
    }

    var calls: [String] { with { $0.calls } }

    func forgetCalls() { with { $0.calls = [] } }

    // MARK: CloudAccess

    func session() async throws(Problem) -> Session {
        try await answer("session") { state in state.session }
    }

    func page(_ query: ListQuery, after marker: PageMarker?) async throws(Problem) -> ListPage {
        let words = query.words(after: marker)
        let (images, next, now, unreadable) = try await answer(words) {
            (state) throws(Problem) -> ([Image], PageMarker?, Instant, Int) in
            var all = state.images.values.sorted {
                ($0.createdAt ?? state.now, $0.id) > ($1.createdAt ?? state.now, $1.id)
            }
            if let marker {
                guard let place = all.firstIndex(where: { $0.id == marker.image }) else {
                    throw Problem(.notFound, attempt: words, reason: "No image found", httpStatus: 400)
                }
                all.removeFirst(place + 1)
            }
            let shown = all.filter { state.shows($0, to: query) }
            let page = shown.prefix(min(query.limit ?? 25, state.largestPage))
            let next = page.count < shown.count ? page.last.map { PageMarker(after: $0.id) } : nil
            return (Array(page), state.link(next, page.map(\.id)), state.now, state.unreadable)
        }
        return ListPage(next: next, count: images.count + unreadable, servedAt: now) {
            (images, Array(repeating: "odd", count: unreadable))
        }
    }

    func image(_ id: ImageID) async throws(Problem) -> Image {
        try await answer("image \(id.short)") { (state) throws(Problem) in
            guard let image = state.images[id] else { throw .missing }
            return image
        }
    }

    func members(of id: ImageID) async throws(Problem) -> [Member] {
        try await answer("members \(id.short)") { state in
            (state.members[id] ?? [:]).map { Member(image: id, project: $0, status: $1) }
        }
    }

    func member(of id: ImageID, project: ProjectID) async throws(Problem) -> Member {
        try await answer("member \(id.short)") { (state) throws(Problem) in
            guard state.images[id] != nil, let status = state.members[id]?[project] else { throw .missing }
            return Member(image: id, project: project, status: status, createdAt: Instant(seconds: 1_700_000_000))
        }
    }

    func tasks(of id: ImageID) async throws(Problem) -> [ImageTask] {
        try await answer("tasks \(id.short)") { state in state.tasks[id].map { [$0] } ?? [] }
    }

    func stores(inDetail: Bool) async throws(Problem) -> [Store] {
        try await answer(inDetail ? "stores in detail" : "stores") { _ in [Store(id: "fast")] }
    }

    func schema() async throws(Problem) -> ImageSchema {
        try await answer("schema") { _ in ImageSchema(.object([:])) }
    }

    func importMethods() async throws(Problem) -> [String] {
        try await answer("import methods") { _ in ["web-download"] }
    }

    func usage() async throws(Problem) -> [SiteUsage] {
        try await answer("usage") { _ in [SiteUsage(id: "image_count_total", used: 3, limit: 10)] }
    }

    func cache() async throws(Problem) -> ImageCache {
        try await answer("cache") { state in ImageCache(queued: state.queuedForCache) }
    }

    func namespaceRecords() async throws(Problem) -> [JSONValue] {
        try await answer("namespaces") { _ in [.object(["namespace": .string("OS::Compute::Libvirt")])] }
    }

    func projectNames() async throws(Problem) -> [ProjectID: String] {
        try await answer("projects") { _ in [mine: "platform"] }
    }

    func usage(of image: ImageID, in scope: ImageUsage.Scope) async -> ImageUsage.Answer {
        let words = "usage \(image.short)\(scope == .ownProject ? " of mine" : "")"
        do throws(Problem) {
            return try await answer(words) { state in state.usages[image] ?? .noCompute }
        } catch {
            return .unknown(error)
        }
    }

    func volumes(from image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Volume] {
        try await answer("volumes \(image.short)") { _ in [] }
    }

    func launchOffer() async -> LaunchOffer { LaunchOffer(flavors: .success([]), keyPairs: .success([])) }

    func launch(_ server: NewServer) async throws(Problem) -> (server: Server, requestID: String?) {
        try await answer("launch \(server.name)") { state in
            state.launched.append(server)
            return (Server(id: "s1", name: server.name, status: "BUILD"), state.nextRequestID())
        }
    }

    func server(_ id: String) async throws(Problem) -> Server {
        try await answer("server \(id)") { (state) throws(Problem) in
            guard let now = state.servers.first else { throw .missing }
            if state.servers.count > 1 { state.servers.removeFirst() }
            return now
        }
    }

    func close() async { with { $0.isClosed = true } }

    func answer<Value: Sendable>(
        _ words: String, _ body: (inout State) throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let (delay, trouble) = with { state in
            state.calls.append(words)
            state.times.append(state.clock())
            state.overlaps += state.running > 0 ? 1 : 0
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            return (state.delay, state.trouble)
        }
        await delay(words)
        defer { with { $0.running -= 1 } }
        if Task.isCancelled { throw Problem(.cancelled, attempt: words, reason: "cancelled") }
        if let problem = trouble(words) { throw problem }
        let result: Result<Value, Problem> = with { state in
            do throws(Problem) { return .success(try body(&state)) } catch { return .failure(error) }
        }
        with { $0.afterwards }(words, self)
        return try result.get()
    }
}

extension ScriptedCloud.State {
    /// What Glance lists for whom (image-api.md, section 4).
    fileprivate func shows(_ image: Image, to query: ListQuery) -> Bool {
        guard image.isHidden == (query.isHidden ?? false) else { return false }
        if !query.ids.isEmpty, !query.ids.contains(image.id) { return false }
        if let since = query.updatedSince, let at = image.updatedAt, at < since { return false }
        let project = session.project?.id
        let isShared = image.visibility == .shared
        if query.visibility == .shared, !isShared { return false }
        if session.isAdmin || image.owner == project { return true }
        if isShared, let project {
            let status = members[image.id]?[project]
            return status?.text == (query.membership?.rawValue ?? "accepted")
        }
        return query.visibility == .all && [.public, .community].contains(image.visibility)
    }
}

extension ListQuery {
    /// For instance `pending limit=50 after=7`, `hidden since=…`, `visible ids=1,2`.
    fileprivate func words(after marker: PageMarker?) -> String {
        let name = membership?.rawValue ?? "visible"
        var words = isHidden == true ? (name == "visible" ? "hidden" : name + "-hidden") : name
        if let since = updatedSince { words += " since=\(since.seconds)" }
        if !ids.isEmpty { words += " ids=" + ids.map(\.short).joined(separator: ",") }
        if updatedSince == nil, ids.isEmpty { words += " limit=\(limit ?? 25)" }
        if let marker { words += " after=\(marker.image.short)" }
        return words
    }
}

extension Problem {
    static let missing = Problem(.notFound, attempt: "Could not read the image", reason: "not found", httpStatus: 404)
    static let tooLargeForOnePiece = Problem(
        .malformed, attempt: "Could not list images", reason: "the answer is larger than 64 MiB")
    static let serverFailed = Problem(.serverFault, attempt: "Could not list images", reason: "500", httpStatus: 500)
    static let refusedConnection = Problem(.unreachable, attempt: "Could not list images", reason: "refused")
}
