internal import Canvas

extension FactList {
    /// What became of a mouse event.
    enum MouseOutcome {
        case ignored, taken
        /// The line under the cursor was clicked again, which is like Enter.
        case chosen
    }

    /// Wheel and clicks inside the list.
    mutating func handleMouse(_ input: Input, in rect: Rect) -> MouseOutcome {
        guard case .mouse(let event) = input else { return .ignored }
        switch event.action {
        case .wheelUp: wheel(by: -3)
        case .wheelDown: wheel(by: 3)
        case .press where event.isClick && rect.contains(event.point):
            if click(line: event.point.row - rect.row) { return .chosen }
        case .press where event.isClick && event.point.row < rect.row - 1: return .ignored
        default: break
        }
        return .taken
    }
}
