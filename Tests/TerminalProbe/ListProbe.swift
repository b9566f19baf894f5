internal import Canvas
internal import Terminal

/// A list with a cursor line, as the panes have it: what moving the cursor costs is measured on it.
struct ListProbe: Probe {
    private var window = ScrollWindow(count: 500)
    /// Whether every cell is taken.
    private let isDense: Bool
    /// Whether colours within the cursor line stay.
    private let keepsColors: Bool

    init(isDense: Bool, keepsColors: Bool) {
        self.isDense = isDense
        self.keepsColors = keepsColors
    }

    mutating func take(_ input: Input) {
        switch input {
        case .key(Key("j")): window.move(by: 1)
        case .key(Key("k")): window.move(by: -1)
        case .key(Key(.pageDown)): window.page(by: 1)
        default: break
        }
    }

    mutating func frame(for terminal: any Terminal) -> Frame {
        var frame = Frame(size: terminal.size, glyphs: terminal.glyphs)
        let size = terminal.size
        window.resize(height: size.rows - 2)
        frame.write("NAME", at: Point(column: 3, row: 0), style: Style(attributes: .bold))
        for (row, index) in window.visible.enumerated() { draw(index, on: &frame, row: row + 1) }
        let line = Rect(column: 0, row: window.cursor - window.top + 1, columns: size.columns, rows: 1)
        let cursor = Style(foreground: .indexed(231), background: .indexed(24))
        if keepsColors { frame.restyle(line, over: cursor) } else { frame.restyle(line, with: cursor) }
        frame.write("row \(window.cursor)", at: Point(column: 0, row: size.rows - 1))
        return frame
    }

    private func draw(_ index: Int, on frame: inout Frame, row: Int) {
        let columns = frame.size.columns
        if isDense {
            let text = String(repeating: "\(index) is dense ", count: columns / 10 + 1)
            frame.write(text, at: Point(column: 0, row: row), truncation: .none)
            return
        }
        frame.write("ubuntu-24.04-base-v1.\(index)", at: Point(column: 3, row: row), width: 40)
        frame.write("ubuntu 24.04", at: Point(column: 45, row: row))
        frame.write("community", at: Point(column: 60, row: row), style: Style(foreground: .indexed(114)))
        frame.write("active", at: Point(column: 75, row: row), style: Style(foreground: .indexed(75)))
        frame.write("612 MiB", at: Point(column: columns - 10, row: row), width: 9, align: .right)
    }
}
