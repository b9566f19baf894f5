import Catalog
import Testing

@testable import OpenStack

@Suite("Reading images")
struct ImageCodingTests {
    private func image(_ text: String) throws -> Image { try Image(json: Array(text.utf8)) }

    private let full = """
        {"os_distro": "debian", "hw_disk_bus": "virtio", "name": "debian-12", "disk_format": "qcow2",
         "container_format": "bare", "visibility": "community", "size": 5000000000, "virtual_size": 6, "status": "active",
         "checksum": "c0", "protected": true, "min_ram": 512, "min_disk": 3, "owner": "p1", "os_hidden": true,
         "os_hash_algo": "sha512", "os_hash_value": "ab", "id": "i1", "created_at": "2026-11-23T06:34:20Z",
         "updated_at": "2026-11-23T06:34:21Z", "tags": ["z", "a"], "self": "/v2/images/i1", "file": "/v2/images/i1/file",
         "schema": "/v2/schemas/image", "stores": "fast,archive"}
        """

    @Test("Every attribute of the API lands in its field, everything else among the properties")
    func attributes() throws {
        let image = try image(full)
        #expect(image.id == ImageID("i1"))
        #expect(image.name == "debian-12")
        #expect(image.diskFormat == "qcow2")
        #expect(image.containerFormat == "bare")
        #expect(image.visibility == .community)
        #expect(image.size == 5_000_000_000)
        #expect(image.virtualSize == 6)
        #expect(image.status == .active)
        #expect(image.checksum == "c0")
        #expect(image.isProtected)
        #expect(image.minRAM == 512)
        #expect(image.minDisk == 3)
        #expect(image.owner == ProjectID("p1"))
        #expect(image.isHidden)
        #expect(image.hashAlgorithm == "sha512")
        #expect(image.hashDigest == "ab")
        #expect(image.createdAt?.iso == "2026-11-23T06:34:20Z")
        #expect(image.updatedAt?.iso == "2026-11-23T06:34:21Z")
        #expect(image.tags == ["a", "z"])
        #expect(image.stores == ["fast", "archive"])
        #expect(image.properties.map(\.key) == ["hw_disk_bus", "os_distro"])
        #expect(image.extras.isEmpty)
    }

    @Test("Nulls, unknown words and attributes of an unexpected type lose nothing")
    func oddities() throws {
        let image = try image(
            """
            {"name": null, "size": null, "owner": null, "status": "thinking", "visibility": "secret", "id": "i",
             "protected": "true", "min_disk": "5", "tags": ["a", 1], "created_at": "yesterday", "kernel_id": null,
             "locations": [{"url": "x"}], "new": 7, "self": "/other", "direct_url": "rbd://x"}
            """)
        #expect(image.name == nil)
        #expect(image.status == .other("thinking"))
        #expect(image.visibility == .other("secret"))
        #expect(!image.isProtected)
        #expect(
            image.extras == [
                "protected": .string("true"), "min_disk": .string("5"), "tags": .array([.string("a"), .integer(1)]),
                "created_at": .string("yesterday"), "kernel_id": .null,
                "locations": .array([.object(["url": .string("x")])]), "new": .integer(7), "self": .string("/other"),
                "direct_url": .string("rbd://x"),
            ])
    }

    @Test("What is written is read back the same")
    func roundTrip() throws {
        for text in [full, #"{"id": "i", "new": [1], "tags": "none", "kernel_id": null, "a": "b"}"#] {
            let first = try image(text)
            #expect(try image(first.json.pretty) == first)
        }
    }

    @Test("An image without ID, or something else, is an error")
    func noImage() {
        for text in [#"{"name": "x"}"#, "[]", "7", #"{"id": 7}"#, #"{"id": ""}"#] {
            #expect(throws: DecodingError.self) { try image(text) }
        }
    }
}
