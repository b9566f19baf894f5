import Catalog
import CatalogService
import Foundation
import Logging
import OpenStack
import Replica
import Synchronization
import TestSupport

@testable import vitrine

/// The model layer on a real cloud, without a screen: where images are created and their data is brought from.
final class Dock: Sendable {
    let service: CatalogService
    private let known = Mutex<(transfers: [Transfer], reports: [CreationReport])>(([], []))

    /// Opens the only entry of clouds.yaml. The journal is in `scratch`, and so may outlive it.
    static func open(_ entry: JSONValue, in scratch: Scratch) async throws -> Dock {
        let cloud = try scratch.files(try scratch.environment(["c": entry])).cloud("c")
        let dock = Dock(
            CatalogService(
                folder: nil, journal: JournalFolder(path: scratch.path + "/state"), intervals: .rare))
        let reports = dock.service.reports
        let transport = try Transport(cloud: cloud, proxies: Proxies(environment: [:]), version: "test") {
            reports.record($0)
        }
        let events = await dock.service.open(
            OpenStackAccess(cloud: cloud, transport: transport, reports: reports), pane: .images)
        // Ends with the stream, in `close`.
        Task { for await _ in events {} }
        return dock
    }

    private init(_ service: CatalogService) {
        self.service = service
        let transfers = service.transfers
        Task { [weak self] in
            for await list in transfers { self?.known.withLock { $0.transfers = list } }
        }
    }

    /// Gives a test one, and ends it with the test as if the program had been quit.
    static func use<Value>(
        _ entry: JSONValue, in scratch: Scratch, isolation: isolated (any Actor)? = #isolation,
        _ body: (Dock) async throws -> Value
    ) async throws -> Value {
        let dock = try await open(entry, in: scratch)
        do {
            let value = try await body(dock)
            await dock.service.close()
            return value
        } catch {
            await dock.service.close()
            throw error
        }
    }

    var transfers: [Transfer] { known.withLock { $0.transfers } }

    /// Creates an image, and answers why that did not work, if it did not.
    func create(_ image: NewImage, as id: Transfer.ID) async -> Problem? {
        var refusal: Problem?
        for await report in await service.create(image, as: id) {
            switch report {
            case .refused(let problem), .memberFailed(_, let problem): refusal = problem
            case .created: break
            // What comes then is the transfer's.
            case .ended: return refusal
            }
        }
        return refusal
    }

    /// Tries a transfer again that stopped, and waits until it has come to an end that needs no further attempt.
    func retry(_ id: Transfer.ID) async throws -> Transfer {
        await service.retryTransfer(id)
        let state = { String(describing: self.transfers) }
        return try await eventually("the end of the retry", within: .seconds(60), state: state) {
            transfers.first {
                $0.id == id && !$0.isUnderWay && !$0.remedies.isEmpty && !$0.remedies.contains(.retry)
            }
        }
    }

    /// Waits until a transfer is under way no more, and answers it as it is then; nil if there is none of it.
    func end(of id: Transfer.ID) async throws -> Transfer? {
        let state = { String(describing: self.transfers) }
        return try await eventually("the end of the transfer", within: .seconds(60), state: state) {
            guard let transfer = transfers.first(where: { $0.id == id }) else { return .some(nil) }
            return transfer.isUnderWay || transfer.remedies.isEmpty ? nil : .some(transfer)
        }
    }
}

/// A file with something in it that is no image of a known format.
final class PlainFile: Sendable {
    let path: String
    /// In hexadecimal digits, by another program than the one that is tested.
    let sha512: String

    init(_ name: String, megabytes: Int, in scratch: Scratch) async throws {
        path = scratch.path + "/" + name
        let block = Data((0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) | 1 })
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        for _ in 0..<megabytes { try file.write(contentsOf: block) }
        try file.close()
        sha512 = String(try await Shell.run(["sha512sum", path]).output.prefix(128))
    }

    /// An image that is to have this data.
    func image(_ name: String, members: String...) -> NewImage {
        var image = NewImage(name: name, diskFormat: "raw", containerFormat: "bare", source: .file(path: path))
        image.id = .random()
        image.visibility = members.isEmpty ? .private : .shared
        image.members = members.map { ProjectID($0) }
        return image
    }
}
