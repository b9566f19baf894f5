import Browser
import Canvas
import Catalog
import Testing

@Suite("Golden frames of exports")
struct GoldenExportTests {
    private static let some = Array(sizes.prefix(3))

    @Test("Export Image, of a large image, and over a file that is there", arguments: some)
    func dialog(size: Size) {
        let pilot = Pilot.signedIn(
            columns: size.columns, rows: size.rows, session: Samples.admin,
            entries: [ExportImageTests.image(12 << 30)])
        pilot.leavesEffects = true
        pilot.press("3", "x")
        pilot.send(.targetFacts("fedora-44-web-v1.0.qcow2", .success(ExportImageTests.free)))
        Golden.expect(pilot.frame, Golden.name("export", size))
        var facts = ExportImageTests.free
        facts.existing = 612 << 20
        pilot.send(.targetFacts("fedora-44-web-v1.0.qcow2", .success(facts)))
        pilot.press("C-s")
        Golden.expect(pilot.frame, Golden.name("export-existing", size))
    }

    @Test("Exports in Transfers: one under way, one paused, one that left its image deactivated", arguments: some)
    func transfers(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows, session: Samples.admin)
        let paused = TransferTests.transfer(
            3, "rocky-9-base-v1.0", .paused, kind: .download, remedies: [.retry, .forget]
        ) {
            ($0.bytes, $0.total) = (1 << 30, 2 << 30)
        }
        let left = TransferTests.transfer(
            4, "debian-13-gpu-v0.9", .failed, kind: .download, remedies: [.retry, .reactivate]
        ) {
            $0.isHolding = true
            $0.problem = Samples.problem()
            $0.holdProblem = ExportTransferTests.left
        }
        pilot.send(.transfers([left, paused, ExportTransferTests.running]))
        pilot.press("T")
        Golden.expect(pilot.frame, Golden.name("transfers-export", size))
        pilot.press("G")
        Golden.expect(pilot.frame, Golden.name("transfers-left", size))
    }
}
