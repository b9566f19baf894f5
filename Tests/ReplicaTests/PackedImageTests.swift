import Catalog
import Testing

@testable import Replica

@Suite("Packed images")
struct PackedImageTests {
    static let full: Image = {
        var image = Image(id: id(7), name: "plan9\u{0}\u{1B}[2J\u{202E}\n", status: .other("thinking"))
        image.visibility = .other("secret")
        image.isProtected = true
        image.isHidden = true
        image.owner = ProjectID("")
        image.diskFormat = "qcow2"
        image.containerFormat = "bare"
        image.minDisk = 2_147_483_647
        image.minRAM = -1
        image.size = 0
        image.virtualSize = Int64.max
        image.checksum = "d41d8cd98f00b204e9800998ecf8427e"
        image.hashAlgorithm = "sha512"
        image.hashDigest = "not hexadecimal"
        image.createdAt = Instant(seconds: -1)
        image.updatedAt = noon
        image.tags = ["golden", "", "größe"]
        image.stores = ["fast", "archive"]
        image.properties = ["os_distro": "ubuntu", "": "empty key", "description": String(repeating: "ß", count: 300)]
        image.extras = [
            "locations": .array([.object(["url": .string("file:///x"), "n": .number(1.5)]), .null]),
            "kernel_id": .null, "count": .integer(Int64.min), "on": .bool(true), "off": .bool(false),
        ]
        return image
    }()

    private func unpack(_ bytes: [UInt8], id: ImageID) throws -> Image {
        var interner = Interner(capacity: 16)
        return try bytes.withUnsafeBytes { try PackedImage.unpack($0, id: id, sharing: &interner) }
    }

    @Test("An image with every attribute comes back as it was")
    func roundTrip() throws {
        #expect(try unpack(PackedImage.pack(Self.full), id: Self.full.id) == Self.full)
    }

    @Test("An image with nothing but an ID comes back as it was", arguments: ImageStatus.known)
    func bare(_ status: ImageStatus) throws {
        for visibility in Visibility.known {
            let image = Image(id: id(1), status: status, visibility: visibility)
            #expect(try unpack(PackedImage.pack(image), id: image.id) == image)
        }
    }

    @Test("The packed form is fixed: a change of it needs a new version of the schema")
    func format() {
        var image = Image(id: id(1), name: "a", status: .active, visibility: .public)
        image.owner = ProjectID("p")
        image.size = 300
        image.properties = ["k": "v"]
        // Presence: name 1, owner 8, size 128; then status and visibility, counted from 1; then lengths and texts;
        // 300 doubled for its sign is 600, in two groups of seven bits.
        let expected: [UInt8] = [
            0x89, 0x01, 5, 4, 1, UInt8(ascii: "a"), 1, UInt8(ascii: "p"), 0xD8, 0x04, 1, 1, UInt8(ascii: "k"), 1,
            UInt8(ascii: "v"),
        ]
        #expect(PackedImage.pack(image) == expected)
        #expect(Schema.version == 1)
    }

    @Test("A record cut short anywhere is damaged")
    func cutShort() {
        let bytes = PackedImage.pack(Self.full)
        for length in bytes.indices {
            #expect(throws: DamagedRecord.self) { try unpack(Array(bytes[..<length]), id: Self.full.id) }
        }
    }

    @Test("No single wrong byte stops the program")
    func wrongBytes() {
        let bytes = PackedImage.pack(Self.full)
        var readable = 0
        for place in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var wrong = bytes
                wrong[place] = value
                if let image = try? unpack(wrong, id: Self.full.id) {
                    readable += 1
                    _ = image.json
                }
            }
        }
        // Most bytes are text, where any byte will do.
        #expect(readable > 0)
    }

    @Test("Values nested too deeply are damage")
    func nesting() {
        var writer = PackWriter(capacity: 0)
        for _ in 0..<600 {
            writer.count(UInt64(6))
            writer.count(UInt64(1))
        }
        writer.count(UInt64(0))
        #expect(throws: DamagedRecord.self) {
            try writer.bytes.withUnsafeBytes { bytes in
                var reader = PackReader(bytes)
                _ = try reader.value()
            }
        }
    }

    @Test("Texts that repeat share their storage")
    func sharing() throws {
        var image = Image(id: id(1))
        image.properties = ["hw_qemu_guest_agent": "a value of more than fifteen bytes"]
        let bytes = PackedImage.pack(image)
        var interner = Interner()
        let images = try bytes.withUnsafeBytes { bytes in
            [
                try PackedImage.unpack(bytes, id: id(1), sharing: &interner),
                try PackedImage.unpack(bytes, id: id(2), sharing: &interner),
            ]
        }
        let keys = images.map { $0.properties.keys.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
        #expect(keys[0] == keys[1])
    }
}
