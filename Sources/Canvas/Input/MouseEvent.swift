/// A button of the mouse going down or up, or its wheel turning by a step.
package struct MouseEvent: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press, release, wheelUp, wheelDown
    }

    package enum Button: Hashable, Sendable {
        case left, middle, right
    }

    package let action: Action
    /// Nil for the wheel.
    package let button: Button?
    package let point: Point
    package let modifiers: Key.Modifiers

    package init(_ action: Action, button: Button? = nil, at point: Point, modifiers: Key.Modifiers = []) {
        self.action = action
        self.button = button
        self.point = point
        self.modifiers = modifiers
    }
}
