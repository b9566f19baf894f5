/// The signs a screen is drawn with, chosen once by what the terminal can show. Each takes one column, but for the
/// ellipsis and the check-boxes.
package enum Glyphs: Hashable, Sendable, CaseIterable {
    /// Whatever a modern font has.
    case unicode
    /// The Linux console: its fonts have the lines and little else.
    case console
    case ascii

    package var cursor: String { pick("›", "►", ">") }
    package var mark: String { pick("✓", "√", "*") }
    package var added: String { "+" }
    package var changed: String { "~" }
    package var withdrawn: String { "-" }
    package var expanded: String { pick("▾", "▼", "v") }
    package var collapsed: String { pick("▸", "►", ">") }
    package var arrow: String { pick("→", "→", ">") }
    package var up: String { pick("↑", "↑", "^") }
    package var down: String { pick("↓", "↓", "v") }
    /// Marks that something waits for attention.
    package var bullet: String { pick("●", "•", "*") }
    /// Stands between small facts on one line.
    package var separator: String { pick("·", "·", "|") }
    /// Stands where there is no value.
    package var none: String { pick("–", "-", "-") }
    package var ellipsis: String { pick("…", "..", "..") }
    package var checked: String { "[x]" }
    package var unchecked: String { "[ ]" }
    package var chosen: String { pick("(•)", "(•)", "(*)") }
    package var unchosen: String { "( )" }
    /// Stands for each character of a secret.
    package var secret: String { pick("•", "•", "*") }
    /// Text goes on beyond the left or right edge.
    package var moreLeft: String { pick("‹", "«", "<") }
    package var moreRight: String { pick("›", "»", ">") }
    package var thumb: String { pick("█", "█", "#") }
    /// From an empty cell to a full one, in equal steps.
    var gauge: [Unicode.Scalar] {
        switch self {
        case .unicode: ["░", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
        case .console: ["░", "█"]
        case .ascii: [".", "#"]
        }
    }

    private func pick(_ unicode: String, _ console: String, _ ascii: String) -> String {
        switch self {
        case .unicode: unicode
        case .console: console
        case .ascii: ascii
        }
    }
}
