/// The signs a screen is drawn with, chosen once by what the terminal can show. Each takes one column, but for the
/// ellipsis and the check-boxes.
package enum Glyphs: Hashable, Sendable, CaseIterable {
    /// Whatever a modern font has.
    case unicode
    /// The Linux console: its fonts have the lines and little else.
    case console
    case ascii

    /// Stands before the row the cursor is on.
    package var cursor: String { pick("›", "►", ">") }
    /// Stands before marked rows, and for a check that was passed.
    package var mark: String { pick("✓", "√", "*") }
    /// Stands before what is new since it was last seen.
    package var added: String { "+" }
    /// Stands before what changed since it was last seen.
    package var changed: String { "~" }
    /// Stands before what was withdrawn since it was last seen.
    package var withdrawn: String { "-" }
    /// A group whose rows are shown; also a list to choose from.
    package var expanded: String { pick("▾", "▼", "v") }
    /// A group whose rows are hidden.
    package var collapsed: String { pick("▸", "►", ">") }
    /// From old to new, or to what replaces something.
    package var arrow: String { pick("→", "→", ">") }
    /// Upload; ascending.
    package var up: String { pick("↑", "↑", "^") }
    /// Download; descending.
    package var down: String { pick("↓", "↓", "v") }
    /// Marks that something waits for attention.
    package var bullet: String { pick("●", "•", "*") }
    /// Stands between small facts on one line.
    package var separator: String { pick("·", "·", "|") }
    /// Stands where there is no value.
    package var none: String { pick("–", "-", "-") }
    /// Stands for text left out; two columns where there is no sign for it.
    package var ellipsis: String { pick("…", "..", "..") }
    /// A box that is ticked; three columns.
    package var checked: String { "[x]" }
    /// A box that is not ticked; three columns.
    package var unchecked: String { "[ ]" }
    /// The one chosen of several; three columns.
    package var chosen: String { pick("(•)", "(•)", "(*)") }
    /// One not chosen of several; three columns.
    package var unchosen: String { "( )" }
    /// Stands for each character of a secret.
    package var secret: String { pick("•", "•", "*") }
    /// Text goes on beyond the left or right edge.
    package var moreLeft: String { pick("‹", "«", "<") }
    /// Text goes on beyond the right edge.
    package var moreRight: String { pick("›", "»", ">") }
    /// The part of a scroll bar that is seen.
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
