import Catalog
import Testing

@Suite("What a file's content means for what is chosen")
struct FormatChoiceTests {
    @Test("The minimum disk is the virtual size in GB, rounded up; none for installation media")
    func minDisk() throws {
        #expect(try ImageFileFacts(SampleFile.qcow2(size: 10 << 30)).minDisk == 10)
        #expect(try ImageFileFacts(SampleFile.qcow2(size: (10 << 30) + 1)).minDisk == 11)
        #expect(try ImageFileFacts(SampleFile.qcow2(size: 1)).minDisk == 1)
        #expect(try ImageFileFacts(SampleFile.iso()).minDisk == 0)
        #expect(try ImageFileFacts([0x1F, 0x8B, 0x08]).minDisk == 0)
    }

    @Test("A minimum disk that is too small is objected to, and so is none")
    func minDiskObjection() throws {
        let facts = try ImageFileFacts(SampleFile.qcow2(size: 10 << 30))
        #expect(facts.objection(toMinDisk: 10) == nil)
        #expect(facts.objection(toMinDisk: 9)?.contains("needs 10 GB") == true)
        #expect(facts.objection(toMinDisk: 0)?.contains("10 GB") == true)
        #expect(try ImageFileFacts(SampleFile.iso()).objection(toMinDisk: 0) == nil)
    }

    @Test("A wrong format is objected to in words before anything is sent")
    func wrongFormat() throws {
        let qcow2 = try ImageFileFacts(SampleFile.qcow2())
        #expect(qcow2.objections(to: .qcow2).isEmpty)
        #expect(
            qcow2.objections(disk: "vmdk", container: "bare") == [
                "It is QCOW2 and not vmdk: the service would refuse it."
            ])
        #expect(
            qcow2.objections(to: .raw) == ["It is QCOW2: as raw it would be taken, but no server would boot from it."])
        #expect(qcow2.objections(disk: "ami", container: "bare").count == 1)
        let plain = try ImageFileFacts([1, 2, 3])
        #expect(
            plain.objections(to: .qcow2) == ["It is plain data and not qcow2: the service would refuse it."])
        #expect(plain.objections(to: .raw).isEmpty)
        #expect(plain.objections(disk: "ami", container: "ami").isEmpty)
        // What it cannot recognise it believes.
        #expect(plain.objections(disk: "ploop", container: "bare").isEmpty)
        #expect(plain.objections(disk: "vmdk", container: "ova") == ["It is raw data and no OVA."])
    }

    @Test("A fixed VHD is registered as raw, because the image service does not recognise it")
    func fixedVHD() throws {
        let facts = try ImageFileFacts(
            SampleFile.mbr(count: 4_096) + SampleFile.vhdFooter(kind: 2, size: 4_096), "a.vhd")
        #expect(facts.format == .vhd)
        #expect(facts.virtualSize == 4_096)
        #expect(facts.suggestion == .raw)
        #expect(facts.objections(to: .raw).isEmpty)
        #expect(
            facts.objections(disk: "vhd", container: "bare") == [
                "The service would not recognise it as vhd, and refuse it."
            ])
    }

    @Test("R80: the choices are those that the site's schema names; all without one")
    func offered() {
        #expect(FormatChoice.offered(by: nil).count == 13)
        #expect(FormatChoice(disk: "vmdk", container: "ova")?.label == "OVA")
        #expect(FormatChoice(disk: "qcow2", container: "ovf") == nil)
        #expect(FormatChoice(disk: "raw", container: "bare") == .raw)
    }

    @Test(
        "R40, R42: the suggested name is the file's, without its endings, towards the convention",
        arguments: [
            ("debian-12-genericcloud-amd64.qcow2", "debian-12-genericcloud-v1.0"),
            ("ubuntu-24.04-server-cloudimg-amd64.img", "ubuntu-24.04-server-v1.0"),
            ("Fedora-Cloud-Base-40-1.14.x86_64.qcow2", "fedora-cloud-base-40-1.14-v1.0"),
            ("cirros-0.6.2-x86_64-disk.img", "cirros-0.6.2-base-v1.0"),
            ("disk.raw.xz", "disk"), ("debian-12-base-v1.10.qcow2", "debian-12-base-v1.10"),
            ("Windows Server 2022.vhdx", "windows-server-2022-base-v1.0"), ("image", "image"),
        ])
    func names(_ file: String, _ name: String) throws {
        #expect(try ImageFileFacts([1], file).suggestedName == name)
    }
}
