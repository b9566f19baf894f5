import Catalog
import CatalogService
import Foundation
import TestSupport

extension Dock {
    /// Exports an image, and waits until nothing more is to come of that.
    func export(_ export: ImageExport, as id: Transfer.ID) async throws -> Transfer {
        await service.export(export, as: id)
        return try await exportEnds(id)
    }

    func exportEnds(_ id: Transfer.ID) async throws -> Transfer {
        try await wait("the end of the export", of: id) { !$0.isUnderWay && !$0.remedies.isEmpty }
    }

    /// Waits until an export is as `isSo` says, and answers it.
    @discardableResult
    func wait(
        _ what: String, of id: Transfer.ID, for isSo: (Transfer) -> Bool
    ) async throws -> Transfer {
        let state = { String(describing: self.transfers) }
        return try await eventually(what, within: .seconds(60), state: state) {
            transfers.first { $0.id == id && isSo($0) }
        }
    }
}

/// An image with data, and the file it is exported to.
struct Exported: Sendable {
    let id: ImageID
    let size: Int
    let sha512: String
    let export: ImageExport

    /// Makes the image; it is exported to a file of its name.
    init(_ name: String, kilobytes: Int, by owner: Person, in scratch: Scratch, deactivates: Bool = true) async throws {
        let bytes = (0..<kilobytes << 10).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
        id = try await owner.create(name)
        try await owner.upload(id, bytes)
        size = bytes.count
        let record = try await owner.record(id)
        sha512 = record["os_hash_value"]?.string ?? ""
        var export = ImageExport(Image(id: id, name: name), to: scratch.path + "/" + name)
        export.deactivates = deactivates
        self.export = export
    }

    /// The hash of the file, by another program than the one that is tested; nil if there is no file.
    func fileHash(_ suffix: String = "") async throws -> String? {
        let found = try await Shell.run(["sha512sum", export.path + suffix])
        return found.status == 0 ? String(found.output.prefix(128)) : nil
    }

    /// What the service says of it.
    func status(_ owner: Person) async throws -> String? { try await owner.record(id)["status"]?.string }
}

extension FaultProxy {
    /// What was asked of the image's data and of its activation, in order.
    func exporting(_ id: ImageID) async throws -> [String] {
        try await requests().compactMap { request in
            let prefix = "/v2/images/\(id)/"
            guard request.path.hasPrefix(prefix) else { return nil }
            return "\(request.method) \(request.path.dropFirst(prefix.count))"
        }
    }
}
