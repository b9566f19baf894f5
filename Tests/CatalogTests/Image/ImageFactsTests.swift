import Catalog
import Testing

@Suite("What an image is")
struct ImageFactsTests {
    private func kind(_ properties: Properties, format: String? = nil) -> ImageKind {
        image(1, "x") {
            $0.properties = properties
            $0.diskFormat = format
        }.kind
    }

    @Test("R84: xloud_template=true makes a VM Template")
    func template() {
        #expect(kind(["xloud_template": "true"]) == .template)
        #expect(kind(["xloud_template": "True", "image_type": "snapshot"]) == .template)
        #expect(kind(["xloud_template": "false"]) == .image)
        #expect(ImageKind.template.label == "VM Template")
    }

    @Test("R85: image_type=snapshot or a snapshot's block device mapping makes a Snapshot")
    func snapshot() {
        #expect(kind(["image_type": "snapshot"]) == .snapshot)
        #expect(kind(["image_type": "image"]) == .image)
        #expect(
            kind(["block_device_mapping": #"[{"boot_index": 0, "source_type": "snapshot", "volume_size": 10}]"#])
                == .snapshot)
        #expect(kind(["block_device_mapping": #"[{"source_type":"volume"},{"source_type":"snapshot"}]"#]) == .image)
        #expect(kind(["block_device_mapping": #"[{"snapshot_id": "7"}]"#]) == .snapshot)
        #expect(kind(["block_device_mapping": "[]"]) == .image)
        #expect(kind(["block_device_mapping": ""]) == .image)
        #expect(ImageKind.snapshot.label == "Snapshot")
    }

    @Test("Kernels and ramdisks are known by their format")
    func kernels() {
        #expect(kind([:], format: "aki") == .kernel)
        #expect(kind([:], format: "ari") == .ramdisk)
        #expect(kind([:], format: "ami") == .image)
    }

    @Test(
        "R50: deprecated is read as compute reads truth",
        arguments: ["true", "True", " TRUE ", "yes", "on", "1", "t", "y"])
    func deprecated(text: String) {
        #expect(image(1, "x") { $0.properties["deprecated"] = text }.isDeprecated)
    }

    @Test("R50: anything else is not", arguments: ["false", "", "no", "0", "off", "maybe", "truer"])
    func notDeprecated(text: String) {
        #expect(!image(1, "x") { $0.properties["deprecated"] = text }.isDeprecated)
        #expect(!image(1, "x").isDeprecated)
    }

    @Test("R81: all four properties are signed, some are incomplete, none is unsigned")
    func signature() {
        var image = image(1, "x")
        #expect(image.signature == .unsigned)
        for key in Signature.keys.dropLast() {
            image.properties[key] = "value"
            #expect(image.signature == .incomplete)
        }
        image.properties["img_signature_certificate_uuid"] = ""
        #expect(image.signature == .incomplete)
        image.properties["img_signature_certificate_uuid"] = "x"
        #expect(image.signature == .signed)
    }

    @Test("R51: a blank replacement is none")
    func replacement() {
        #expect(image(1, "x") { $0.properties["replacement"] = "new" }.replacement == "new")
        #expect(image(1, "x") { $0.properties["replacement"] = " " }.replacement == nil)
    }
}
