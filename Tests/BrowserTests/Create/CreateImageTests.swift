import Browser
import Canvas
import Catalog
import Testing

@Suite("Create Image")
struct CreateImageTests {
    /// A file as the look into it tells of one: a qcow2 header (version 3, 64 KiB clusters) of a disk of 3 GiB.
    static func qcow2(_ path: String) throws -> ImageFileFacts {
        var bytes = [UInt8](repeating: 0, count: 262_144)
        func put(_ number: UInt64, _ count: Int, at offset: Int) {
            for index in 0..<count {
                bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - index)))
            }
        }
        bytes.replaceSubrange(0..<4, with: [0x51, 0x46, 0x49, 0xFB])
        put(3, 4, at: 4)
        put(16, 4, at: 20)
        put(3 << 30, 8, at: 24)
        put(6, 4, at: 36)
        put(0x30000, 8, at: 40)
        put(0x10000, 8, at: 48)
        put(1, 4, at: 56)
        put(4, 4, at: 96)
        put(104, 4, at: 100)
        return try ImageFileFacts(inspecting: ByteSource(bytes), path: path)
    }

    static let site = SiteOffer(
        schema: ImageSchema(
            .object([
                "properties": .object([
                    "disk_format": .object(["enum": .array(["raw", "qcow2", "iso", "vmdk"].map(JSONValue.string))]),
                    "container_format": .object(["enum": .array(["bare", "ova", "docker"].map(JSONValue.string))]),
                ])
            ])))

    /// The dialog open, the site known, and a file named.
    static func pilot(
        rows: Int = 40, session: Session = Samples.member, file: String? = "/img/fedora-44-web.qcow2",
        site: SiteOffer = site, open key: String = "n", pane: String? = nil, signingRefusal: String? = nil
    ) throws -> Pilot {
        let pilot = Pilot.signedIn(rows: rows, session: session, signingRefusal: signingRefusal)
        pilot.leavesEffects = true
        if let pane { pilot.press(pane) }
        pilot.press(key)
        pilot.send(.site(site, generation: pilot.browser.generation))
        if let file {
            pilot.send(.input(.paste(file)))
            pilot.send(.fileFacts(file, .success(try qcow2(file))))
        }
        return pilot
    }

    static func created(_ pilot: Pilot) -> (image: NewImage, id: Transfer.ID)? {
        let all: [(image: NewImage, id: Transfer.ID)] =
            pilot.effects.compactMap { if case .create(let image, let id) = $0 { (image: image, id: id) } else { nil } }
        return all.last
    }

    @Test("The file fills in format, smallest disk and name where nothing was typed")
    func fillsIn() throws {
        let pilot = try Self.pilot()
        #expect(pilot.effects.contains(.lookIntoFile("/img/fedora-44-web.qcow2")))
        #expect(pilot.shows("fedora-44-web-v1.0"))
        pilot.press("C-s")
        let image = try #require(Self.created(pilot)?.image)
        #expect(image.name == "fedora-44-web-v1.0")
        #expect(image.diskFormat == "qcow2" && image.containerFormat == "bare")
        #expect(image.minDisk == 3)
        #expect(image.source == .file(path: "/img/fedora-44-web.qcow2"))
    }

    @Test("What was typed stays, whatever file is named")
    func typedStays() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.press("Tab", "Tab", "my-name", "S-Tab", "S-Tab")
        pilot.send(.input(.paste("/img/x.qcow2")))
        pilot.send(.fileFacts("/img/x.qcow2", .success(try Self.qcow2("/img/x.qcow2"))))
        pilot.press("C-s")
        #expect(Self.created(pilot)?.image.name == "my-name")
    }

    @Test("R7: a new image is private, and that is sent")
    func isPrivate() throws {
        let pilot = try Self.pilot()
        pilot.press("C-s")
        let image = try #require(Self.created(pilot)?.image)
        #expect(image.visibility == .private)
        #expect(image.json["visibility"]?.string == "private")
    }

    @Test("R14: a member sees Community dimmed with the reason, and nothing is sent with it")
    func communityRefused() throws {
        let pilot = try Self.pilot()
        #expect(pilot.shows("Only administrators make images"))
        pilot.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Down", "C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.status.contains("Only administrators make images community."))
    }

    @Test("R6, R22: an administrator creates a community image in the pane Admin once all points are ticked")
    func communityByAdmin() throws {
        let pilot = try Self.pilot(session: Samples.admin, pane: "3")
        pilot.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Down", "C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.shows("Not yet: tick it"))
        // Submitting went to the first point.
        pilot.press("Space", "Tab", "Space", "Tab", "Space", "C-s")
        #expect(Self.created(pilot)?.image.visibility == .community)
    }

    @Test("R2: a version that the owner has already is refused at the field, and nothing is sent")
    func takenName() throws {
        let pilot = try Self.pilot(file: "/img/ubuntu-24.04-base-v1.8.qcow2")
        pilot.press("C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.shows("This version is there already"))
    }

    @Test("R2: with another owner the same name is a warning only")
    func foreignName() throws {
        let pilot = try Self.pilot(file: "/img/rocky-9-base-v1.0.qcow2")
        #expect(pilot.shows("An image of this name is there already, of team-a."))
        pilot.press("C-s")
        #expect(Self.created(pilot)?.image.name == "rocky-9-base-v1.0")
    }

    @Test("R42: a name off the convention is advised about, and sent")
    func advice() throws {
        let pilot = try Self.pilot(file: "/img/rocky-linux.qcow2")
        #expect(pilot.shows("The name lacks the"))
        pilot.press("C-s")
        #expect(Self.created(pilot) != nil)
    }

    @Test("R44: N carries properties, tags and limits over, but nothing of the old image's life or data")
    func nextVersion() throws {
        let old = Samples.entry(
            40, "alpine-3.22-edge-v1.4", .private, tags: ["lts"],
            properties: [
                "os_distro": "alpine", "hw_disk_bus": "virtio", "deprecated": "true", "replacement": "x",
                "img_signature": "c2ln", "owner_specified.openstack.md5": "1f", "os_glance_failed_import": "",
            ])
        let pilot = Pilot.signedIn(entries: [old])
        pilot.leavesEffects = true
        pilot.press("N")
        pilot.send(.site(Self.site, generation: pilot.browser.generation))
        pilot.send(.input(.paste("/img/a.qcow2")))
        pilot.send(.fileFacts("/img/a.qcow2", .success(try Self.qcow2("/img/a.qcow2"))))
        pilot.press("C-s")
        let image = try #require(Self.created(pilot)?.image)
        #expect(image.name == "alpine-3.22-edge-v1.5")
        #expect(image.tags == ["lts"])
        #expect(image.properties == ["os_distro": "alpine", "hw_disk_bus": "virtio"])
        #expect(image.visibility == .private)
    }

    @Test("R44: the next major version is one key away")
    func nextMajor() throws {
        let pilot = Pilot.signedIn(entries: [Samples.entry(40, "alpine-3.22-edge-v1.4", .private)])
        pilot.leavesEffects = true
        pilot.press("N", "Tab", "Tab", "Right")
        #expect(pilot.shows("alpine-3.22-edge-v2.0"))
    }

    @Test("R80: the formats offered are those of the site's schema")
    func formats() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.press("Tab", "Right", "End")
        #expect(pilot.shows("(•) VMDK"))
        #expect(!pilot.shows("VHDX") && !pilot.shows("AKI"))
    }

    @Test("R82: the store is asked for only where there are several to choose from")
    func stores() throws {
        let several = SiteOffer(stores: [Store(id: "fast"), Store(id: "archive")])
        let pilot = try Self.pilot(rows: 60, site: several)
        for _ in 0..<11 { pilot.press("Tab") }
        pilot.press("Space")
        #expect(pilot.shows("Store"))
        let single = try Self.pilot(rows: 60)
        for _ in 0..<11 { single.press("Tab") }
        single.press("Space")
        #expect(single.shows("Architecture") && !single.shows("Store   "))
    }

    @Test("URL is offered only where the site fetches images itself")
    func webDownload() throws {
        #expect(!(try Self.pilot(file: nil).shows("( ) URL")))
        let pilot = try Self.pilot(file: nil, site: SiteOffer(importMethods: ["web-download"]))
        pilot.press("S-Tab", "Right", "Tab", "ftp://x", "Tab")
        #expect(pilot.shows("The address has to begin with http:// or https://."))
    }

    @Test("A file that cannot be an image is refused at the field with the reason")
    func emptyFile() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.send(.input(.paste("/img/empty.raw")))
        let facts = try ImageFileFacts(inspecting: ByteSource([]), path: "/img/empty.raw")
        pilot.send(.fileFacts("/img/empty.raw", .success(facts)))
        pilot.press("C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.shows("It is empty."))
    }

    @Test("A bad file is told of at the field while it is typed, once nothing longer begins like it")
    func badFileAtOnce() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.send(.input(.paste("/img/empty.raw")))
        let facts = try ImageFileFacts(inspecting: ByteSource([]), path: "/img/empty.raw")
        pilot.send(.fileFacts("/img/empty.raw", .success(facts)))
        #expect(pilot.shows("It is empty."))
        let missing = try Self.pilot(file: nil)
        let problem = Samples.problem(.notFound, attempt: "Could not look into it", reason: "there is no such file")
        missing.send(.input(.paste("/img/fed")))
        missing.send(.fileFacts("/img/fed", .failure(problem)))
        missing.send(.pathCandidates("/img/fed", ["/img/fedora.qcow2"]))
        #expect(!missing.shows("There is no such file."), "it may still become one")
        missing.send(.input(.paste("x")))
        missing.send(.fileFacts("/img/fedx", .failure(problem)))
        missing.send(.pathCandidates("/img/fedx", []))
        #expect(missing.shows("There is no such file."))
    }

    @Test("Unfolded, the template begins with the usual usage and guest agent; folded away nothing is said of them")
    func templateDefaults() throws {
        let pilot = try Self.pilot(rows: 60)
        pilot.press("C-s")
        #expect(Self.created(pilot)?.image.properties == [:])
        let unfolded = try Self.pilot(rows: 60)
        for _ in 0..<10 { unfolded.press("Tab") }
        unfolded.press("Space")
        #expect(unfolded.shows("(•) common") && unfolded.shows("(•) yes"))
        unfolded.press("C-s")
        #expect(
            Self.created(unfolded)?.image.properties == ["usage_type": "common", "hw_qemu_guest_agent": "yes"])
    }

    @Test("After Create the cursor stands on the new image, also if its row comes a moment later")
    func cursor() throws {
        for isEarly in [true, false] {
            let pilot = try Self.pilot()
            pilot.press("C-s")
            let (image, id) = try #require(Self.created(pilot))
            let entry = Samples.entry(77, image.name, .private, status: .queued)
            let change = CatalogueChange(.added, entry)
            if isEarly { pilot.service(.changed([change])) }
            pilot.send(.creation(id, .created(entry.image)))
            pilot.send(.creation(id, .ended))
            if !isEarly { pilot.service(.changed([change])) }
            #expect(pilot.cursorName == "fedora-44-web-v1.0")
        }
    }

    @Test("Who has gone on by then keeps the cursor where it is")
    func cursorStays() throws {
        let pilot = try Self.pilot()
        pilot.press("C-s")
        let (image, id) = try #require(Self.created(pilot))
        pilot.send(.creation(id, .created(Image(id: Samples.id(77), name: image.name, status: .queued))))
        pilot.send(.creation(id, .ended))
        pilot.press("j", "j")
        let before = pilot.cursorName
        pilot.service(.changed([CatalogueChange(.added, Samples.entry(77, image.name, .private, status: .queued))]))
        #expect(pilot.cursorName == before)
    }

    @Test("What followed from a file goes with it when another path is named, but for what was typed")
    func takenBack() throws {
        let pilot = try Self.pilot()
        #expect(pilot.shows("fedora-44-web-v1.0") && pilot.shows("QCOW2"))
        pilot.press("Tab", "Tab", "Tab", "Tab", "C-u", "7", "S-Tab", "S-Tab", "S-Tab", "S-Tab", "C-u")
        pilot.send(.input(.paste("/img/")))
        let folder = Problem(.file, attempt: "Could not look", reason: "/img/ is a folder")
        pilot.send(.fileFacts("/img/", .failure(folder)))
        #expect(!pilot.shows("fedora-44-web-v1.0"))
        #expect(pilot.shows("not chosen yet"))
    }

    @Test("Facts of a file that was named before change nothing")
    func lateFacts() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.send(.input(.paste("/img/b")))
        pilot.send(.fileFacts("/img/a", .success(try Self.qcow2("/img/a"))))
        #expect(!pilot.shows("QCOW2 (version 3)"))
    }

    @Test("A refusal keeps the dialog with all input, and stands at its field with the request ID")
    func refusedByService() throws {
        let pilot = try Self.pilot()
        pilot.press("C-s")
        let id = try #require(Self.created(pilot)?.id)
        var problem = Problem(.refused, attempt: "Could not create it", reason: "Invalid disk_format")
        problem.requestID = "req-1"
        pilot.send(.creation(id, .refused(problem)))
        #expect(pilot.shows("Invalid disk_format. req-1"))
        #expect(pilot.shows("fedora-44-web-v1.0"))
        pilot.press("C-s")
        #expect(Self.created(pilot)?.id != id)
    }

    @Test("The fields are locked until the record is there; then the dialog closes")
    func closes() throws {
        let pilot = try Self.pilot()
        pilot.press("C-s", "x")
        let (image, id) = try #require(Self.created(pilot))
        pilot.send(.creation(id, .created(Image(id: Samples.id(77), name: image.name, status: .queued))))
        #expect(pilot.shows("Create Image"))
        pilot.send(.creation(id, .ended))
        #expect(!pilot.shows("Review"))
        #expect(pilot.shows("its data is"))
    }

    @Test("Esc while the record is being made aborts it under its own ID")
    func aborted() throws {
        let pilot = try Self.pilot()
        pilot.press("C-s", "Esc")
        let id = try #require(Self.created(pilot)?.id)
        #expect(pilot.effects.contains(.abortTransfer(id)))
    }

    @Test("R77: the owner cannot be offered its own image; others are members of the new one")
    func members() throws {
        let pilot = try Self.pilot()
        pilot.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "M-n", "M-n")
        pilot.press("\(Samples.platform)", "C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.shows("owns the image."))
        pilot.press("Backspace", "C-u", "team-a", "C-s")
        #expect(Self.created(pilot)?.image.members == [Samples.teamA])
    }

    @Test("R8: the quick fill adds five properties as text, and the fields show the same")
    func quickFill() throws {
        let pilot = try Self.pilot()
        pilot.press("M-n", "Enter", "C-s")
        let properties = try #require(Self.created(pilot)?.image.properties)
        #expect(
            properties == [
                "os_distro": "ubuntu", "os_version": "24.04", "hw_disk_bus": "virtio", "hw_vif_model": "virtio",
            ])
    }

    @Test("R81: three of four signature properties are refused")
    func signature() throws {
        let pilot = try Self.pilot(rows: 60)
        for _ in 0..<12 { pilot.press("Tab") }
        pilot.press("Space", "Tab", "v", "Tab", "c2ln", "C-s")
        #expect(Self.created(pilot) == nil)
        #expect(pilot.shows("All four of a signature are needed, or none."))
    }

    @Test("The review shows the command that does the same, and Enter copies it")
    func review() throws {
        let pilot = try Self.pilot()
        pilot.press("M-n", "M-n", "Enter")
        let copied = pilot.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
        #expect(
            copied?.hasPrefix("openstack image create --disk-format qcow2 --container-format bare --private") == true)
    }

    @Test("Esc asks once when something was entered, and keeps it if not confirmed")
    func escape() throws {
        let pilot = try Self.pilot()
        pilot.press("Esc")
        #expect(pilot.shows("Discard what you entered?"))
        pilot.press("Esc")
        #expect(pilot.shows("/img/fedora-44-web.qcow2"))
        pilot.press("Esc", "Enter")
        #expect(!pilot.shows("Create Image"))
    }

    @Test("What was typed is kept when the program is ended, and goes on from there")
    func draft() throws {
        let pilot = try Self.pilot()
        pilot.send(.terminated)
        let draft = try #require(
            pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }.last)
        #expect(draft.cloud == "xloud" && draft.title == "fedora-44-web-v1.0")
        let next = Pilot.signedIn()
        next.leavesEffects = true
        next.service(.leftOver(LeftOver(plans: [], drafts: [draft], transfers: 0)))
        #expect(next.status.contains("Go on with Create Image of fedora-44-web-v1.0"))
        next.press("Enter")
        #expect(next.shows("/img/fedora-44-web.qcow2"))
        #expect(next.effects.contains(.discardDraft(draft.id)))
    }

    @Test("A reader and a read-only session are told why not")
    func refused() {
        let pilot = Pilot.signedIn(session: Samples.reader)
        pilot.leavesEffects = true
        pilot.press("n")
        #expect(pilot.status.contains("role reader"))
    }

    @Test("R87: without a file the record is made without data")
    func noData() throws {
        let pilot = try Self.pilot(file: nil)
        pilot.press("S-Tab", "End", "Tab", "q", "Tab", "x-1-y-v1.0", "C-s")
        #expect(Self.created(pilot)?.image.source == NewImage.Source.none)
    }
}
