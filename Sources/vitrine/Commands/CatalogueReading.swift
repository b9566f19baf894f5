internal import Catalog
internal import CatalogService
internal import Logging
internal import OpenStack
internal import Replica

/// Reads the catalogue of a cloud once, in memory, for commands that print and end.
struct CatalogueReading {
    private var catalogue = Catalogue()
    private var session: Session?
    private var notices: [Problem] = []
    /// How many published versions of a family may be in use.
    private let keeps: Int

    private init(keeps: Int) { self.keeps = keeps }

    /// Reads everything, then who shared images are offered to, and checks a pane.
    ///
    /// - Parameters:
    ///   - pane: Nil for all images that the user may see.
    ///   - keeps: How many published versions of a family may be in use.
    /// - Throws: `Problem` if the cloud cannot be read to its end, or the pane is not for this user.
    static func check(
        _ cloud: Cloud, _ pane: Pane?, _ proxies: Proxies, keeps: Int
    ) async throws(Problem) -> CheckReport {
        let service = CatalogService(folder: nil)
        let reports = service.reports
        let logger = Logger(label: "vitrine") { _ in SwiftLogNoOpLogHandler() }
        let transport = try Transport(cloud: cloud, proxies: proxies, version: Version.current, logger: logger) {
            reports.record($0)
        }
        let access = OpenStackAccess(cloud: cloud, transport: transport, reports: reports)
        let events = await service.open(access, pane: pane ?? .images, isReadOnly: true)
        var reading = CatalogueReading(keeps: keeps)
        let answer: Result<CheckReport, Problem>
        do throws(Problem) {
            answer = .success(try await reading.check(pane, service, events))
        } catch {
            answer = .failure(error)
        }
        await service.close()
        return try answer.get()
    }

    private mutating func check(
        _ chosen: Pane?, _ service: CatalogService, _ events: AsyncStream<ServiceEvent>
    ) async throws(Problem) -> CheckReport {
        try await read(until: chosen, service, events)
        guard let session else { throw Self.cutOff }
        let pane = chosen ?? (session.isAdmin ? .admin : .images)
        if let refusal = catalogue.scope.refusal(of: pane) {
            throw Problem(.forbidden, attempt: "Could not check the pane \(pane.rawValue)", reason: refusal)
        }
        // Names are for reading only: without them there are IDs.
        if let names = try? await service.projects() { catalogue.projects.names.merge(names) { $1 } }
        if let project = session.project, let name = project.name { catalogue.projects.names[project.id] = name }
        var check = CatalogueCheck(pane, CheckContext(now: .now, keeps: keeps))
        check.advance(by: .max, in: catalogue)
        let members = try await members(of: check.shared, service)
        if !members.isEmpty {
            check = CatalogueCheck(pane, CheckContext(now: .now, members: members, keeps: keeps))
            check.advance(by: .max, in: catalogue)
        }
        return CheckReport(check, of: catalogue, session, notices)
    }

    /// Takes in what the service reports until the lists have been read, and for offers to an administrator until those
    /// have been found.
    private mutating func read(
        until pane: Pane?, _ service: CatalogService, _ events: AsyncStream<ServiceEvent>
    ) async throws(Problem) {
        for await event in events {
            switch event {
            case .signedIn(let session):
                self.session = session
                catalogue.use(PaneScope(session))
            case .replicaOpened: catalogue = Catalogue(scope: catalogue.scope)
            case .loaded(let entries, _): _ = catalogue.load(entries)
            case .changed(let changes): _ = catalogue.apply(changes)
            case .projectNames(let names): catalogue.projects.names.merge(names) { $1 }
            // That nothing is kept on this machine is meant.
            case .notice(let problem) where problem.kind == .storage: break
            case .notice(let problem): notices.append(problem)
            case .synchronised:
                guard pane == .shared, session?.isAdmin ?? false, hasForeignShares else { return }
                await service.openShared()
            case .offerSearch(let checked, let total) where checked >= total: return
            case .credentialNeeded(let request):
                throw Problem(
                    .credentialMissing, attempt: "Could not sign in to \(request.cloud)",
                    reason: "the configuration holds no \(request.secret == .password ? "password" : "one-time code")",
                    advice: "Vitrine itself asks for it on the screen.")
            case .connection(.lost(let problem, _)): throw problem
            case .connection, .passProgress, .offerSearch, .requested, .leftOver: break
            }
        }
        throw Self.cutOff
    }

    private static let cutOff = Problem(
        .malformed, attempt: "Could not read the catalogue", reason: "it ended before all lists were read")

    /// Whether there is anything that the search for offers will ask about.
    private var hasForeignShares: Bool {
        var check = CatalogueCheck(.admin, CheckContext(now: .now))
        check.advance(by: .max, in: catalogue)
        return check.shared.contains { catalogue[$0]?.image.owner != session?.project?.id }
    }

    private mutating func members(
        of images: [ImageID], _ service: CatalogService
    ) async throws(Problem) -> [ImageID: [Member]] {
        var members: [ImageID: [Member]] = [:]
        for await answers in service.members(of: images) {
            for (image, answer) in answers {
                switch answer {
                case .success(let found): members[image] = found
                // Deleted meanwhile, or shared no more.
                case .failure(let problem) where problem.kind == .notFound || problem.kind == .forbidden: break
                case .failure(let problem): throw problem
                }
            }
        }
        return members
    }
}
