/// Why there is no screen to work on. Nothing was changed when this is thrown.
package enum TerminalProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// This machine has no description of the terminal that `TERM` names.
    case unknownTerminal(String)
    /// The terminal that `TERM` names cannot place text on the screen.
    case uselessTerminal(String)
    /// The system gave no pipe to wait on.
    case noSignals

    /// What is wrong and what to do, in a sentence or two.
    package var description: String {
        switch self {
        case .notATerminal:
            "Vitrine needs a terminal: standard input and output must not be a file or a pipe."
        case .unknownTerminal(""):
            "The variable TERM is not set. Set it to what your terminal is, for instance TERM=xterm-256color."
        case .unknownTerminal(let name):
            """
            This machine does not know the terminal "\(name)" that TERM names. Set TERM to one it knows, for instance \
            TERM=xterm-256color, or install the package ncurses-term.
            """
        case .uselessTerminal(let name):
            """
            The terminal "\(name)" that TERM names cannot show a full screen. Set TERM to what your terminal is, for \
            instance TERM=xterm-256color.
            """
        case .noSignals:
            "The system allows no more open files, so Vitrine could not start."
        }
    }
}
