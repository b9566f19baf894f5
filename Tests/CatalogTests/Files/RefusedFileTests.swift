import Catalog
import Testing

private let cutFiles: [[UInt8]] = {
    let footer = SampleFile.vhdFooter(kind: 2, size: 4_096)
    var cuts: [[UInt8]] = [SampleFile.vdi(blocks: 5), [UInt8](repeating: 1, count: 1_024) + footer]
    func add(_ file: [UInt8], _ count: Int) { cuts.append(Array(file.prefix(count))) }
    for count in [100, 65_540, 131_072] { add(SampleFile.qcow2(), count) }
    for count in [60, 4_096] { add(SampleFile.vmdk(), count) }
    add(SampleFile.vhd(), 2_000)
    for count in [100_000, 1 << 20] { add(SampleFile.vhdx(), count) }
    add(SampleFile.vdi(), 0x100)
    return cuts
}()

@Suite("Files that cannot be an image, and why")
struct RefusedFileTests {
    /// All that is said against a file.
    private func refusals(_ bytes: [UInt8]) throws -> String {
        try ImageFileFacts(bytes).refusals.joined(separator: " ")
    }

    @Test("An empty file")
    func empty() throws {
        let facts = try ImageFileFacts([], "a.qcow2")
        #expect(facts.format == .empty)
        #expect(facts.refusals == ["It is empty."])
        #expect(facts.warnings.isEmpty)
        #expect(facts.suggestion == nil)
    }

    @Test("Files that hold only the difference to others are named with the other file")
    func dependent() throws {
        let qcow2 = SampleFile.qcow2 { file in
            file.big(UInt64(512), at: 8)
            file.big(UInt32(12), at: 16)
            file.put("base.qcow2xx", at: 512)
        }
        #expect(
            try ImageFileFacts(qcow2).refusals == [
                "It only holds the difference to another file, base.qcow2xx, and the image service refuses such "
                    + "files: make one that stands alone with `qemu-img convert`."
            ])
        #expect(try refusals(SampleFile.vhd(kind: 4, parent: "basis.vhd")).contains("another file, basis.vhd, so"))
        #expect(try refusals(SampleFile.vhdx(parameters: 2)).contains("difference to another file"))
        #expect(try refusals(SampleFile.vdi(kind: 4)).contains("difference to another file"))
        let vmdk = SampleFile.vmdk(extents: "parentFileNameHint=\"golden.vmdk\"\nRW 1 SPARSE \"x.vmdk\"")
        #expect(try refusals(vmdk).contains("another file, golden.vmdk, so"))
    }

    @Test("QCOW2 features that the image service refuses, and those that it does not mind")
    func features() throws {
        func file(_ features: UInt64) -> [UInt8] { SampleFile.qcow2 { $0.big(features, at: 72) } }
        #expect(try refusals(file(0b100)).contains("data lies in another file"))
        #expect(try refusals(file(0b1_0000)).contains("extended L2"))
        #expect(try refusals(file(0b10)) == "It is marked as damaged.")
        #expect(try refusals(file(0b1000)).isEmpty)
        let dirty = try ImageFileFacts(file(1))
        #expect(dirty.refusals.isEmpty)
        #expect(dirty.warnings.count == 1)
        #expect(try refusals(SampleFile.qcow2(version: 1)).contains("version 1"))
        #expect(
            try ImageFileFacts(SampleFile.qcow2 { $0.big(UInt32(2), at: 32) }).warnings.first?.contains("LUKS") == true)
    }

    @Test("VMDK of kinds that the image service refuses")
    func vmdk() throws {
        #expect(try refusals(SampleFile.vmdk(type: "monolithicFlat")).contains("of the kind monolithicFlat"))
        #expect(try refusals(SampleFile.vmdk(extents: "")).contains("names no data"))
        #expect(try refusals(SampleFile.vmdk(extents: "RW 1 SPARSE \"/etc/shadow\"")).contains("other folders"))
        #expect(try refusals(SampleFile.vmdk { $0.little(UInt64(2), at: 28) }).contains("description"))
        let text = Array(
            "# Disk DescriptorFile\nversion=1\ncreateType=\"monolithicFlat\"\nRW 8 FLAT \"a-flat.vmdk\" 0\n".utf8)
        let description = try ImageFileFacts(text)
        #expect(description.format == .vmdk)
        #expect(description.refusals.first?.contains("only the description") == true)
        // qemu-img fills it up with zeros.
        let padded = try ImageFileFacts(text + [UInt8](repeating: 0, count: 512 - text.count))
        #expect(padded.refusals == description.refusals)
        #expect(try refusals(Array("COWD".utf8) + [UInt8](repeating: 0, count: 2_048)).contains("ESX"))
    }

    @Test("A stream-optimised VMDK without its end is cut short, with it it is whole")
    func streamOptimized() throws {
        let cut = SampleFile.vmdk(type: "streamOptimized") { $0.little(UInt64.max, at: 56) }
        #expect(try refusals(cut).contains("cut short"))
        var end = Bytes(1_536)
        end.little(UInt32(3), at: 12)
        end.put("KDMV", at: 512)
        #expect(try ImageFileFacts(cut + end.bytes).refusals.isEmpty)
    }

    @Test("Files that were cut short are noticed", arguments: cutFiles)
    func cut(_ bytes: [UInt8]) throws {
        #expect(try refusals(bytes).contains("cut short"))
    }

    @Test("Plain data that is shorter than its partitions, and a volume that is shorter than it says, are warned of")
    func shortDisks() throws {
        for bytes in [SampleFile.mbr(sectors: 9), SampleFile.gpt(last: 64), SampleFile.iso(blocks: 21)] {
            let facts = try ImageFileFacts(bytes)
            #expect(facts.refusals.isEmpty)
            #expect(facts.warnings.first?.contains("cut short") == true)
        }
    }

    @Test("Impossible sizes are no sizes")
    func sizes() throws {
        #expect(try refusals(SampleFile.qcow2(size: .max)).contains("impossible size"))
        #expect(try refusals(SampleFile.vmdk(sectors: .max)).contains("impossible size"))
        #expect(try refusals(SampleFile.vhd(size: .max)).contains("impossible size"))
        #expect(try refusals(SampleFile.vhdx(size: .max)).contains("impossible size"))
        #expect(try refusals(SampleFile.vdi(size: .max)).contains("impossible size"))
        #expect(try ImageFileFacts(SampleFile.qcow2(size: UInt64(Int64.max))).minDisk == 1 << 33)
    }

    @Test(
        "What looks like two formats at once is refused, except for an installation medium that can start from a stick")
    func ambiguous() throws {
        let both = SampleFile.qcow2 { $0.put([1] + Array("CD001".utf8), at: 32_768) }
        #expect(try refusals(both) == "It looks like iso and qcow2 at once, which the image service refuses.")
        #expect(try refusals(SampleFile.iso(isHybrid: true)).isEmpty)
    }

    @Test("QED, and LUKS other than version 1, are refused")
    func others() throws {
        #expect(try refusals([0x51, 0x45, 0x44, 0x00] + [UInt8](repeating: 0, count: 600)).contains("QED"))
        func luks(_ version: UInt8) -> [UInt8] {
            [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE, 0, version] + [UInt8](repeating: 0, count: 600)
        }
        #expect(try refusals(luks(2)).contains("version 2"))
        #expect(try refusals(luks(1)).isEmpty)
    }

    @Test("A boot sector that the image service refuses speaks against every bare image, and a kernel's is none")
    func bootSectors() throws {
        let none = try ImageFileFacts(SampleFile.mbr(kind: 0))
        #expect(
            none.objections(to: .raw) == [
                "It begins with a boot sector, but has no partitions, so the image service refuses it."
            ])
        #expect(try ImageFileFacts(SampleFile.mbr(flag: 1)).objections(to: .raw).count == 1)
        #expect(try ImageFileFacts(SampleFile.gpt(start: [0, 1, 0])).objections(to: .raw).count == 1)
        #expect(none.objections(disk: "ami", container: "ami").isEmpty)
        var kernel = Bytes(4_096)
        kernel.put([0x55, 0xAA], at: 510)
        kernel.put("HdrS", at: 0x202)
        let facts = try ImageFileFacts(kernel.bytes, "vmlinuz-6.1.0-18-amd64")
        #expect(facts.format == .kernel)
        #expect(facts.suggestion == FormatChoice(disk: "aki", container: "aki"))
        #expect(facts.objections(disk: "aki", container: "aki").isEmpty)
        #expect(!facts.objections(to: .raw).isEmpty)
        // A volume with FAT has the same last bytes in its first sector, and passes.
        var fat = SampleFile.mbr(kind: 0)
        fat[0x10] = 2
        fat[0x15] = 0xF8
        #expect(try ImageFileFacts(fat).objections(to: .raw).isEmpty)
    }

    @Test("What the source throws is passed on")
    func unreadable() {
        let problem = Problem(.file, attempt: "Could not read it", reason: "Input/output error")
        let source = ByteSource(size: 1_000) { _, _ throws(Problem) in throw problem }
        #expect(throws: problem) { try ImageFileFacts(inspecting: source, path: "a") }
    }
}
