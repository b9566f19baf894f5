import Catalog
import Testing

@testable import OpenStack

@Suite("A broken entry is named with file and line, and the others still work")
struct BrokenEntryTests {
    private func check(_ text: String, broken: String, line: Int, good: [String] = ["good"]) {
        let files = MemoryFiles.clouds(text).load()
        for name in good { #expect(throws: Never.self) { try files.cloud(name) } }
        let entry = files.entries.first { $0.name == broken }
        #expect(
            entry?.problem?.contains("\(MemoryFiles.cloudsPath):\(line): ") == true, "\(entry?.problem ?? "no problem")"
        )
        do {
            _ = try files.cloud(broken)
            Issue.record("the broken entry was accepted")
        } catch {
            #expect(error.reason.hasPrefix("\(MemoryFiles.cloudsPath):\(line): "), "\(error.reason)")
        }
    }

    private let good = "  good:\n    auth: {auth_url: 'http://k/v3', username: u, password: p}\n"

    @Test("A list or a text where a mapping belongs")
    func shape() {
        check("clouds:\n\(good)  bad: [1, 2]\n", broken: "bad", line: 4)
        check("clouds:\n  bad: text\n\(good)", broken: "bad", line: 2)
        check("clouds:\n  bad:\n    auth: text\n\(good)", broken: "bad", line: 3)
    }

    @Test("A quotation mark that is never closed, in the middle of the file")
    func quote() {
        check(
            "clouds:\n  bad:\n    auth: {auth_url: \"http://k/v3, username: u}\n    region_name: R\n\(good)",
            broken: "bad", line: 3)
    }

    @Test("The same in a file whose lines end as on Windows")
    func carriageReturns() {
        let text = "clouds:\n  bad:\n    auth: {auth_url: \"http://k/v3, username: u}\n\(good)"
        check(text.replacing("\n", with: "\r\n"), broken: "bad", line: 3)
    }

    @Test("A tab, a wrong indentation, a repeated key")
    func layout() {
        check("clouds:\n\(good)  bad:\n\tauth: x\n", broken: "bad", line: 5)
        check(
            "clouds:\n\(good)  bad:\n    auth:\n      a: b\n     c: d\n  last:\n    auth: {auth_url: 'http://k', username: u}\n",
            broken: "bad", line: 7, good: ["good", "last"])
        check("clouds:\n  bad:\n    region_name: a\n    region_name: b\n\(good)", broken: "bad", line: 3)
    }

    @Test("Entries that refer to another one's anchor, on which the broken one has no part")
    func anchors() throws {
        let text = """
            clouds:
              first:
                auth: &shared {auth_url: 'http://k/v3', username: u, password: p}
              bad:
                auth: {auth_url: "http://k/v3
                region_name: R
              last:
                auth: *shared
                region_name: S
                verify: perhaps
            """
        check(text + "\n", broken: "bad", line: 5, good: ["first", "last"])
        let last = try MemoryFiles.clouds(text + "\n").load().cloud("last")
        #expect(last.region == "S")
        #expect(last.notices.contains { $0.place?.line == 10 })
    }

    @Test("An empty entry says what it lacks")
    func empty() {
        check("clouds:\n\(good)  bad:\n", broken: "bad", line: 4)
    }

    @Test("A profile that is nowhere is named by its line where the entry lacks what would stand in it")
    func missingProfile() {
        let text = "clouds:\n  bad:\n    profile: rackspace\n    auth: {username: u, password: p}\n\(good)"
        check(text, broken: "bad", line: 3)
        let problem = MemoryFiles.clouds(text).load().entries.first?.problem ?? ""
        #expect(problem.contains("the profile `rackspace` is in no clouds-public.yaml"))
    }

    @Test("A certificate file that cannot be read is named by the line that names it, in the chooser too")
    func unreadableFile() {
        var files = MemoryFiles.clouds(
            "clouds:\n\(good)  bad:\n    auth: {auth_url: 'http://k', username: u}\n"
                + "    cacert: /ca.pem\n")
        files.locked = ["/ca.pem"]
        let entry = files.load().entries.first { $0.name == "bad" }
        let expected = "\(MemoryFiles.cloudsPath):6: the file of `cacert`, /ca.pem, cannot be read: Permission denied"
        #expect(entry?.problem == expected)
        // Of no interest where nothing is verified.
        var careless = files
        careless.texts = careless.texts.mapValues { $0 + "    insecure: true\n" }
        #expect(careless.load().entries.allSatisfy { $0.problem == nil })
    }

    @Test("A message about a broken file quotes nothing of it")
    func discretion() {
        let files = MemoryFiles.clouds("clouds:\n  bad:\n    auth: {password: \"hunter2\n\(good)").load()
        let words = (files.notices.map(\.description) + files.entries.compactMap(\.problem)).joined()
        #expect(!words.contains("hunter2"))
        #expect(!words.isEmpty)
    }

    @Test("Small files that mean enormous trees are refused")
    func bomb() {
        var text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        for (name, inner) in zip("bcdefghi", "abcdefgh") {
            text += "\(name): &\(name) [\(Array(repeating: "*\(inner)", count: 10).joined(separator: ","))]\n"
        }
        let files = MemoryFiles(texts: ["/srv/deploy/clouds.yaml": text, MemoryFiles.cloudsPath: "clouds:\n\(good)"])
            .load()
        #expect(files.entries.map(\.name) == ["good"])
        #expect(files.notices.first?.text == "not usable (too many values)")
    }
}
