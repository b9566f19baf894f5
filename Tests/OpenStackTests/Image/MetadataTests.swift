import Catalog
import TestSupport
import Testing

@testable import OpenStack

@Suite("Metadata definitions")
struct MetadataTests {
    private func namespace(_ text: String) throws -> MetadataNamespace {
        try #require(MetadataNamespace(try JSONValue(json: Array(text.utf8))))
    }

    @Test("A namespace with everything it can have")
    func namespace() throws {
        let namespace = try namespace(
            """
            {"namespace": "OS::X", "display_name": "X options", "description": "d", "visibility": "public",
             "protected": true, "owner": "admin",
             "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "hw_"},
               {"name": "OS::Cinder::Volume", "prefix": "hw_", "properties_target": "image"}],
             "properties": {
               "hw_z": {"title": "A choice", "description": "c", "type": "string", "enum": ["a", "b"], "default": "a"},
               "hw_a": {"title": "Number", "type": "integer", "minimum": 1, "maximum": 4, "default": 2, "readonly": true},
               "hw_l": {"title": "List", "type": "array", "items": {"type": "string", "enum": ["x", "y"]},
                        "operators": ["<in>"], "minItems": 1, "maxItems": 2, "uniqueItems": true},
               "hw_t": {"title": "Text", "type": "string", "minLength": 2, "maxLength": 9, "pattern": "^a", "default": true}},
             "objects": [{"name": "O", "description": "o", "required": ["p"], "properties": {"p": {"title": "P", "type": "boolean"}}}],
             "tags": [{"name": "t1"}, {"name": "t2"}]}
            """)
        #expect(namespace.id == "OS::X")
        #expect(namespace.title == "X options")
        #expect(namespace.isProtected)
        #expect(namespace.isForImages)
        #expect(namespace.associations.map(\.prefix) == ["hw_", "hw_"])
        #expect(namespace.properties.map(\.id) == ["hw_z", "hw_l", "hw_a", "hw_t"])
        let (choice, list, number, text) = (
            namespace.properties[0], namespace.properties[1], namespace.properties[2], namespace.properties[3]
        )
        #expect(choice.choices == ["a", "b"])
        #expect(choice.defaultValue == "a")
        #expect(list.kind == .array)
        #expect(list.choices == ["x", "y"])
        #expect(list.operators == ["<in>"])
        #expect(list.minimumCount == 1)
        #expect(list.maximumCount == 2)
        #expect(list.hasUniqueItems)
        #expect(number.kind == .integer)
        #expect(number.minimum == 1)
        #expect(number.maximum == 4)
        #expect(number.defaultValue == "2")
        #expect(number.isReadOnly)
        #expect(text.minimumLength == 2)
        #expect(text.maximumLength == 9)
        #expect(text.pattern == "^a")
        #expect(text.defaultValue == "true")
        #expect(namespace.objects.first?.properties.first?.kind == .boolean)
        #expect(namespace.objects.first?.required == ["p"])
        #expect(namespace.tags == ["t1", "t2"])
    }

    @Test("A bare namespace, and one meant for another part of the thing")
    func bare() throws {
        let bare = try namespace(#"{"namespace": "N", "properties": {"k": {}}}"#)
        #expect(bare.title == "N")
        #expect(bare.visibility == .private)
        #expect(!bare.isForImages)
        #expect(bare.properties.first?.title == "k")
        #expect(bare.properties.first?.kind == .string)
        let hints = try namespace(
            #"{"namespace": "N", "resource_type_associations": [{"name": "OS::Glance::Image", "properties_target": "x"}]}"#
        )
        #expect(!hints.isForImages)
        #expect(MetadataNamespace(.object([:])) == nil)
    }

    @Test("All namespaces for images are listed page by page and read with the prefix applied; one failure is one gap")
    func listing() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("GET", "/v2/metadefs/namespaces") { request in
            request.query?.contains("marker=") == true
                ? .json(#"{"namespaces": [{"namespace": "A::One"}]}"#)
                : .json(
                    #"{"namespaces": [{"namespace": "C::Three"}, {"namespace": "B::Two"}], "next": "/v2/x?marker=B%3A%3ATwo"}"#
                )
        }
        cloud.server.on("GET", "/v2/metadefs/namespaces/A%3A%3AOne", .json(#"{"namespace": "A::One"}"#))
        cloud.server.on("GET", "/v2/metadefs/namespaces/B%3A%3ATwo", .json(500, "{}"))
        cloud.server.on("GET", "/v2/metadefs/namespaces/C%3A%3AThree", .json(#"{"namespace": "C::Three"}"#))
        #expect(try await cloud.images.namespaces().map(\.id) == ["A::One", "C::Three"])
        #expect(
            cloud.server.requests(to: "/v2/metadefs/namespaces").map(\.query) == [
                "limit=100&resource_types=OS%3A%3AGlance%3A%3AImage",
                "limit=100&resource_types=OS%3A%3AGlance%3A%3AImage&marker=B%3A%3ATwo",
            ])
        #expect(
            cloud.server.requests(to: "/v2/metadefs/namespaces/A%3A%3AOne").map(\.query) == [
                "resource_type=OS%3A%3AGlance%3A%3AImage"
            ])
    }
}
