import Browser
import Canvas
import Catalog
import Testing

@Suite("Create Image")
struct CreateImageTests {
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
                "description": "two\nlines", "img_signature": "c2ln", "owner_specified.openstack.md5": "1f",
                "os_glance_failed_import": "",
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
        #expect(
            image.properties == ["description": "two\nlines", "os_distro": "alpine", "hw_disk_bus": "virtio"],
            "a field shows one line, and what nobody typed over stays as it is")
        #expect(image.visibility == .private)
    }

    @Test("R44: the next major version is one key away")
    func nextMajor() throws {
        let pilot = Pilot.signedIn(entries: [Samples.entry(40, "alpine-3.22-edge-v1.4", .private)])
        pilot.leavesEffects = true
        pilot.press("N", "Tab", "Tab", "Right")
        #expect(pilot.shows("alpine-3.22-edge-v2.0"))
    }

    @Test("A file that is named in place of another one fills the format again")
    func secondFile() throws {
        let pilot = try Self.pilot(file: "/img/a.qcow2")
        #expect(pilot.shows("(•) QCOW2"))
        pilot.press("C-u")
        pilot.send(.input(.paste("/img/b.qcow2")))
        pilot.send(.fileFacts("/img/b.qcow2", .success(try Self.qcow2("/img/b.qcow2"))))
        #expect(pilot.shows("(•) QCOW2"))
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

    @Test("The review shows the command that does the same, and Y copies it")
    func review() throws {
        let pilot = try Self.pilot()
        pilot.press("M-n", "M-n", "Y")
        let copied = pilot.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
        #expect(
            copied?.hasPrefix("openstack image create --disk-format qcow2 --container-format bare --private") == true)
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
