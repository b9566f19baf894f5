import Catalog
import Testing

@Suite("What is packed comes out as it was")
struct PackingTests {
    @Test(
        "IDs keep their spelling, UUIDs and others",
        arguments: [
            "418f8306-d10c-44f9-9caa-810f1b0387ed", "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff", "418F8306-D10C-44F9-9CAA-810F1B0387ED",
            "418f8306d10c44f99caa810f1b0387ed", "418f8306-d10c-44f9-9caa-810f1b0387e",
            "418f8306-d10c-44f9-9caa-810f1b0387edx",
            "418f8306-d10c-44f9-9caa_810f1b0387ed", "", "x", "é18f8306-d10c-44f9-9caa-810f1b0387e",
        ])
    func identifiers(text: String) {
        #expect(ImageID(text).rawValue == text)
        #expect(ImageID(text) == ImageID(rawValue: text))
        #expect(ImageID(text) != ImageID(text + "0"))
        #expect(Set([ImageID(text), ImageID(text)]).count == 1)
    }

    @Test("IDs sort as their texts do, whatever their form")
    func order() {
        let texts = [
            "418f8306-d10c-44f9-9caa-810f1b0387ed", "418f8306-d10c-44f9-9caa-810f1b0387ee", "x", "", "41",
            "f0000000-0000-0000-0000-000000000000", "0", "418F8306-D10C-44F9-9CAA-810F1B0387ED",
        ]
        #expect(texts.map { ImageID($0) }.sorted().map(\.rawValue) == texts.sorted())
    }

    @Test(
        "Hashes come back as the service wrote them",
        arguments: [nil, "", "aa02e09b", "AA02", "abc", "not hex at all", String(repeating: "0f", count: 64)])
    func checksums(text: String?) {
        var image = image(1, "x")
        image.checksum = text
        image.hashDigest = text
        image.hashAlgorithm = "sha512"
        #expect(image.checksum == text)
        #expect(image.hashDigest == text)
        #expect(image.hashAlgorithm == "sha512")
        image.hashAlgorithm = nil
        #expect(image.checksum == text && image.hashDigest == text && image.hashAlgorithm == nil)
        image.checksum = nil
        image.hashDigest = nil
        #expect(image == CatalogTests.image(1, "x"))
    }

    @Test("Properties are found by key, sorted, and the last of a repeated key counts")
    func properties() {
        var properties = Properties([("b", "1"), ("a", "2"), ("b", "3")])
        #expect(properties.map(\.key) == ["a", "b"])
        #expect(properties["b"] == "3")
        properties["aa"] = "4"
        properties["b"] = nil
        #expect(properties.map(\.key) == ["a", "aa"])
        #expect(properties["b"] == nil)
        properties["zz"] = nil
        #expect(properties == ["aa": "4", "a": "2"])
    }

    @Test("Sharing storage changes no value")
    func interner() {
        var interner = Interner(capacity: 16)
        for number in 0..<200 {
            let plain = image(number, "name") {
                $0.owner = ProjectID("project-with-a-long-identifier-\(number % 7)")
                $0.tags = ["a-tag-of-some-length-\(number % 3)", "lts"]
                $0.stores = ["fast"]
                $0.diskFormat = "qcow2"
                $0.properties = ["a_key_of_some_length": "a value of some length \(number % 5)", "k\(number)": "v"]
            }
            var shared = plain
            shared.share(with: &interner)
            #expect(shared == plain)
        }
    }
}
