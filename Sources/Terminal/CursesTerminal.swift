internal import CTerminal
package import Canvas

/// The terminal the program was started in, through curses.
///
/// There is one at a time, and it belongs to the main thread: curses keeps its state in global variables.
@MainActor
package final class CursesTerminal: Terminal {
    package private(set) var size: Size
    package let glyphs: Glyphs
    package let depth: ColorDepth
    package let notice: String?
    package var waker: Waker { Waker { ct_wake() } }

    var decoder: InputDecoder
    var pairs: ColorPairs
    /// What is on the screen; nil where that is not known.
    var shown: Frame?
    /// Whether the window changed since its size was read.
    var sizeIsOld = false

    /// Takes the terminal.
    ///
    /// - Throws: a problem that names what is missing; the terminal is then as it was.
    package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalProblem) {
        let locale = Int(ct_set_locale())
        let colorless = options.depth == .monochrome || options.depth == nil && Environment["NO_COLOR"] != nil
        guard ct_catch_signals() else { throw .noSignals }
        if let problem = Self.problem(ct_start(!colorless)) {
            ct_release_signals()
            throw problem
        }
        let most = ColorDepth(colors: colorless ? 0 : Int(ct_colors()))
        depth = min(options.depth ?? most, most)
        pairs = ColorPairs(depth: depth, limit: Int(ct_pair_limit()))
        let isLinuxConsole = Environment["TERM"]?.hasPrefix("linux") ?? false
        // The fonts of the Linux console have lines and letters, but few other signs.
        glyphs = locale != CT_LOCALE_UTF8 ? .ascii : isLinuxConsole ? .console : .unicode
        notice =
            locale == CT_LOCALE_OTHER
            ? "The locale's encoding is not UTF-8: other characters than ASCII are shown as question marks." : nil
        decoder = InputDecoder(
            escapeDelay: Environment.milliseconds("ESCDELAY") ?? options.escapeDelay, keys: TerminalKeys.read())
        size = Self.windowSize
        ct_resize(Int32(size.columns), Int32(size.rows))
        if options.mouse { ct_set_mouse(true) }
        // A file that cannot be written must not bring the text back onto the screen.
        if !ct_divert_stderr(options.errorFile) { ct_divert_stderr(nil) }
    }

    private static func problem(_ answer: Int32) -> TerminalProblem? {
        let name = Environment["TERM"] ?? ""
        switch Int(answer) {
        case CT_STARTED: return nil
        case CT_NO_TTY: return .notATerminal
        case CT_UNKNOWN_TERM: return .unknownTerminal(name)
        default: return .uselessTerminal(name)
        }
    }

    private static var windowSize: Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        ct_window_size(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    // MARK: Waiting and reading

    package func wait(timeout: Duration?) -> WakeReasons {
        let undecided = decoder.deadline.map { max(.zero, $0 - .now) }
        let isDecidedFirst = undecided.map { limit in timeout.map { limit < $0 } ?? true } ?? false
        let limit = sizeIsOld ? .zero : isDecidedFirst ? undecided : timeout
        var reasons = WakeReasons(rawValue: ct_wait(limit?.roundedUpToMilliseconds ?? -1))
        // Bytes that waited for more have become input by now.
        if reasons.isEmpty && isDecidedFirst { reasons = .input }
        if reasons.contains(.resized) { sizeIsOld = true }
        if sizeIsOld { reasons.insert(.resized) }
        return reasons
    }

    package func readInput() -> [Input] {
        var inputs: [Input] = []
        if sizeIsOld {
            sizeIsOld = false
            size = Self.windowSize
            ct_resize(Int32(size.columns), Int32(size.rows))
            shown = nil
            inputs.append(.resized(size))
        }
        // A read may end in the middle of what the terminal sent at once, so that more is there already. Not without
        // end, though: a large paste must not keep the screen from being drawn.
        for _ in 0..<64 {
            let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = ct_read(buffer.baseAddress, buffer.count)
            }
            if bytes.isEmpty { break }
            inputs += decoder.feed(bytes, at: .now)
        }
        return inputs + decoder.expire(at: .now)
    }

    // MARK: Giving back

    package func suspend() {
        ct_leave()
        ct_stop_group()
        takeBack()
    }

    package func resume() {
        ct_leave()
        takeBack()
    }

    private func takeBack() {
        ct_enter()
        sizeIsOld = Self.windowSize != size
    }

    package func restore() {
        ct_leave()
        ct_release_signals()
    }
}
