import Testing

@testable import vitrine

@Suite("Where the program's files are")
struct FoldersTests {
    @Test("XDG's variables count where they are absolute, and else the home directory")
    func places() {
        let named = Folders(environment: ["HOME": "/h", "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "/s"])
        #expect(named.cache == "/c/vitrine")
        #expect(named.state == "/s/vitrine")
        #expect(named.settings == "/h/.config/vitrine")
        let relative = Folders(environment: ["HOME": "/h", "XDG_CACHE_HOME": "relative", "XDG_STATE_HOME": "relative"])
        #expect(relative.cache == "/h/.cache/vitrine")
        #expect(relative.state == "/h/.local/state/vitrine")
    }
}
