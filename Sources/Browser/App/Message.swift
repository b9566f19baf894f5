/// What the status line says about the last thing that was done.
package struct Message: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case plain, done, warning, error }

    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    var role: ThemeRole {
        switch kind {
        case .plain: .message
        case .done: .messageDone
        case .warning: .messageWarning
        case .error: .messageError
        }
    }
}
