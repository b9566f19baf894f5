import Browser
import Catalog
import Testing

@Suite("Upload Data")
struct UploadDataTests {
    private static func pilot(_ status: ImageStatus = .queued, format: String? = "qcow2") -> Pilot {
        var image = Samples.entry(40, "fedora-44-web-v1.0", .private, status: status).image
        image.diskFormat = format
        let pilot = Pilot.signedIn(entries: [CatalogueEntry(image: image)])
        pilot.leavesEffects = true
        pilot.press(":", "upload data", "Enter")
        pilot.send(.site(SiteOffer(importMethods: ["web-download"]), generation: pilot.browser.generation))
        return pilot
    }

    private static func name(_ file: String, in pilot: Pilot) throws {
        pilot.paste(file)
        pilot.send(.fileFacts(file, .success(try CreateImageTests.qcow2(file))))
    }

    private static func brought(_ pilot: Pilot) -> (image: NewImage, id: Transfer.ID)? {
        let all: [(image: NewImage, id: Transfer.ID)] = pilot.effects.compactMap {
            if case .bringData(let image, let id) = $0 { (image: image, id: id) } else { nil }
        }
        return all.last
    }

    @Test("R87: a record without data gets its file, and no second record is made")
    func file() throws {
        let pilot = Self.pilot()
        try Self.name("/img/a.qcow2", in: pilot)
        #expect(pilot.says("glance image-upload --file /img/a.qcow2 \(Samples.id(40).rawValue)"))
        pilot.press("C-s")
        let (image, id) = try #require(Self.brought(pilot))
        #expect(image.id == Samples.id(40) && image.source == .file(path: "/img/a.qcow2"))
        pilot.send(.creation(id, .ended))
        #expect(pilot.status == "The data of fedora-44-web-v1.0 is being uploaded.")
        #expect(!pilot.effects.contains { if case .create = $0 { true } else { false } })
    }

    @Test("R87: or the service fetches it")
    func address() throws {
        let pilot = Self.pilot()
        pilot.press("S-Tab", "Right", "Tab", "https://example.org/a.qcow2", "C-s")
        #expect(Self.brought(pilot)?.image.source == .url("https://example.org/a.qcow2"))
    }

    @Test("R87: an image that has data, or a record without a format, takes none, and says why")
    func refused() throws {
        #expect(Self.pilot(.active).status == "Only an image that is queued takes data; it is active.")
        let pilot = Self.pilot(format: nil)
        try Self.name("/img/a.qcow2", in: pilot)
        pilot.press("C-s")
        #expect(pilot.status == "The record has no format yet: choose one in Edit Image first.")
        #expect(Self.brought(pilot) == nil)
    }

    @Test("A file that the service would refuse is not sent: it would spoil the record")
    func odd() throws {
        let pilot = Self.pilot(format: "vmdk")
        try Self.name("/img/a.qcow2", in: pilot)
        pilot.press("C-s")
        #expect(pilot.says("and not vmdk: the service would refuse it. Choose another file"))
        #expect(Self.brought(pilot) == nil)
    }

    @Test("A refusal stays at its field")
    func refusal() throws {
        let pilot = Self.pilot()
        try Self.name("/img/a.qcow2", in: pilot)
        pilot.press("C-s")
        let id = try #require(Self.brought(pilot)?.id)
        let problem = Samples.problem(.conflict, attempt: "Could not upload", reason: "its data is on its way already")
        pilot.send(.creation(id, .refused(problem)))
        #expect(pilot.says("Its data is on its way already.") && pilot.says("/img/a.qcow2"))
    }
}
