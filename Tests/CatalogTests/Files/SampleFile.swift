import Catalog

/// The smallest files of each format, made by hand from their specifications.
enum SampleFile {
    static func qcow2(version: UInt32 = 3, size: UInt64 = 10 << 30, _ change: (inout Bytes) -> Void = { _ in })
        -> [UInt8]
    {
        var file = Bytes(3 * 65_536)
        file.put([0x51, 0x46, 0x49, 0xFB], at: 0)
        file.big(version, at: 4)
        file.big(UInt32(16), at: 20)
        file.big(size, at: 24)
        // One entry in the table of the first level, which lies in the second cluster and points to the third.
        file.big(UInt32(1), at: 36)
        file.big(UInt64(65_536), at: 40)
        file.big(UInt64(0x8000_0000_0002_0000), at: 65_536)
        if version > 2 { file.big(UInt32(104), at: 100) }
        change(&file)
        return file.bytes
    }

    /// - Parameter sectors: Of 512 bytes.
    static func vmdk(
        type: String = "monolithicSparse", sectors: UInt64 = 4 << 21,
        extents: String = "RW 8388608 SPARSE \"disk.vmdk\"",
        _ change: (inout Bytes) -> Void = { _ in }
    ) -> [UInt8] {
        var file = Bytes(128 * 512)
        file.put("KDMV", at: 0)
        file.little(UInt32(1), at: 4)
        file.little(sectors, at: 12)
        file.little(UInt64(128), at: 20)
        file.little(UInt64(1), at: 28)
        file.little(UInt64(20), at: 36)
        file.little(UInt64(26), at: 56)
        file.little(UInt64(128), at: 64)
        let description = """
            # Disk DescriptorFile
            version=1
            CID=fffffffe
            parentCID=ffffffff
            createType="\(type)"
            # Extent description
            \(extents)
            ddb.adapterType = "ide"

            """
        file.put(description, at: 512)
        change(&file)
        return file.bytes
    }

    /// What stands at the end of a VHD, and at the beginning of those with a block table.
    static func vhdFooter(kind: UInt32, size: UInt64, headerOffset: UInt64 = .max) -> [UInt8] {
        var footer = Bytes(512)
        footer.put("conectix", at: 0)
        footer.big(headerOffset, at: 16)
        footer.big(size, at: 40)
        footer.big(size, at: 48)
        footer.big(kind, at: 60)
        return footer.bytes
    }

    static func vhd(kind: UInt32 = 3, parent: String = "", size: UInt64 = 3 << 30) -> [UInt8] {
        var file = Bytes(4_096)
        let footer = vhdFooter(kind: kind, size: size, headerOffset: 512)
        file.put(footer, at: 0)
        file.put("cxsparse", at: 512)
        for (index, unit) in parent.utf16.enumerated() { file.big(unit, at: 512 + 64 + index * 2) }
        file.put(footer, at: 4_096 - 512)
        return file.bytes
    }

    static func vhdx(size: UInt64 = 6 << 30, parameters: UInt32 = 0) -> [UInt8] {
        var file = Bytes(1_200 << 10)
        file.put("vhdxfile", at: 0)
        let regions = 192 << 10
        file.put("regi", at: regions)
        file.little(UInt32(2), at: regions + 8)
        // The block table comes first, then the metadata region at 1 MiB.
        file.put(
            [
                0x66, 0x77, 0xC2, 0x2D, 0x23, 0xF6, 0x00, 0x42, 0x9D, 0x64, 0x11, 0x5E, 0x9B, 0xFD, 0x4A, 0x08,
            ], at: regions + 16)
        file.put(
            [
                0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
            ], at: regions + 48)
        let metadata = 1 << 20
        file.little(UInt64(metadata), at: regions + 64)
        file.put("metadata", at: metadata)
        file.little(UInt16(2), at: metadata + 10)
        file.put(
            [
                0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
            ], at: metadata + 32)
        file.little(UInt32(65_536), at: metadata + 48)
        file.put(
            [
                0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
            ], at: metadata + 64)
        file.little(UInt32(65_544), at: metadata + 80)
        file.little(parameters, at: metadata + 65_536 + 4)
        file.little(size, at: metadata + 65_544)
        return file.bytes
    }

    static func vdi(kind: UInt32 = 1, size: UInt64 = 5 << 30, blocks: UInt32 = 1) -> [UInt8] {
        var file = Bytes(4_096)
        file.put("<<< Oracle VM VirtualBox Disk Image >>>\n", at: 0)
        file.little(UInt32(0xBEDA_107F), at: 0x40)
        file.little(UInt32(0x0001_0001), at: 0x44)
        file.little(kind, at: 0x4C)
        file.little(UInt32(1_024), at: 0x158)
        file.little(size, at: 0x170)
        file.little(UInt32(1_024), at: 0x178)
        file.little(blocks, at: 0x184)
        return file.bytes
    }

    /// - Parameters:
    ///   - blocks: Of 2,048 bytes: what the volume says of its size.
    ///   - isHybrid: Whether it can also be written onto a stick.
    static func iso(blocks: UInt32 = 20, isBootable: Bool = true, isHybrid: Bool = false) -> [UInt8] {
        var file = Bytes(20 * 2_048)
        file.put([1] + Array("CD001".utf8) + [1], at: 16 * 2_048)
        file.put("Debian 12.5.0 amd64 n           ", at: 16 * 2_048 + 40)
        file.little(blocks, at: 16 * 2_048 + 80)
        file.little(UInt16(2_048), at: 16 * 2_048 + 128)
        if isBootable {
            file.put([0] + Array("CD001".utf8) + [1] + Array("EL TORITO SPECIFICATION".utf8), at: 17 * 2_048)
        }
        file.put([255] + Array("CD001".utf8) + [1], at: 18 * 2_048)
        if isHybrid { file.put([0x55, 0xAA], at: 510) }
        return file.bytes
    }

    /// A disk with one partition from sector 8 on.
    static func mbr(sectors: UInt32 = 8, kind: UInt8 = 0x83, flag: UInt8 = 0x80, count: Int = 16 * 512) -> [UInt8] {
        var file = Bytes(count)
        file.put([flag, 0x20, 0x21, 0x00, kind], at: 446)
        file.little(UInt32(8), at: 454)
        file.little(sectors, at: 458)
        file.put([0x55, 0xAA], at: 510)
        return file.bytes
    }

    /// A disk with a GUID partition table whose copy lies in its last sector.
    static func gpt(start: [UInt8] = [0x00, 0x02, 0x00], last: UInt64 = 63) -> [UInt8] {
        var file = Bytes(64 * 512)
        file.put([0x00] + start + [0xEE, 0xFF, 0xFF, 0xFF], at: 446)
        file.little(UInt32(1), at: 454)
        file.little(UInt32(63), at: 458)
        file.put([0x55, 0xAA], at: 510)
        file.put("EFI PART", at: 512)
        file.little(last, at: 512 + 32)
        return file.bytes
    }

    /// An archive as `tar --format=ustar` writes it.
    static func tar(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        for (name, content) in files {
            var header = Bytes(512)
            header.put(name, at: 0)
            header.put("0000644", at: 100)
            let digits = String(content.count, radix: 8)
            header.put(String(repeating: "0", count: 11 - digits.count) + digits, at: 124)
            header.put("        ", at: 148)
            header.put("0", at: 156)
            header.put("ustar\u{0}00", at: 257)
            let sum = String(header.bytes.reduce(0) { $0 + Int($1) }, radix: 8)
            header.put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
            archive += header.bytes + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        }
        return archive + [UInt8](repeating: 0, count: 1_024)
    }

    static let ovf = """
        <?xml version="1.0"?><Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><DiskSection>
        <Info>Disks</Info>
        <Disk ovf:diskId="vmdisk1" ovf:capacity="40" ovf:capacityAllocationUnits="byte * 2^30" ovf:fileRef="file1"/>
        </DiskSection></Envelope>
        """
}

extension ImageFileFacts {
    init(_ bytes: [UInt8], _ name: String = "image") throws {
        try self.init(inspecting: ByteSource(bytes), path: "/srv/" + name)
    }
}
