internal import Canvas

/// Where the parts of a form stand on the screen; the same for drawing and for the mouse.
struct FormAreas {
    let box: Rect
    /// The titles of the steps; empty where there is only one.
    let steps: Rect
    let fields: Rect
    let help: Rect
    let buttons: Rect

    /// Columns for fields; the two columns of properties take what there is.
    static func width(in body: Rect, hasColumns: Bool) -> Int {
        (hasColumns ? body.columns : min(78, body.columns)) - 4
    }

    /// Whether there is room for a few fields only.
    static func isTight(_ body: Rect) -> Bool { body.rows < 16 }

    /// - Parameter helpRows: lines for help above the buttons.
    init(body: Rect, lines: Int, steps count: Int, helpRows: Int, hasColumns: Bool = false) {
        let isTight = Self.isTight(body)
        let stepRows = count > 1 ? isTight ? 1 : 2 : 0
        let wide = Self.width(in: body, hasColumns: hasColumns) + 4
        let high = min(lines + stepRows + helpRows + 3, body.rows)
        box = Rect(
            column: body.column + (body.columns - wide) / 2, row: body.row + (body.rows - high) / 3, columns: wide,
            rows: high)
        let inner = box.inset(columns: 2, rows: 1)
        let (top, belowSteps) = inner.cutTop(stepRows)
        steps = top.cutTop(min(1, stepRows)).top
        let (buttons, aboveButtons) = belowSteps.cutBottom(1)
        self.buttons = buttons
        let (help, fields) = aboveButtons.cutBottom(min(helpRows, max(0, aboveButtons.rows - 3)))
        self.help = help
        self.fields = fields
    }

    func cancel(_ label: String, submit: String) -> Rect {
        let width = DisplayWidth.columns(of: label) + 2
        return Rect(column: self.submit(submit).column - width - 2, row: buttons.row, columns: width, rows: 1)
    }

    func submit(_ label: String) -> Rect {
        let width = DisplayWidth.columns(of: label) + 4
        return Rect(column: buttons.endColumn - width, row: buttons.row, columns: width, rows: 1)
    }
}

extension Rect {
    /// The `index`th line of the rectangle.
    func line(_ index: Int) -> Rect { Rect(column: column, row: row + index, columns: columns, rows: 1) }
}
