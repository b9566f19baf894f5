internal import Canvas

/// Writes pieces of text one after the other on a line.
struct LineWriter {
    private(set) var column: Int
    private let end: Int
    private let row: Int

    init(_ rect: Rect) {
        column = rect.column
        end = rect.endColumn
        row = rect.row
    }

    mutating func write(_ text: String, _ style: Style, on frame: inout Frame) {
        column += frame.write(text, at: Point(column: column, row: row), style: style, width: max(0, end - column))
    }
}

extension Style {
    var withoutUnderline: Style {
        Style(foreground: foreground, background: background, attributes: attributes.subtracting(.underline))
    }
}
