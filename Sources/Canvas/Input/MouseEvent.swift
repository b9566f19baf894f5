/// A button of the mouse going down or up, or its wheel turning by a step.
package struct MouseEvent: Hashable, Sendable {
    /// What the button or the wheel did.
    package enum Action: Hashable, Sendable {
        case press, release, wheelUp, wheelDown
    }

    /// A button by its usual place.
    package enum Button: Hashable, Sendable {
        case left, middle, right
    }

    /// What the button or the wheel did.
    package let action: Action
    /// Nil for the wheel.
    package let button: Button?
    /// The cell the pointer is on.
    package let point: Point
    /// The keys held down.
    package let modifiers: Key.Modifiers

    /// An event at a cell.
    package init(_ action: Action, button: Button? = nil, at point: Point, modifiers: Key.Modifiers = []) {
        self.action = action
        self.button = button
        self.point = point
        self.modifiers = modifiers
    }
}
