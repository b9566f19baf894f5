// A small program on a real terminal, for tests to drive: `TerminalProbe MODE [OPTION…]`.

internal import Canvas
internal import Terminal

let arguments = CommandLine.arguments.dropFirst()
var options = TerminalOptions()
options.mouse = arguments.contains("--mouse")
if let index = arguments.firstIndex(of: "--delay"), let delay = Int(arguments[index + 1]) {
    options.escapeDelay = .milliseconds(delay)
}
if let index = arguments.firstIndex(of: "--depth"), let colors = Int(arguments[index + 1]) {
    options.depth = ColorDepth(colors: colors)
}

do {
    switch arguments.first {
    case "keys": try ProbeLoop.run(KeysProbe(), options)
    case "pattern": try ProbeLoop.run(PatternProbe(), options)
    case "list":
        let keepsColors = arguments.contains("--keep-colors")
        try ProbeLoop.run(ListProbe(isDense: arguments.contains("--dense"), keepsColors: keepsColors), options)
    case "colors": try ProbeLoop.run(ColorsProbe(), options)
    case "random": try ProbeLoop.run(RandomProbe(), options)
    case "calls": callEverything()
    default:
        print(
            "usage: TerminalProbe keys|pattern|list|colors|random|calls [--mouse] [--delay MS] [--depth N] [--dense] [--keep-colors]"
        )
    }
} catch {
    print(error)
    leave(2)
}
