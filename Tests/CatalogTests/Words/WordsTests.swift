import Catalog
import Testing

@Suite("Facts in words")
struct WordsTests {
    @Test(
        "Sizes are binary, short in lists and with two decimals in details",
        arguments: [
            (0, "0 B", "0 B"), (1_023, "1023 B", "1023 B"), (1_024, "1.0 KiB", "1.00 KiB"),
            (641_728_512, "612 MiB", "612.00 MiB"), (1_181_116_006, "1.1 GiB", "1.10 GiB"),
            (10_737_418_240, "10 GiB", "10.00 GiB"), (10_684_000_000, "10 GiB", "9.95 GiB"),
            (1_073_741_823, "1.0 GiB", "1.00 GiB"), (1_048_064, "1.0 MiB", "1023.50 KiB"),
            (9_223_372_036_854_775_807, "8.0 EiB", "8.00 EiB"), (-1, "-1 B", "-1 B"),
        ] as [(Int64, String, String)])
    func sizes(bytes: Int64, short: String, long: String) {
        #expect(ByteSize(bytes).short == short)
        #expect(ByteSize(bytes).long == long)
    }

    @Test(
        "Ages are short",
        arguments: [
            (0, "now"), (59, "now"), (60, "1 min"), (3_599, "59 min"), (7_200, "2 h"), (86_400 * 2 - 1, "47 h"),
            (86_400 * 6, "6 d"), (86_400 * 30, "30 d"), (86_400 * 99, "99 d"), (86_400 * 100, "3 mo"),
            (86_400 * 365, "12 mo"), (86_400 * 730, "24 mo"), (86_400 * 731, "2 y"), (-30, "now"), (-3_700, "in 1 h"),
        ] as [(Int64, String)])
    func ages(seconds: Int64, text: String) {
        #expect(Age.text(since: moment(20) + -seconds, now: moment(20)) == text)
    }

    @Test("Times are shown by the local clock, across midnight too")
    func localTime() {
        let moment = moment(23, 22) + 151
        #expect(LocalTime(utcOffset: 0).dateAndTime(moment) == "2026-11-23 22:02:31")
        #expect(LocalTime(utcOffset: 7_200).dateAndTime(moment) == "2026-11-24 00:02:31")
        #expect(LocalTime(utcOffset: -19_800).time(moment) == "16:32:31")
        #expect(LocalTime(utcOffset: 3_600).date(moment) == "2026-11-23")
        #expect(LocalTime(utcOffset: 3_600).start(year: 2026, month: 11, day: 24) == CatalogTests.moment(23, 23))
    }

    @Test("Formats are in capitals; raw in docker is Docker, vmdk in ova is OVA, none is nothing")
    func formats() {
        func label(_ disk: String?, _ container: String?) -> String? {
            FormatLabel.text(
                of: image(1, "x") {
                    $0.diskFormat = disk
                    $0.containerFormat = container
                })
        }
        #expect(label("qcow2", "bare") == "QCOW2")
        #expect(label("raw", "bare") == "RAW")
        #expect(label("raw", "docker") == "Docker")
        #expect(label("vmdk", "ova") == "OVA")
        #expect(label("vmdk", "bare") == "VMDK")
        #expect(label(nil, nil) == nil)
    }

    @Test("The operating system is distribution and version; unnamed ones are Others")
    func systems() {
        func label(_ properties: Properties) -> String {
            OSLabel.column(of: image(1, "x") { $0.properties = properties })
        }
        #expect(label(["os_distro": "ubuntu", "os_version": "24.04"]) == "ubuntu 24.04")
        #expect(label(["os_distro": "arch"]) == "arch")
        #expect(label(["os_version": "9"]) == "Others")
    }

    @Test("Statuses fit into eight columns, shared images tell their members where known, numbers agree with nouns")
    func labels() {
        #expect(ImageStatus.known.allSatisfy { $0.shortLabel.count <= 8 })
        #expect(ImageStatus.pendingDelete.label == "pending delete")
        #expect(ImageStatus.other("x_y").label == "x_y")
        #expect(Visibility.shared.label(memberCount: 3) == "shared 3")
        #expect(Visibility.shared.label(memberCount: nil) == "shared")
        #expect(Visibility.public.label(memberCount: 3) == "public")
        #expect(counted(1, "image") == "1 image")
        #expect(counted(0, "image") == "0 images")
        #expect(counted(2, "family", plural: "families") == "2 families")
    }

    @Test("Projects go by alias, then by name, then by the first eight digits of the ID")
    func projects() {
        let names = ProjectNames(aliases: [own: "home"], names: [own: "alice-project", other: "bob-project"])
        #expect(names.label(of: own) == "home")
        #expect(names.label(of: other) == "bob-project")
        #expect(names.label(of: third) == "33333333")
        #expect(names.label(of: nil) == "")
    }
}
