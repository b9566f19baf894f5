/// What comes in from the terminal.
package enum Input: Hashable, Sendable {
    case key(Key)
    /// Text pasted as a whole. Its lines end in line feeds; nothing in it is a command.
    case paste(String)
    case mouse(MouseEvent)
    /// The window has this size now.
    case resized(Size)
}
