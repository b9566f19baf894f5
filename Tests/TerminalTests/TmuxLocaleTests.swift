import TestSupport
import Testing

@Suite("Locales on a real terminal")
struct TmuxLocaleTests {
    @Test(
        "What the locale can encode is shown, all else in ASCII",
        arguments: [
            (["LC_ALL": "C"], "ascii", "no notice"), (["LC_ALL": "POSIX"], "ascii", "no notice"),
            (["LC_ALL": "", "LANG": "C"], "ascii", "no notice"),
            (["LC_ALL": ""], "unicode", "no notice"), (["LC_ALL": "C.UTF-8"], "unicode", "no notice"),
            (["LC_ALL": "", "LANG": "xx_XX.UTF-8"], "unicode", "no notice"),
            (["LC_ALL": "xx_XX.ISO-8859-1"], "ascii", "not UTF-8"),
        ])
    func locale(environment: [String: String], glyphs: String, notice: String) async throws {
        let session = try await Probe.start("keys", environment: environment)
        let state = try #require(try session.lines().last)
        #expect(state.hasPrefix("ready 0 \(glyphs)"))
        #expect(state.contains(notice))
    }

    @Test("In a plain locale lines are drawn in ASCII and other characters are question marks")
    func plainLocale() async throws {
        let session = try await Probe.start("pattern", environment: ["LC_ALL": "C"], ready: "step 0")
        let lines = try await session.wait(for: "all corners") { $0[23].hasSuffix("C") }
        #expect(lines[1] == " ? ? ? ?")
        #expect(lines[2] == " ?[31mred?[0m ?31m ?abc?")
        #expect(lines[12].contains("+ Box ----+--------+"))
    }
}
