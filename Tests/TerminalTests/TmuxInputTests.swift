import Canvas
import TestSupport
import Testing

@Suite("Input on a real terminal")
struct TmuxInputTests {
    @Test("Keys arrive as what they are", arguments: ["tmux-256color", "xterm-256color", "linux", "screen", "vt100"])
    func keys(term: String) async throws {
        let session = try await Probe.start("keys", term: term)
        try session.press(
            "Up", "Left", "Home", "End", "PageDown", "F1", "F5", "F12", "BTab", "C-Left", "S-Right", "M-x", "C-a", "é",
            "Escape")
        let names = [
            "Up", "Left", "Home", "End", "PgDn", "F1", "F5", "F12", "S-Tab", "C-Left", "S-Right", "M-x", "C-a", "é",
            "Esc",
        ]
        let lines = try await session.wait(forText: "ready \(names.count)")
        #expect(lines[1...names.count].elementsEqual(names.map { "key \($0)" }))
    }

    @Test("Cursor keys in application mode and in normal mode are the same keys")
    func applicationMode() async throws {
        let session = try await Probe.start("keys")
        try session.send(Array("\u{1B}OD\u{1B}[D".utf8))
        let lines = try await session.wait(forText: "ready 2")
        #expect(lines[1...2] == ["key Left", "key Left"])
    }

    @Test("A lone Esc comes as soon as its delay is over, though nothing follows")
    func escape() async throws {
        let session = try await Probe.start("keys", "--delay", "40")
        try session.send([0x1B])
        try await session.wait(forText: "key Esc")
        try session.send(Array("\u{1B}[99~x".utf8))
        let lines = try await session.wait(forText: "ready 2")
        #expect(lines[2] == "key x")
    }

    @Test("Over a slow link the rest of a sequence whose Esc timed out is not typed")
    func gap() async throws {
        let session = try await Probe.start("keys", "--delay", "1")
        // On a busy machine even the half second for the rest may pass; what is sent then is typed, rightly.
        for attempt in 1...20 {
            try session.press("a")
            try session.send([0x1B])
            try await session.wait(for: "Esc") { lines in lines.last { $0.hasPrefix("key") } == "key Esc" }
            try session.send(Array("OD".utf8))
            try session.press("z")
            let lines = try await session.wait(for: "z") { lines in lines.last { $0.hasPrefix("key") } == "key z" }
            let keys = lines.filter { $0.hasPrefix("key") }.suffix(3)
            if keys == ["key a", "key Esc", "key z"] { return }
            try #require(attempt < 20, "\(lines)")
        }
    }

    @Test("Pasted text is no keys, not even q; its lines stay lines")
    func paste() async throws {
        let session = try await Probe.start("keys")
        try session.paste("q\nsecond größe\n")
        try await session.wait(forText: #"paste "q\nsecond größe\n""#)
    }

    @Test("A long paste arrives whole")
    func longPaste() async throws {
        let session = try await Probe.start("keys", size: Size(columns: 120, rows: 10))
        let text = String(repeating: "0123456789", count: 2000)
        try session.paste(text + "end")
        try session.press("j")
        let lines = try await session.wait(forText: "ready 2")
        #expect(lines[1].hasPrefix(#"paste "0123456789"#))
        #expect(lines[2] == "key j")
    }

    @Test("Another size of the window is told and drawn, and no key comes of it")
    func resize() async throws {
        let session = try await Probe.start("keys")
        try session.resize(Size(columns: 100, rows: 12))
        try await session.wait(for: "100x12") { $0.contains("size 100x12") && $0[11].hasPrefix("ready 1") }
        try session.resize(Size(columns: 20, rows: 5))
        try await session.wait(for: "20x5") { $0.contains("size 20x5") && $0[4].hasPrefix("ready 2") }
        try session.resize(Size(columns: 1, rows: 1))
        try session.resize(Size(columns: 30, rows: 6))
        try await session.wait(for: "30x6") { $0.contains("size 30x6") }
        try session.press("j")
        let lines = try await session.wait(for: "the key") { $0.contains("key j") }
        #expect(lines[0] == "keys")
    }

    @Test("The mouse is off unless it is asked for, and then told with its place")
    func mouse() async throws {
        let session = try await Probe.start("keys")
        #expect(try session.state("mouse_any_flag") == "0")
        try session.press("M-m")
        _ = try await eventually("mouse reports") { try session.state("mouse_standard_flag") == "1" ? true : nil }
        #expect(try session.state("mouse_sgr_flag") == "1")
        try session.send(Array("\u{1B}[<0;3;4M\u{1B}[<0;3;4m\u{1B}[<65;80;24M".utf8))
        let lines = try await session.wait(forText: "wheelDown")
        #expect(lines.contains("mouse press left 2,3"))
        #expect(lines.contains("mouse release left 2,3"))
        #expect(lines.contains("mouse wheelDown 79,23"))
    }

    @Test("Another thread ends the waiting")
    func wake() async throws {
        let session = try await Probe.start("keys")
        try session.press("M-w")
        try await session.wait(forText: #"paste "woken true""#)
    }
}
