package import Canvas

/// What the user may choose about the terminal.
package struct TerminalOptions: Hashable, Sendable {
    /// How long a lone `Esc` waits for the rest of a sequence.
    package var escapeDelay: Duration
    /// No more colours than these; nil for what the terminal has. Beyond that nothing can be shown.
    package var depth: ColorDepth?
    /// Whether the mouse is reported from the start.
    package var mouse: Bool
    /// Where standard error goes while the screen is ours; nil keeps its end and shows it when the screen is given
    /// back.
    package var errorFile: String?

    /// What most users have.
    package init(
        escapeDelay: Duration = .milliseconds(25), depth: ColorDepth? = nil, mouse: Bool = false,
        errorFile: String? = nil
    ) {
        self.escapeDelay = escapeDelay
        self.depth = depth
        self.mouse = mouse
        self.errorFile = errorFile
    }
}
