import Testing

@testable import Canvas

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "A scalar takes the columns Unicode and terminals give it",
        arguments: [
            ("a", .narrow), ("~", .narrow), ("é", .narrow), ("字", .wide), ("한", .wide), ("カ", .wide), ("ｶ", .narrow),
            ("Ａ", .wide), ("\u{3000}", .wide), ("😀", .wide), ("⌚", .wide), ("❤", .narrow), ("─", .narrow),
            ("…", .narrow), ("α", .narrow), ("Ж", .narrow), ("א", .narrow), ("س", .narrow), ("\u{301}", .mark),
            ("\u{20DD}", .mark), ("\u{1161}", .mark), ("\u{11A8}", .mark), ("ก", .narrow), ("\u{E31}", .mark),
            ("\u{20000}", .wide), ("\u{2A6DF}", .wide),
        ] as [(Unicode.Scalar, DisplayWidth.Kind)])
    func kinds(scalar: Unicode.Scalar, kind: DisplayWidth.Kind) {
        #expect(DisplayWidth.kind(of: scalar) == kind)
    }

    @Test(
        "Controls, invisible and reordering characters are never narrow, wide or a mark",
        arguments: [
            0x00, 0x07, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x61C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D,
            0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xE000, 0xF8FF, 0xFDD0,
            0xFDFA, 0xFDFD, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE0041, 0xF0000,
            0x10FFFF,
        ] as [UInt32])
    func odd(value: UInt32) throws {
        #expect(DisplayWidth.kind(of: try #require(Unicode.Scalar(value))) == .odd)
    }

    @Test("The table agrees with what Swift itself knows of marks, controls and private characters")
    func agreesWithSwift() {
        var disagreements: [String] = []
        for scalar in (0x80...0x1FFFF).lazy.compactMap(Unicode.Scalar.init) {
            let properties = scalar.properties
            let kind = DisplayWidth.kind(of: scalar)
            let expected: DisplayWidth.Kind? =
                if properties.isDefaultIgnorableCodePoint { .odd } else {
                    switch properties.generalCategory {
                    case .nonspacingMark, .enclosingMark: .mark
                    case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: .odd
                    default: nil
                    }
                }
            if let expected, kind != expected { disagreements.append(String(scalar.value, radix: 16)) }
        }
        #expect(disagreements.isEmpty)
    }

    @Test("The table ascends and every run differs from the one before")
    func ascends() {
        let runs = DisplayWidth.runs
        #expect(zip(runs, runs.dropFirst()).allSatisfy { $0 >> 2 < $1 >> 2 && $0 & 3 != $1 & 3 })
        #expect(runs.first.map { $0 >> 2 } == 0x80)
    }

    @Test(
        "Text is as wide as what is shown of it",
        arguments: [
            ("", 0), ("ubuntu-24.04", 12), ("漢字", 4), ("e\u{301}te\u{301}", 3), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("👍🏽", 2), ("❤️", 1),
            ("a\tb", 3), ("\u{1B}[0m", 4), ("각", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("a\u{200B}b", 3),
        ])
    func columns(text: String, columns: Int) { #expect(DisplayWidth.columns(of: text) == columns) }
}
