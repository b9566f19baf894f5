extension ScrollWindow {
    /// What became of a mouse event.
    package enum MouseOutcome: Hashable, Sendable {
        /// It is not about the list.
        case ignored
        /// The rows moved, or it meant nothing there.
        case taken
        /// The cursor was put on a row, where it was already if `again`.
        case clicked(again: Bool)
    }

    /// Wheel, and clicks on the rows that stand in `rect`.
    package mutating func handle(_ event: MouseEvent, in rect: Rect) -> MouseOutcome {
        switch event.action {
        case .wheelUp: wheel(by: -3)
        case .wheelDown: wheel(by: 3)
        case .press where event.button == .left && rect.contains(event.point):
            let row = top + event.point.row - rect.row
            guard row < count else { return .taken }
            let again = row == cursor
            move(to: row)
            return .clicked(again: again)
        case .press, .release: return .ignored
        }
        return .taken
    }
}
