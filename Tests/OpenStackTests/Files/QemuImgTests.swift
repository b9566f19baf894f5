import Catalog
import Foundation
import OpenStack
import TestSupport
import Testing

/// Whether QEMU's own tool is installed. The formats are tested without it too, on files made by hand.
private let hasQemuImg = (try? Spawn.run(["qemu-img", "--version"]).status) == 0

@Suite("Files that qemu-img makes", .enabled(if: hasQemuImg, "qemu-img is not installed"))
struct QemuImgTests {
    private let folder: TemporaryFolder
    /// A disk of 64 MiB with a partition table and some data.
    private let raw: String

    init() throws {
        folder = try TemporaryFolder()
        var bytes = [UInt8](repeating: 0, count: 64 << 20)
        bytes.replaceSubrange(446..<462, with: [0x80, 0x20, 0x21, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0])
        bytes.replaceSubrange(510..<512, with: [0x55, 0xAA])
        for index in 0..<200_000 { bytes[(1 << 20) + index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 9) }
        raw = try folder.file("disk.raw", bytes: bytes)
    }

    private func made(_ name: String, _ arguments: [String]) throws -> ImageFileFacts {
        let path = folder.url.appendingPathComponent(name).path
        let result = try Spawn.run(["qemu-img"] + arguments + [path])
        try #require(result.status == 0, "\(result.output)")
        return try LocalFile(path).facts()
    }

    @Test(
        "Whole files of all kinds are recognised as such",
        arguments: [
            ("a.qcow2", "qcow2", "compat=1.1", "version 3"), ("b.qcow2", "qcow2", "compat=0.10", "version 2"),
            ("c.vmdk", "vmdk", "subformat=monolithicSparse", "monolithicSparse"),
            ("d.vmdk", "vmdk", "subformat=streamOptimized", "streamOptimized"),
            ("e.vhd", "vpc", "subformat=dynamic,force_size=on", "dynamic"),
            ("f.vhdx", "vhdx", "subformat=dynamic", ""), ("g.vdi", "vdi", "static=off", "dynamic"),
        ])
    func whole(_ name: String, _ format: String, _ options: String, _ detail: String) throws {
        let facts = try made(name, ["convert", "-f", "raw", "-O", format, "-o", options, raw])
        #expect(facts.format.rawValue == String(name.split(separator: ".")[1]))
        #expect(facts.detail == detail)
        #expect(facts.virtualSize == 64 << 20)
        #expect(facts.refusals.isEmpty)
        #expect(facts.warnings.isEmpty)
        #expect(facts.suggestion.map { facts.objections(to: $0) } == [])
    }

    @Test("A fixed VHD is the disk with one sector after it")
    func fixedVHD() throws {
        let facts = try made(
            "a.vhd", ["convert", "-f", "raw", "-O", "vpc", "-o", "subformat=fixed,force_size=on", raw])
        #expect(facts.format == .vhd)
        #expect(facts.virtualSize == 64 << 20)
        #expect(facts.refusals.isEmpty)
        #expect(facts.suggestion == .raw)
    }

    @Test("The disk itself is plain data")
    func plain() throws {
        let facts = try LocalFile(raw).facts()
        #expect(facts.format == .raw)
        #expect(facts.detail == "MBR")
        #expect(facts.warnings.isEmpty)
        #expect(facts.objections(to: .raw).isEmpty)
    }

    @Test("Files that depend on others, and features that the image service refuses, are noticed")
    func refused() throws {
        let create = ["create", "-q", "-f", "qcow2"]
        let backed = try made("overlay.qcow2", create + ["-F", "raw", "-b", raw])
        #expect(backed.refusals.first?.contains("disk.raw, and the image service refuses") == true)
        let data = folder.url.appendingPathComponent("outside.raw").path
        // The size comes after the file's name.
        let path = folder.url.appendingPathComponent("outside.qcow2").path
        let result = try Spawn.run(["qemu-img"] + create + ["-o", "data_file=\(data)", path, "1M"])
        try #require(result.status == 0, "\(result.output)")
        #expect(try LocalFile(path).facts().refusals.first?.contains("lies in another file") == true)
        let extended = try made(
            "extended.qcow2", ["convert", "-f", "raw", "-O", "qcow2", "-o", "extended_l2=on", raw])
        #expect(extended.refusals.first?.contains("extended L2") == true)
        let flat = try made(
            "flat.vmdk", ["convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=monolithicFlat", raw])
        #expect(flat.refusals.first?.contains("only the description") == true)
    }

    @Test("Cut files are noticed", arguments: ["qcow2", "vmdk", "vpc", "vdi"])
    func cut(_ format: String) throws {
        _ = try made("whole", ["convert", "-f", "raw", "-O", format, raw])
        let path = folder.url.appendingPathComponent("whole").path
        let size = try LocalFile(path).size
        try #require(truncate(path, off_t(format == "vmdk" ? 32_768 : size / 3)) == 0)
        #expect(try LocalFile(path).facts().refusals.first?.contains("cut short") == true)
    }
}
