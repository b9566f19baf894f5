import Catalog
import Testing

@Suite("Names of exported files")
struct ExportNameTests {
    private func named(_ name: String?, _ disk: String? = "qcow2", _ container: String? = "bare") -> String {
        var image = Image(id: ImageID("418f8306-d10c-44f9-9caa-810f1b0387ed"), name: name)
        (image.diskFormat, image.containerFormat) = (disk, container)
        return ExportName.proposal(for: image)
    }

    @Test("R31: the image's name, and the ending of its format")
    func usual() {
        #expect(named("ubuntu-24.04-base-v1.10") == "ubuntu-24.04-base-v1.10.qcow2")
        #expect(named("disk", "raw") == "disk.raw")
        #expect(named("disk", "raw", "docker") == "disk.tar")
        #expect(named("appliance", "vmdk", "ova") == "appliance.ova")
        #expect(named("disk", "iso") == "disk.iso")
        #expect(named("Ubuntu 24.04 LTS (ARM)") == "Ubuntu 24.04 LTS (ARM).qcow2")
        #expect(named("świątynia 寺") == "świątynia 寺.qcow2")
    }

    @Test("An ending that the name has already is not put there twice")
    func ending() {
        #expect(named("debian-12.qcow2") == "debian-12.qcow2")
        #expect(named("debian-12.QCOW2") == "debian-12.qcow2")
        #expect(named("debian-12.img", "raw") == "debian-12.img.raw")
    }

    @Test("A format that nobody knows, or none, does no harm")
    func formats() {
        #expect(named("a", "../../etc") == "a._.._etc")
        #expect(named("a", nil, nil) == "a")
        #expect(named("a", "") == "a")
    }

    @Test(
        "No name leads to another folder, hides the file, is an option, or reaches the terminal as something else",
        arguments: [
            ("../../etc/passwd", "_.._etc_passwd.qcow2"), ("..", "418f8306-d10c-44f9-9caa-810f1b0387ed.qcow2"),
            (".", "418f8306-d10c-44f9-9caa-810f1b0387ed.qcow2"), ("/", "_.qcow2"), ("a/b", "a_b.qcow2"),
            ("a\\b", "a_b.qcow2"), (".ssh", "ssh.qcow2"), ("--force", "force.qcow2"), ("a\0b", "a_b.qcow2"),
            ("a\u{1b}]0;x\u{7}b", "a_]0;x_b.qcow2"), ("a\nb\tc", "a_b_c.qcow2"), ("a\u{202e}b", "a_b.qcow2"),
            ("a\u{85}b\u{9b}", "a_b_.qcow2"), ("a\u{200b}b", "a_b.qcow2"), ("a. . ", "a.qcow2"),
            ("  a  ", "a.qcow2"), ("", "418f8306-d10c-44f9-9caa-810f1b0387ed.qcow2"),
            ("   ", "418f8306-d10c-44f9-9caa-810f1b0387ed.qcow2"), ("~", "~.qcow2"),
        ])
    func hostile(_ name: String, _ expected: String) {
        #expect(named(name) == expected)
        #expect(!named(name).contains("/"))
    }

    @Test("An image without a name is exported under its ID")
    func unnamed() { #expect(named(nil) == "418f8306-d10c-44f9-9caa-810f1b0387ed.qcow2") }

    @Test("Long names are cut between characters, so that what is put before and after them fits into 255 bytes")
    func long() {
        for name in [
            String(repeating: "a", count: 300), String(repeating: "ü", count: 300), String(repeating: "寺", count: 90),
        ] {
            let proposed = named(name)
            #expect(proposed.utf8.count <= 200 && proposed.utf8.count > 190)
            #expect(proposed.hasSuffix(".qcow2"))
        }
        let image = Image(id: ImageID("418f8306-d10c-44f9-9caa-810f1b0387ed"))
        for name in ["a", String(repeating: "ü", count: 127), String(repeating: "a", count: 255)] {
            let export = ImageExport(image, to: "/srv/" + name)
            for path in [export.partPath, export.corruptPath] {
                #expect(path.hasPrefix("/srv/"))
                #expect(path.dropFirst(5).utf8.count <= 255)
                #expect(!path.dropFirst(5).contains("/"))
            }
        }
    }

    @Test("Beside the file, hidden, and for each image another one, lies what has come so far")
    func part() {
        let image = Image(id: ImageID("418f8306-d10c-44f9-9caa-810f1b0387ed"), name: "a")
        #expect(ImageExport(image, to: "/srv/a.qcow2").partPath == "/srv/.a.qcow2.418f8306.part")
        #expect(ImageExport(image, to: "/srv/a.qcow2").corruptPath == "/srv/a.qcow2.corrupt")
        #expect(ImageExport(image, to: "a.qcow2").partPath == ".a.qcow2.418f8306.part")
        #expect(ImageExport(Image(id: image.id), to: "/srv/a").title == image.id.rawValue)
    }

    @Test("The commands that do the same, with and without deactivating")
    func commands() {
        let image = Image(id: ImageID("i1"), name: "a")
        var export = ImageExport(image, to: "/srv/my image.qcow2")
        #expect(
            EquivalentCommand.lines(for: export) == ["openstack image save --file '/srv/my image.qcow2' i1"])
        export.deactivates = true
        #expect(
            EquivalentCommand.lines(for: export) == [
                "openstack image set --deactivate i1", "openstack image save --file '/srv/my image.qcow2' i1",
                "openstack image set --activate i1",
            ])
    }

    @Test("R38: room is counted without what is there already")
    func room() {
        let facts = TargetFacts(path: "/srv/a", part: 40, free: 50)
        #expect(facts.lack(for: 90) == nil)
        #expect(facts.lack(for: 91) == 1)
    }
}
