import Browser
import Canvas
import Catalog
import Synchronization
import Testing
import Themes

@testable import vitrine

@Suite("The run loop")
@MainActor
struct RunLoopTests {
    @Test("What comes while older events are worked off is taken in without a further key")
    func lateMail() {
        let terminal = BusyTerminal()
        let mailbox = Mailbox(waker: terminal.waker)
        terminal.post = { mailbox.post($0) }
        let browser = Browser(
            Browser.Start(
                size: terminal.size, now: .now,
                themes: Themes.builtIn.map { ThemeSource(name: $0.name, text: $0.text, file: "\($0.name).toml") }))
        // More than a turn can take in.
        for _ in 1...20_000 { mailbox.post(.input(.resized(terminal.size))) }
        let loop = RunLoop(browser: browser, terminal: terminal, mailbox: mailbox, runner: NoEffects())
        #expect(loop.run(opening: nil) == 0)
        #expect(terminal.waits > 2, "the events were taken in in several turns, or nothing was tried")
        #expect(!terminal.wouldSleep, "mail lies there and nothing will ring for it")
    }
}

private final class NoEffects: EffectRunner {
    func run(_: Effect) {}
    func rest(_: Bool) {}
}

/// Posts the end of the program while the loop is busy with what came before.
@MainActor
private final class BusyTerminal: Terminal {
    private let rings = Rings()
    var post: (Event) -> Void = { _ in }
    private(set) var waits = 0
    private(set) var wouldSleep = false

    let size = Size(columns: 80, rows: 24)
    let glyphs = Glyphs.unicode
    let depth = ColorDepth.direct
    let notice: String? = nil
    var waker: Waker { Waker { [rings] in rings.ring() } }

    func wait(timeout: Duration?) -> WakeReasons {
        waits += 1
        // The first turn has left something; what comes now rings, and the loop wakes for it while it is busy.
        if waits == 2 { post(.terminated) }
        if rings.take() { return .woken }
        guard timeout == nil else { return [] }
        wouldSleep = true
        return .terminate
    }

    func readInput() -> [Input] { [] }
    func show(_: Frame) {}
    func redraw() {}
    func setMouse(_: Bool) {}
    func bell() {}
    func copy(_: String) -> Bool { true }
    func suspend() {}
    func resume() {}
    func restore() {}

    private final class Rings: Sendable {
        private let isRung = Atomic(false)
        func ring() { isRung.store(true, ordering: .sequentiallyConsistent) }
        func take() -> Bool { isRung.exchange(false, ordering: .sequentiallyConsistent) }
    }
}
