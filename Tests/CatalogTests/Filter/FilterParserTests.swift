import Catalog
import Testing

@Suite("Reading filters")
struct FilterParserTests {
    private func word(_ text: String) -> FilterExpression { .word(text) }

    @Test("Blanks mean and, a bar means or and binds less, ! negates, quotes keep blanks")
    func structure() throws {
        #expect(try FilterExpression("") == .everything)
        #expect(try FilterExpression("  ") == .everything)
        #expect(try FilterExpression("ubuntu") == .word("ubuntu"))
        #expect(try FilterExpression("a b | c") == .any([.all([.word("a"), .word("b")]), .word("c")]))
        #expect(try FilterExpression("a|b") == .any([.word("a"), .word("b")]))
        #expect(try FilterExpression("!a !!b !!!c") == .all([.not(.word("a")), .word("b"), .not(.word("c"))]))
        #expect(try FilterExpression(String(repeating: "!", count: 100_001) + "a") == .not(.word("a")))
        #expect(
            try FilterExpression("\"two words\" tag:\"a b\"")
                == .all([.word("two words"), .condition(.text(.tag, "a b"))]))
        #expect(try FilterExpression("a\"b c\"d") == .word("ab cd"))
        #expect(try FilterExpression("\"a \\\" \\\\ \\n\"") == .word("a \" \\ \\n"))
        #expect(try FilterExpression("\"a|b\" \"!c\"") == .all([.word("a|b"), .word("!c")]))
        #expect(try FilterExpression("a!b :c") == .all([.word("a!b"), .word(":c")]))
    }

    @Test(
        "Fields are read",
        arguments: [
            ("os:ubuntu", FilterCondition.text(.os, "ubuntu")), ("OS:Ubuntu", .text(.os, "Ubuntu")),
            ("vis:community", .visibility(.community)), ("vis:PUBLIC", .visibility(.public)),
            ("visibility:private", .visibility(.private)), ("vis:\"guild\"", .visibility(.other("guild"))),
            ("status:deactivated", .status(.deactivated)), ("status:pending_delete", .status(.pendingDelete)),
            ("status:\"odd\"", .status(.other("odd"))), ("owner:mine", .owned), ("owner:plat", .text(.owner, "plat")),
            ("owner:\"mine\"", .text(.owner, "mine")), ("tag:lts", .text(.tag, "lts")),
            ("format:QCOW2", .format("qcow2")),
            ("disk_format:raw", .format("raw")), ("format:tar", .format("tar")), ("container:bare", .container("bare")),
            ("type:snapshot", .type(.snapshot)), ("type:template", .type(.template)), ("is:latest", .flag(.latest)),
            ("is:Protected", .flag(.protected)), ("signature:incomplete", .signature(.incomplete)),
            ("protected:yes", .truth(.protected, true)),
            ("os_hidden:false", .truth(.hidden, false)), ("hw_disk_bus:virtio", .property("hw_disk_bus", "virtio")),
            ("hw_disk_bus:*", .present("hw_disk_bus")), ("hw_disk_bus:\"*\"", .property("hw_disk_bus", "*")),
            ("\"trait:HW_CPU_X86\":required", .property("trait:HW_CPU_X86", "required")),
            ("\"type\":x", .property("type", "x")), ("\"\":x", .property("", "x")), ("name:\"\"", .text(.name, "")),
            ("name:a:b", .text(.name, "a:b")), ("family:\"ubuntu 24.04\"", .text(.family, "ubuntu 24.04")),
            ("ver:v1.10", .anyVersion("v1.10")), ("ver:24.04", .anyVersion("24.04")),
            ("ver:>v1.9", .version(.above(ImageVersion(major: 1, minor: 9)))),
            ("ver:1.0..v1.9", .version(.between(ImageVersion(major: 1, minor: 0), ImageVersion(major: 1, minor: 9)))),
            ("min_disk:>=10", .number(.minDisk, .atLeast(10))), ("min_ram:512..", .number(.minRAM, .between(512, nil))),
        ])
    func fields(text: String, condition: FilterCondition) throws {
        #expect(try FilterExpression(text) == .condition(condition))
    }

    @Test(
        "What is written by a filter is read as the same filter",
        arguments: [
            "", "ubuntu", "a b|c", "!is:hidden  x", "\"two words\"", "tag:\"a b\"", "\"a:b\"", "\"!x\"", "\"\"",
            "\"say \\\"hi\\\"\"", "size:>2G", "size:1.50GiB..2g", "size:..500M", "size:4096", "size:>=0.5T",
            "updated:<30d",
            "created:2026-11-01", "created:2026-11..", "updated:2025", "updated:7d..30d", "updated:>=2mo", "ver:>=v1.9",
            "ver:\">x\"", "ver:v1", "owner:mine", "owner:\"mine\"", "vis:\"guild\"", "status:\"odd one\"", "x:*",
            "x:\"*\"",
            "\"type\":x", "\"trait:A\":required", "min_disk:<10", "format:docker", "protected:no", "a | b c | !d:e",
            "\"a|b\"", "name:\"\"", "back\\slash", "\"\":x",
        ])
    func roundTrip(text: String) throws {
        let filter = try FilterExpression(text)
        #expect(try FilterExpression(filter.description) == filter)
    }

    @Test("A word that looks like something else is written in quotes")
    func quoting() {
        #expect(FilterExpression.word("a:b").description == "\"a:b\"")
        #expect(FilterExpression.word("!a").description == "\"!a\"")
        #expect(FilterExpression.all([.word("x y"), .not(.word("z"))]).description == "\"x y\" !z")
    }
}
