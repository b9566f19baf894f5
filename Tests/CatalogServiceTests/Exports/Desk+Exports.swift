import Catalog
import CatalogService
import Replica
import Testing

extension Desk {
    /// A desk in a cloud, with nothing asked yet, and the list of its transfers.
    static func exporting(
        _ cloud: ScriptedCloud, _ scratch: Scratch, journal: JournalFolder? = nil, downloads: Int = 2,
        silence: Int = 40, isReadOnly: Bool = false
    ) async throws -> (Desk, TransferWatch) {
        var pace = ChangePace()
        pace.downloads = downloads
        pace.silence = silence
        let desk = Desk(scratch, journal: journal ?? scratch.journal, pace: pace)
        let watch = TransferWatch(desk)
        await desk.open(cloud, pane: .admin, isReadOnly: isReadOnly)
        try await desk.passes(1)
        cloud.forgetCalls()
        return (desk, watch)
    }

    /// Exports an image, and waits until that is under way no more.
    func export(
        _ export: ImageExport, as id: Transfer.ID = first, in watch: TransferWatch,
        location: SourceLocation = #_sourceLocation
    ) async throws -> Transfer {
        await service.export(export, as: id)
        return try await exportEnds(id, in: watch, location: location)
    }

    /// Waits until an export is under way no more and nothing more is to come.
    func exportEnds(
        _ id: Transfer.ID = first, in watch: TransferWatch, location: SourceLocation = #_sourceLocation
    ) async throws -> Transfer {
        try await wait("the end of the export", of: id, in: watch, location: location) { transfer in
            !transfer.isUnderWay && !transfer.remedies.isEmpty
        }
    }

    /// What the user was told once.
    var notices: [String] {
        now.events.compactMap { (event: ServiceEvent) -> String? in
            if case .notice(let problem) = event { problem.reason } else { nil }
        }
    }
}
