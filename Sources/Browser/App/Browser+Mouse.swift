internal import Canvas
internal import Catalog

/// What the mouse does in the panes, where the terminal has one and the settings ask for it.
extension Browser {
    mutating func takeInPane(_ event: MouseEvent) {
        switch event.action {
        case .wheelUp: moveCursor { $0.wheel(by: -3) }
        case .wheelDown: moveCursor { $0.wheel(by: 3) }
        case .press where event.isClick: press(at: event.point)
        case .press, .release: break
        }
    }

    private mutating func press(at point: Point) {
        let regions = regions
        if regions.rows.contains(point) {
            let position = current.window.top + point.row - regions.rows.row
            guard position < current.listing.count else { return }
            if position == current.window.cursor { return perform(.openDetails) }
            moveCursor { $0.move(to: position) }
        } else if regions.tabs.contains(point) {
            if let pane = pane(at: point.column) { go(to: pane) }
        } else if regions.titles.contains(point), !current.listing.groupsFamilies {
            let column = point.column - regions.titles.column
            let placed = columnLayout.columns.last { $0.offset <= column }
            if let sort = placed?.column.sort { self.sort(by: sort) }
        }
    }
}

extension MouseEvent {
    /// Whether the left button went down: other buttons mean nothing here.
    var isClick: Bool { action == .press && button == .left }
}
