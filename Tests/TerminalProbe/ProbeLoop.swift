internal import Canvas
internal import Foundation
internal import Terminal

/// What a probe shows and does.
@MainActor
protocol Probe {
    /// Takes one thing that came in.
    mutating func take(_ input: Input)
    mutating func frame(for terminal: any Terminal) -> Frame
}

/// The smallest run loop there can be: shows a probe until `q`, and says why it ended.
@MainActor
struct ProbeLoop<Content: Probe> {
    private var probe: Content
    private let terminal: CursesTerminal

    private init(_ probe: Content, _ options: TerminalOptions) throws {
        self.probe = probe
        terminal = try CursesTerminal(options)
    }

    static func run(_ probe: Content, _ options: TerminalOptions) throws -> Never {
        var loop = try ProbeLoop(probe, options)
        loop.run()
    }

    private mutating func run() -> Never {
        while true {
            terminal.show(probe.frame(for: terminal))
            // Tells the test that all of the frame was sent.
            terminal.bell()
            let reasons = terminal.wait(timeout: nil)
            if reasons.contains(.terminate) { end("terminated", 143) }
            if reasons.contains(.interrupt) { end("interrupted", 130) }
            if reasons.contains(.stop) { terminal.suspend() }
            if reasons.contains(.continued) { terminal.resume() }
            for input in terminal.readInput() { act(on: input) }
            if reasons.contains(.hangup) { end("hung up", 129) }
        }
    }

    private mutating func act(on input: Input) {
        switch input {
        case .key(Key("q")): end("quit", 0)
        case .key(Key("z", .control)): terminal.suspend()
        case .key(Key("l", .control)): terminal.redraw()
        case .key(Key("m", .alt)): terminal.setMouse(true)
        case .key(Key("y", .alt)): _ = terminal.copy("grüße")
        case .key(Key("t", .alt)): fatalError("a trap on purpose")
        case .key(Key("e", .alt)): FileHandle.standardError.write(Data("a library complains\n".utf8))
        case .key(Key("w", .alt)):
            let waker = terminal.waker
            Thread.detachNewThread { waker.wake() }
            probe.take(.paste("woken \(terminal.wait(timeout: .seconds(10)) == .woken)"))
        default: probe.take(input)
        }
    }

    private func end(_ why: String, _ status: Int32) -> Never {
        terminal.restore()
        print("probe: \(why)")
        leave(status)
    }
}

func leave(_ status: Int32) -> Never { exit(status) }
