/// The terminal as the program needs it: one thread waits for what happens, reads it, and shows frames.
@MainActor
package protocol Terminal: AnyObject {
    /// The window's size when it was last read.
    var size: Size { get }
    /// The signs that can be shown.
    var glyphs: Glyphs { get }
    /// The colours that can be shown.
    var depth: ColorDepth { get }
    /// What the user should know about this terminal, in one sentence; nil where all is well.
    var notice: String? { get }
    /// Ends `wait` from any thread.
    var waker: Waker { get }

    /// Blocks until something happens or the time is over; nil waits for as long as it takes.
    func wait(timeout: Duration?) -> WakeReasons
    /// Everything that came in since the last call. Never blocks.
    func readInput() -> [Input]

    /// Shows a frame; what looks the same already costs nothing.
    func show(_ frame: Frame)
    /// Draws everything anew, whatever the terminal shows at the moment.
    func redraw()
    /// Whether the mouse is reported. While it is, the terminal's own selection needs Shift.
    func setMouse(_ on: Bool)
    func bell()
    /// Offers text to the clipboard of the user's terminal. Whether that takes it cannot be known.
    ///
    /// - Returns: whether the text was short enough to be sent.
    func copy(_ text: String) -> Bool

    /// Gives the terminal back and stops the program with its whole process group, until it is continued.
    func suspend()
    /// Takes the terminal again after the program was stopped by someone else.
    func resume()
    /// Gives the terminal back for good. May be called more than once.
    func restore()
}
