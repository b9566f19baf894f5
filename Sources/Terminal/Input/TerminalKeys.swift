internal import CTerminal
internal import Canvas

/// The sequences terminfo knows for the keys of this terminal, for those few that follow no common form.
@MainActor
enum TerminalKeys {
    private static let names: [(String, Key)] =
        [
            ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
            ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
            ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kent", Key(.enter)), ("kcbt", Key(.tab, .shift)),
        ] + (1...12).map { ("kf\($0)", Key(.function($0))) }

    static func read() -> [[UInt8]: Key] {
        var keys: [[UInt8]: Key] = [:]
        for (name, key) in names {
            guard let text = ct_capability(name) else { continue }
            let bytes = Array(String(cString: text).utf8)
            if bytes.count > 2 && bytes[0] == 0x1B { keys[bytes] = key }
        }
        return keys
    }
}
