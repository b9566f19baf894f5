import Catalog
import Testing

@Suite("Names with a version")
struct VersionedNameTests {
    @Test(
        "R40, R41: names of the convention are taken apart",
        arguments: [
            ("ubuntu-24.04-base-v1.0", ["ubuntu", "24.04", "base"], 1, 0),
            ("ubuntu-24.04-base-v1.1", ["ubuntu", "24.04", "base"], 1, 1),
            ("ubuntu-24.04-nginx-v2.0", ["ubuntu", "24.04", "nginx"], 2, 0),
            ("windows-server-2022-core-v1.3", ["windows-server", "2022", "core"], 1, 3),
            ("arch-rolling-base-v1.0", ["arch", "rolling", "base"], 1, 0),
            ("rocky-9-web-frontend-v10.20", ["rocky", "9", "web-frontend"], 10, 20),
            ("9front-10-base-v0.1", ["9front", "10", "base"], 0, 1),
            ("a_b+c-1.2.3-x.y-v0.0", ["a_b+c", "1.2.3", "x.y"], 0, 0),
        ])
    func conforming(name: String, parts: [String], major: Int, minor: Int) throws {
        let parsed = try #require(VersionedName(name))
        #expect([parsed.os, parsed.osVersion, parsed.profile] == parts)
        #expect(parsed.version == ImageVersion(major: major, minor: minor))
        #expect(parsed.name == name)
    }

    @Test(
        "R41, R42: other names do not parse",
        arguments: [
            "Ubuntu-24.04-base-v1.0", "ubuntu-24.04-v1.0", "ubuntu-24.04-base-1.0", "ubuntu-24.04-base-v01.0",
            "rocky-linux-9-v1.0", "ubuntu-24.04-base", "ubuntu-24.04-base-v1", "ubuntu-24.04-base-v1.0.0",
            "ubuntu-24.04-base-v1.-1", "ubuntu-24.04-base-v1.+1", "ubuntu--base-v1.0", "-24.04-base-v1.0",
            "ubuntu-24.04-base-v1.00", "ubuntu-24.04-bäse-v1.0", "ubuntu-24.04-base-v1.0 ", "",
            "ubuntu-24.04-base-v99999999999999999999.0",
        ])
    func others(name: String) {
        #expect(VersionedName(name) == nil)
    }

    @Test("R43: versions compare by number, the major one first")
    func order() {
        let texts = ["v1.9", "v2.0", "v1.10", "v10.0", "v1.0"]
        let sorted = texts.compactMap(ImageVersion.init).sorted().map(\.description)
        #expect(sorted == ["v1.0", "v1.9", "v1.10", "v2.0", "v10.0"])
    }

    @Test("R43: names sort with v1.10 after v1.9, and without regard to case")
    func nameKeys() {
        func sorted(_ names: [String]) -> [String] { names.sorted { NameKey($0) < NameKey($1) } }
        #expect(sorted(["a-v1.10", "a-v1.9", "a-v1.1"]) == ["a-v1.1", "a-v1.9", "a-v1.10"])
        #expect(sorted(["Zebra", "ant", "Bee"]) == ["ant", "Bee", "Zebra"])
        #expect(sorted(["a10", "a", "a9b", "a9"]) == ["a", "a9", "a9b", "a10"])
        #expect(NameKey("A-007") == NameKey("a-7"))
        #expect(NameKey("x00") != NameKey("x"))
        #expect(NameKey("zz\u{10FFFF}") < NameKey.unnamed)
        #expect(NameKey(of: "") == .unnamed && NameKey(of: nil) == .unnamed)
    }

    @Test("Digits in long runs compare by value, and one number is lower than a longer one")
    func longRuns() {
        #expect(NameKey("n18446744073709551616") > NameKey("n18446744073709551615"))
        #expect(NameKey("n99") < NameKey("n100"))
        #expect(NameKey("n1x") < NameKey("n1y"))
    }

    @Test("R44: after v1.1 come v1.2 or v2.0, and no number is given twice though it is hidden or deprecated")
    func next() throws {
        let catalogue = catalogue([
            entry(1, "ubuntu-24.04-base-v1.1"), entry(2, "ubuntu-24.04-nginx-v1.0"),
            entry(3, "ubuntu-24.04-nginx-v1.10") { $0.isHidden = true }, entry(4, "ubuntu-24.04-nginx-v1.9"),
        ])
        func next(_ stem: String) throws -> [String] {
            let family = try #require(catalogue.family(FamilyKey(owner: own, stem: stem)))
            let next = try #require(catalogue.nextVersions(of: family))
            return [next.minor.description, next.major.description]
        }
        #expect(try next("ubuntu-24.04-base") == ["v1.2", "v2.0"])
        #expect(try next("ubuntu-24.04-nginx") == ["v1.11", "v2.0"])
        #expect(
            FamilyKey(owner: own, stem: "ubuntu-24.04-base").name(of: ImageVersion(major: 2, minor: 0))
                == "ubuntu-24.04-base-v2.0")
    }
}
