import Catalog
import CatalogService
import Synchronization
import Testing

extension Desk {
    /// Creates an image, whose transfer gets this ID.
    func create(_ image: NewImage, as transfer: Transfer.ID = first) async -> CreationWatch {
        CreationWatch(await service.create(image, as: transfer))
    }

    /// Waits until a transfer is as `isSo` says, while time goes on. Answers it.
    @discardableResult
    func wait(
        _ what: String, of transfer: Transfer.ID = first, in watch: TransferWatch,
        location: SourceLocation = #_sourceLocation, for isSo: (Transfer) -> Bool
    ) async throws -> Transfer {
        try await wait(
            what, advancing: .milliseconds(500), for: { _ in watch[transfer].map(isSo) ?? false }, location: location)
        return try #require(watch[transfer], sourceLocation: location)
    }

    /// Waits until a transfer is under way no more.
    func end(
        of transfer: Transfer.ID = first, in watch: TransferWatch, location: SourceLocation = #_sourceLocation
    ) async throws -> Transfer {
        try await wait("the end of the transfer", of: transfer, in: watch, location: location) { transfer in
            !transfer.isUnderWay && !transfer.remedies.isEmpty
        }
    }

    /// Tries a transfer again that stopped, and waits until it has come to an end that needs no further attempt.
    func retry(
        _ transfer: Transfer.ID = first, in watch: TransferWatch, location: SourceLocation = #_sourceLocation
    ) async throws -> Transfer {
        await service.retryTransfer(transfer)
        return try await wait("the end of the retry", of: transfer, in: watch, location: location) { transfer in
            !transfer.isUnderWay && !transfer.remedies.isEmpty && !transfer.remedies.contains(.retry)
        }
    }
}

extension Desk {
    /// One with a journal, whose first pass is over, and which sends so many files at once.
    static func opened(
        _ cloud: ScriptedCloud, _ scratch: Scratch, uploads: Int = 2
    ) async throws -> (Desk, TransferWatch) {
        var pace = ChangePace()
        pace.uploads = uploads
        let desk = Desk(scratch, journal: scratch.journal, pace: pace)
        await desk.open(cloud)
        try await desk.passes(1)
        cloud.forgetCalls()
        return (desk, TransferWatch(desk))
    }

    /// The transfers that the next run of the program would show, once this one has ended.
    func leftToNextRun(of cloud: ScriptedCloud) async throws -> [Transfer] {
        let next = Desk(scratch, journal: scratch.journal)
        let watch = TransferWatch(next)
        await next.open(cloud)
        try await next.passes(1)
        await next.service.close()
        return watch.now
    }
}

let first = Transfer.ID("first")
let second = Transfer.ID("second")

/// A new image of that number. Its name is none of a version, which would be looked for first.
func new(_ number: Int, _ source: NewImage.Source, members: ProjectID...) -> NewImage {
    var image = NewImage(name: "image-\(number)", diskFormat: "qcow2", containerFormat: "bare", source: source)
    image.id = id(number)
    image.members = members
    return image
}

/// What the list of transfers shows.
final class TransferWatch: Sendable {
    private let lists = Mutex<[[Transfer]]>([])

    init(_ desk: Desk) {
        let transfers = desk.service.transfers
        Task { [self] in
            for await list in transfers { lists.withLock { $0.append(list) } }
        }
    }

    var now: [Transfer] { lists.withLock { $0.last } ?? [] }

    subscript(id: Transfer.ID) -> Transfer? { now.first { $0.id == id } }
}

/// What a dialog hears of the image that it creates.
final class CreationWatch: Sendable {
    private let state = Mutex<(words: [String], isOver: Bool)>(([], false))

    init(_ reports: AsyncStream<CreationReport>) {
        Task { [self] in
            for await report in reports { state.withLock { $0.words.append(report.words) } }
            state.withLock { $0.isOver = true }
        }
    }

    var words: [String] { state.withLock { $0.words } }
    var isOver: Bool { state.withLock { $0.isOver } }
}

extension CreationReport {
    fileprivate var words: String {
        switch self {
        case .refused(let problem): "refused: \(problem.reason)"
        case .created(let image): "created \(image.id.short)"
        case .memberFailed(let project, let problem): "\(project) failed: \(problem.reason)"
        case .ended: "ended"
        }
    }
}

extension ScriptedCloud {
    /// What was asked to change something.
    var writes: [String] {
        calls.filter { call in
            ["create", "add", "upload", "stage", "import", "edit", "delete"].contains { call.hasPrefix($0 + " ") }
        }
    }

    func image(numbered number: Int) -> Image? { with { $0.images[id(number)] } }
}
