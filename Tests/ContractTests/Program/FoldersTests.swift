import Browser
import Foundation
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

@Suite("What was chosen on the screen, in its file")
struct ChoicesFileTests {
    private let scratch: Scratch
    private let files: SettingsFiles

    init() throws {
        scratch = try Scratch()
        files = SettingsFiles(folders: Folders(environment: ["HOME": scratch.path]))
    }

    private var written: Choices { files.settings(clouds: []).settings.chosen }

    private func choices(_ change: (inout Choices) -> Void) -> Choices {
        var choices = Choices()
        change(&choices)
        return choices
    }

    @Test("Two programs side by side keep what the other one chose")
    func sideBySide() throws {
        let base = choices { $0.filters = ["old": "arm"] }
        try files.save(base, since: Choices())
        let first = choices {
            $0.filters = ["old": "arm", "gold": "tag:golden"]
            $0.filterHistory = ["tag:golden"]
        }
        try files.save(first, since: base)
        let second = choices { $0.families = true }
        try files.save(second, since: base)
        #expect(written.families == true)
        #expect(written.filters == ["gold": "tag:golden"], "and what the second one removed is gone")
        #expect(written.filterHistory == ["tag:golden"])
    }

    @Test("A file that cannot be read is put aside before another one is written")
    func unreadable() throws {
        try files.save(choices { $0.filters = ["mine": "arm"] }, since: Choices())
        let path = files.folders.choicesFile
        let broken = try String(contentsOfFile: path, encoding: .utf8) + "theme = \n"
        try broken.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(!files.settings(clouds: []).warnings.isEmpty)
        try files.save(choices { $0.families = true }, since: Choices())
        #expect(written.families == true)
        #expect(try String(contentsOfFile: path + ".unreadable", encoding: .utf8) == broken)
    }
}
