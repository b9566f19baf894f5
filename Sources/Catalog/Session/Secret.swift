/// A password, token, passphrase or one-time code that no print, log line or error can show by accident.
package struct Secret: Hashable, Sendable {
    /// The secret itself, for the request that needs it and for nothing else.
    package let revealed: String

    package init(_ text: String) { revealed = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
