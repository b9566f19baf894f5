import Catalog
import Testing

@Suite("Advice on names")
struct NameAdviceTests {
    @Test(
        "R42: a name off the convention draws a warning that names the missing part",
        arguments: [
            ("rocky-linux-9-v1.0", [NameAdvice.missing([.profile])]),
            ("ubuntu-24.04-base", [.missing([.version])]),
            ("ubuntu-24.04", [.missing([.profile, .version])]),
            ("ubuntu-v1.0", [.missing([.osVersion, .profile])]),
            ("ubuntu", [.missing([.osVersion, .profile, .version])]),
            ("arch-rolling-v1.0", [.missing([.profile])]),
            ("ubuntu-24.04-base-1.0", [.misspelt(version: "1.0", proposal: "v1.0")]),
            ("ubuntu-24.04-base-v01.0", [.misspelt(version: "v01.0", proposal: "v1.0")]),
            ("ubuntu-24.04-base-v3", [.misspelt(version: "v3", proposal: "v3.0")]),
            ("ubuntu-24.04-base-v1.2.3", [.misspelt(version: "v1.2.3", proposal: nil)]),
            ("windows-server-2022-v1", [.missing([.profile]), .misspelt(version: "v1", proposal: "v1.0")]),
            ("Ubuntu-24.04-base-v1.0", [.character("U")]),
            ("ubuntu-24.04--v1.0", [.emptyPart]),
            ("", [.missingName]),
            ("ubuntu-24.04-base-v1.0", []),
        ])
    func missingParts(name: String, advice: [NameAdvice]) {
        #expect(NameAdvice.advice(name) == advice)
        #expect(advice.allSatisfy { !$0.isError })
    }

    @Test("The words name the part")
    func words() {
        #expect(
            NameAdvice.missing([.profile]).sentence
                == "The name lacks the profile: <os>-<version>-<profile>-v<major>.<minor>.")
        #expect(
            NameAdvice.missing([.osVersion, .profile, .version]).sentence.hasPrefix(
                "The name lacks the operating system's version, profile and image version:"))
    }

    @Test("R45: properties that disagree with the name are told, those that fit it or are not there are not")
    func properties() {
        func advice(_ name: String, _ properties: Properties) -> [NameAdvice] {
            NameAdvice.advice(name, properties: properties)
        }
        #expect(
            advice("ubuntu-24.04-base-v1.0", ["os_distro": "debian", "os_version": "22.04"]) == [
                .disagreement(property: "os_distro", value: "debian", inName: "ubuntu"),
                .disagreement(property: "os_version", value: "22.04", inName: "24.04"),
            ])
        #expect(advice("ubuntu-24.04-base-v1.0", ["os_distro": "ubuntu", "os_version": "24.04"]) == [])
        #expect(advice("ubuntu-24.04-base-v1.0", [:]) == [])
        #expect(advice("windows-server-2022-core-v1.0", ["os_distro": "windows", "os_version": "2022"]) == [])
        #expect(advice("rocky-9-base-v1.0", ["os_version": "9.4"]) == [])
        #expect(advice("rocky-9-base-v1.0", ["os_version": "90"]).count == 1)
    }

    @Test("R46: 256 characters are an error; 129, a digit in front and odd characters only trouble the dashboard")
    func limits() {
        let long = String(repeating: "a", count: 256)
        #expect(NameAdvice.advice(long).first == .tooLong(256))
        #expect(NameAdvice.advice(long).first?.isError == true)
        #expect(NameAdvice.advice(String(repeating: "a", count: 255)).allSatisfy { !$0.isError })
        let wide = "ubuntu-24.04-" + String(repeating: "x", count: 111) + "-v1.0"
        #expect(NameAdvice.advice(wide) == [.dashboard(.length(129))])
        #expect(NameAdvice.advice("9front-10-base-v1.0") == [.dashboard(.beginning)])
        #expect(NameAdvice.advice("c++-10-base-v1.0") == [.dashboard(.character("+"))])
        #expect(NameAdvice.advice("a b").contains(.dashboard(.character(" "))))
    }

    @Test("R47: snapshots, templates, kernels and ramdisks are exempt from warnings, not from errors")
    func exempt() {
        let exempt: [(inout Image) -> Void] = [
            { $0.properties["image_type"] = "snapshot" }, { $0.properties["xloud_template"] = "true" },
            { $0.diskFormat = "aki" }, { $0.diskFormat = "ari" },
        ]
        for change in exempt {
            #expect(image(1, "web-2026-11-01", change: change).nameAdvice == [])
            #expect(image(1, String(repeating: "x", count: 300), change: change).nameAdvice == [.tooLong(300)])
        }
        #expect(!image(1, "web-2026-11-01").nameAdvice.isEmpty)
    }
}
