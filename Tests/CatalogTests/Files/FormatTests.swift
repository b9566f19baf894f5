import Catalog
import Testing

/// A file, and what is to be found in it.
struct FormatSample: Sendable {
    var bytes: [UInt8]
    var format: ImageFileFormat
    var detail: String
    var virtualSize: Int64
    var disk: String
    var container = "bare"
}

private let formatSamples: [FormatSample] = {
    let gigabyte: Int64 = 1_073_741_824
    let medium = "Debian 12.5.0 amd64 n"
    let ova = SampleFile.tar([("a.ovf", Array(SampleFile.ovf.utf8)), ("disk1.vmdk", [1, 2, 3])])
    var samples = [FormatSample(bytes: [7], format: .raw, detail: "no partition table", virtualSize: 1, disk: "raw")]
    func add(_ bytes: [UInt8], _ format: ImageFileFormat, _ detail: String, _ size: Int64, _ disk: String) {
        samples.append(FormatSample(bytes: bytes, format: format, detail: detail, virtualSize: size, disk: disk))
    }
    add(SampleFile.qcow2(), .qcow2, "version 3", 10 * gigabyte, "qcow2")
    add(SampleFile.qcow2(version: 2, size: 1), .qcow2, "version 2", 1, "qcow2")
    add(SampleFile.vmdk(), .vmdk, "monolithicSparse", 4 * gigabyte, "vmdk")
    add(SampleFile.vhd(), .vhd, "dynamic", 3 * gigabyte, "vhd")
    add(SampleFile.vhdx(), .vhdx, "", 6 * gigabyte, "vhdx")
    add(SampleFile.vdi(), .vdi, "dynamic", 5 * gigabyte, "vdi")
    add(SampleFile.vdi(kind: 2), .vdi, "fixed", 5 * gigabyte, "vdi")
    add(SampleFile.iso(), .iso, medium, 40_960, "iso")
    add(SampleFile.iso(isHybrid: true), .iso, medium, 40_960, "iso")
    add(SampleFile.mbr(), .raw, "MBR", 8_192, "raw")
    add(SampleFile.gpt(), .raw, "GPT", 32_768, "raw")
    samples.append(
        FormatSample(
            bytes: ova, format: .ova, detail: "", virtualSize: 40 * gigabyte, disk: "vmdk", container: "ova"))
    return samples
}()

private let packedSamples: [(start: [UInt8], name: String)] = [
    ([0x1F, 0x8B, 0x08], "gzip"), ([0x42, 0x5A, 0x68, 0x39], "bzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
    ([0x50, 0x4B, 0x03, 0x04], "zip"),
]

@Suite("What a file is, by its content")
struct FormatTests {
    @Test(
        "Each format is recognised, with the size of the disk in it and the formats to register it with",
        arguments: formatSamples)
    func formats(_ sample: FormatSample) throws {
        let facts = try ImageFileFacts(sample.bytes)
        #expect(facts.format == sample.format)
        #expect(facts.detail == sample.detail)
        #expect(facts.virtualSize == sample.virtualSize)
        #expect(facts.refusals.isEmpty)
        #expect(facts.warnings.isEmpty)
        let suggestion = try #require(facts.suggestion)
        #expect(suggestion.disk == sample.disk)
        #expect(suggestion.container == sample.container)
        #expect(facts.objections(to: suggestion).isEmpty)
    }

    @Test("Packed files are said to be packed", arguments: packedSamples)
    func packed(_ start: [UInt8], _ name: String) throws {
        let facts = try ImageFileFacts(start + [UInt8](repeating: 1, count: 600))
        #expect(facts.format.rawValue == name)
        #expect(
            facts.warnings == [
                "It is compressed (\(name)): unpack it first, since servers cannot boot from it as it is."
            ])
        #expect(facts.refusals.isEmpty)
        #expect(facts.virtualSize == nil)
        #expect(facts.objections(disk: "qcow2", container: "bare").count == 1)
    }

    @Test("Ploop tells its size in sectors; the older kind has 32 bits for it")
    func ploop() throws {
        var file = Bytes(4_096)
        file.put("WithouFreSpacExt", at: 0)
        file.little(UInt64(1) << 33, at: 36)
        #expect(try ImageFileFacts(file.bytes).virtualSize == 1 << 42)
        file.put("WithoutFreeSpace", at: 0)
        file.little(UInt32(2_048), at: 36)
        file.little(UInt32(7), at: 40)
        let facts = try ImageFileFacts(file.bytes)
        #expect(facts.virtualSize == 1 << 20)
        #expect(facts.suggestion == FormatChoice(disk: "ploop", container: "bare"))
    }

    @Test("Archives are told apart: Docker, OVA, others")
    func archives() throws {
        let docker = try ImageFileFacts(SampleFile.tar([("layer/", []), ("manifest.json", Array("[]".utf8))]))
        #expect(docker.format == .docker)
        #expect(docker.suggestion == FormatChoice(disk: "raw", container: "docker"))
        let other = try ImageFileFacts(SampleFile.tar([("notes.txt", [1])]))
        #expect(other.format == .tar)
        #expect(other.warnings.count == 1)
        let several = SampleFile.tar([
            ("a.ovf", Array(SampleFile.ovf.utf8)), ("disk1.vmdk", [1]), ("disk2.vmdk", [1]),
        ])
        #expect(
            try ImageFileFacts(several).warnings == [
                "It holds 2 disks, and the image service takes only one of them."
            ])
    }

    @Test("The disks of an OVA are measured in the units that its description names")
    func ovaUnits() throws {
        let samples: [(units: String, size: Int64)] = [
            (" ovf:capacityAllocationUnits=\"byte * 2^20\"", 3_145_728), ("", 3),
            (" ovf:capacityAllocationUnits='MegaBytes'", 3_145_728),
        ]
        for (units, size) in samples {
            let text = "<Envelope><Disk ovf:capacity=\"3\"\(units)></Disk></Envelope>"
            let facts = try ImageFileFacts(SampleFile.tar([("x.ovf", Array(text.utf8)), ("d.vmdk", [0])]))
            #expect(facts.virtualSize == size, "\(units)")
        }
    }

    @Test("A page that a server sent instead of the file is noticed")
    func webPage() throws {
        let facts = try ImageFileFacts(Array("<!DOCTYPE html><title>404</title>".utf8), "debian.qcow2")
        #expect(facts.format == .raw)
        #expect(facts.warnings.first?.contains("web page") == true)
        #expect(facts.warnings.last == "By its name it would be QCOW2, but it is raw data.")
    }

    @Test("A name that says something else than the content is noticed, an unknown or fitting one is not")
    func names() throws {
        #expect(try ImageFileFacts(SampleFile.qcow2(), "a.raw").warnings.count == 1)
        #expect(
            try ImageFileFacts(SampleFile.qcow2(), "cirros.IMG").warnings == [
                "It is QCOW2, although many take “.img” for raw data."
            ])
        for name in ["a.qcow2", "a.QCOW2", "a", ".qcow2", "debian-12.5", "a.backup"] {
            #expect(try ImageFileFacts(SampleFile.qcow2(), name).warnings.isEmpty, "\(name)")
        }
    }
}
