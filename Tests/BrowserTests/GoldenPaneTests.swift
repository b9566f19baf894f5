import Browser
import Canvas
import Catalog
import Testing

/// The sizes at which screens are compared.
let sizes = [(80, 24), (60, 15), (140, 45), (200, 50)].map { Size(columns: $0.0, rows: $0.1) }

@Suite("Golden frames of the panes")
struct GoldenPaneTests {
    private static let some = Array(sizes.prefix(3))

    @Test("Images of a member", arguments: sizes)
    func images(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("j")
        Golden.expect(pilot.frame, Golden.name("images", size))
    }

    @Test("Images of a reader, to whom nothing is refused that reads")
    func reader() {
        Golden.expect(Pilot.signedIn(session: Samples.reader).frame, "images-reader-80x24")
    }

    @Test("Shared with Me: pending offers first", arguments: some)
    func shared(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("2")
        pilot.expect(.searchOffers(visible: [10, 11, 12].map(Samples.id)))
        Golden.expect(pilot.frame, Golden.name("shared", size))
    }

    @Test("Admin: every image, with owner and health", arguments: sizes)
    func admin(size: Size) {
        let pilot = Pilot.admin(columns: size.columns, rows: size.rows)
        pilot.press("3", "j")
        Golden.expect(pilot.frame, Golden.name("admin", size))
    }

    @Test("Families, one of them with its versions", arguments: some)
    func families(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows)
        pilot.press("f", "/base", "Enter", "j", "z", "Esc")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, Golden.name("families", size))
    }

    @Test("Families of every owner in Admin")
    func adminFamilies() {
        let pilot = Pilot.admin()
        pilot.press("3", "f")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, "families-admin-80x24")
    }

    @Test("Families of what other projects offer")
    func offeredFamilies() {
        let pilot = Pilot.signedIn()
        pilot.leavesEffects = true
        pilot.press("2", "f", "z")
        Golden.expect(pilot.frame, "families-shared-80x24")
    }

    @Test("Marks, news, and marks that the filter hides")
    func marks() {
        let pilot = Pilot.signedIn()
        pilot.service(
            .changed([
                CatalogueChange(.added, Samples.entry(90, "ubuntu-26.04-base-v1.0", .private, news: .added)),
                CatalogueChange(
                    .changed, Samples.entry(3, "ubuntu-24.04-base-v1.8", .private, size: 1, news: .changed)),
                CatalogueChange(.withdrawn, Samples.entry(5, "rocky-9-base-v1.0", .public, owner: Samples.teamA)),
            ]))
        pilot.press("Space", "Space", "/ubuntu", "Enter")
        pilot.expect(.markSeen([Samples.id(5)]))
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, "marks-80x24")
        pilot.press("Esc")
        Golden.expect(pilot.frame, "news-80x24")
    }

    @Test("Columns scrolled to the right")
    func scrolled() {
        let pilot = Pilot.signedIn()
        pilot.press("Right", "Right", "Right")
        Golden.expect(pilot.frame, "scrolled-80x24")
    }

    @Test("Columns of the user's choice, with widths")
    func chosenColumns() {
        var settings = Settings()
        #expect(settings.read("[columns]\nimages = [\"name:20\", \"id\", \"tags\", \"updated\"]", file: "s").isEmpty)
        Golden.expect(Pilot.signedIn(settings: settings).frame, "chosen-columns-80x24")
    }

    @Test("Names and values of strangers reach no terminal as commands", arguments: [sizes[0], sizes[2]])
    func hostile(size: Size) {
        let pilot = Pilot.signedIn(columns: size.columns, rows: size.rows, entries: Samples.hostile)
        Golden.expect(pilot.frame, Golden.name("hostile", size))
    }

    @Test("With ASCII alone, and on the Linux console", arguments: [(Glyphs.ascii, "ascii"), (.console, "console")])
    func glyphs(glyphs: Glyphs, name: String) {
        let pilot = Pilot.signedIn(glyphs: glyphs)
        pilot.press("j", "Space", "f", "/ubuntu", "Enter", "z")
        #expect(pilot.takeChoices() != nil)
        Golden.expect(pilot.frame, "\(name)-80x24")
    }
}
