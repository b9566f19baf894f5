internal import Browser
internal import Canvas
internal import Catalog
internal import Foundation
internal import Terminal

/// The program's one loop, on the main thread: wait, take what came, change the state, draw, see to the effects.
@MainActor
final class RunLoop {
    private let terminal: any Terminal
    private let mailbox: Mailbox
    private let runner: any EffectRunner
    private let clock = ContinuousClock()
    private(set) var browser: Browser

    /// How long events are taken in before keys are looked for again.
    private static let turn = Duration.milliseconds(3)
    /// What the mailbox gave and nobody has looked at yet, the next one last.
    private var waiting: [Event] = []

    private var timers: [TimerID: ContinuousClock.Instant] = [:]
    /// When the next frame is due; nil if nothing has changed.
    private var frameDue: ContinuousClock.Instant?
    private var lastFrame: ContinuousClock.Instant
    private var isDone = false
    /// What the program ends with: 0, or what shells expect of one that a signal has ended.
    private var status: Int32 = 0

    init(browser: Browser, terminal: any Terminal, mailbox: Mailbox, runner: any EffectRunner) {
        self.browser = browser
        self.terminal = terminal
        self.mailbox = mailbox
        self.runner = runner
        lastFrame = clock.now - .seconds(1)
    }

    /// Runs until the user or a signal ends the program, and answers its exit status.
    func run(opening selection: CloudSelection?) -> Int32 {
        if let selection {
            browser.open(selection)
            perform(browser.update(.started, at: .now))
        } else {
            perform(browser.update(.cloudNeeded, at: .now))
        }
        draw()
        while !isDone {
            let reasons = terminal.wait(timeout: waiting.isEmpty ? timeUntilDue : .zero)
            take(reasons)
            takeMail()
            fireTimers()
            if let frameDue, frameDue <= clock.now { draw() }
        }
        return status
    }

    private func take(_ reasons: WakeReasons) {
        if reasons.contains(.stop) { perform([.suspend]) }
        if reasons.contains(.continued) {
            terminal.resume()
            take(.resumed)
        }
        if let signal = reasons.endingSignal {
            status = 128 + signal
            take(.terminated)
        }
        if !reasons.isDisjoint(with: [.input, .resized]) {
            for input in terminal.readInput() { take(.input(input)) }
        }
    }

    /// Takes in what came from outside, for no longer than a turn: a key must not wait for a hundred thousand rows.
    private func takeMail() {
        let end = clock.now + Self.turn
        fetchMail()
        while let event = waiting.popLast() {
            take(event)
            // The mailbox rings for its first event alone, and may have rung while older ones were taken in.
            fetchMail()
            if clock.now >= end { return }
        }
    }

    /// Afterwards something is waiting, or the mailbox will ring for whatever comes next.
    private func fetchMail() {
        if waiting.isEmpty { waiting = mailbox.take().reversed() }
    }

    private func take(_ event: Event) {
        perform(browser.update(event, at: .now))
        guard let delay = event.frameDelay else { return }
        // A frame that answers a key is drawn at once; others wait until the last one is old enough.
        let due = delay == .zero ? clock.now : max(clock.now, lastFrame + delay)
        frameDue = min(frameDue ?? due, due)
    }

    private func fireTimers() {
        let now = clock.now
        for (id, due) in timers where due <= now {
            timers[id] = nil
            take(.timer(id))
        }
    }

    /// How long to wait at most; nil if nothing is planned.
    private var timeUntilDue: Duration? {
        let due = ([frameDue] + timers.values.map { $0 }).compactMap { $0 }.min()
        return due.map { max(.zero, clock.now.duration(to: $0)) }
    }

    private func draw() {
        terminal.show(browser.view())
        lastFrame = clock.now
        frameDue = nil
    }

    private func perform(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .schedule(let id, let milliseconds): timers[id] = clock.now + .milliseconds(milliseconds)
            case .copy(let text):
                if !terminal.copy(text) { take(.copyTooLong) }
            case .setMouse(let on): terminal.setMouse(on)
            case .redraw: terminal.redraw()
            case .bell: terminal.bell()
            case .suspend:
                draw()
                runner.rest(true)
                terminal.suspend()
                runner.rest(false)
                take(.resumed)
            case .quit: isDone = true
            default: runner.run(effect)
            }
        }
    }
}

extension WakeReasons {
    /// The signal that asks the program to end; nil if none does.
    fileprivate var endingSignal: Int32? {
        if contains(.terminate) { return SIGTERM }
        if contains(.hangup) { return SIGHUP }
        return contains(.interrupt) ? SIGINT : nil
    }
}

extension Event {
    /// How old the last frame has to be before what this event changed is drawn; nil if it changes nothing that is
    /// worth a frame by itself.
    fileprivate var frameDelay: Duration? {
        switch self {
        case .service(let event, _):
            switch event {
            // Asking for changes on an unchanged catalogue must not write to the terminal.
            case .requested, .synchronised(_, quiet: true): nil
            case .passProgress, .offerSearch: .milliseconds(100)
            default: .milliseconds(16)
            }
        case .timer(.watch): nil
        case .transfers, .timer(.check): .milliseconds(100)
        default: .zero
        }
    }
}
