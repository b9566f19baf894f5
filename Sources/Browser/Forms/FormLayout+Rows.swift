internal import Canvas

/// Laying out rows that can be ticked.
extension FormLayout {
    func rows(_ field: FormField, _ rows: FormRows) -> [FormLine] {
        let isHere = field.id == focus
        let title = FormLine.Piece(offset: 0, text: field.label, role: isHere ? .hintKey : .label)
        guard !rows.rows.isEmpty else {
            let lines = rows.emptyText.wrapped(columns: width - Self.labelWidth)
            return lines.enumerated().map { index, text in
                let piece = FormLine.Piece(offset: Self.labelWidth, text: text, role: .value)
                return FormLine(field.id, index == 0 ? [title, piece] : [piece])
            }
        }
        let box = DisplayWidth.columns(of: glyphs.checked) + 1
        let widths = rows.widths(room: width - box)
        var places = [box]
        for width in widths.dropLast() { places.append((places.last ?? 0) + width + 2) }

        var heading = FormLine(field.id, [title])
        for (index, place) in places.enumerated().dropFirst() {
            heading.pieces.append(FormLine.Piece(offset: place, text: rows.headings[index], role: .columnTitle))
        }
        let shown = rows.shown(atMost: isTight ? 3 : isHere ? 8 : 5)
        var lines = [heading]
        for index in shown {
            let row = rows.rows[index]
            let isTicked = rows.ticked.contains(row.id)
            let isCursor = isHere && index == rows.cursor && !isLocked
            let role: ThemeRole =
                isLocked ? .hintDisabled : isCursor ? .fieldFocused : isTicked ? .messageWarning : .value
            var line = FormLine(field.id)
            line.options = [(0..<width, index)]
            // The whole line, so that the cursor is seen without a colour.
            let blank = String(repeating: " ", count: width)
            if isCursor { line.pieces.append(FormLine.Piece(offset: 0, text: blank, role: role)) }
            let sign = isTicked ? glyphs.checked : glyphs.unchecked
            line.pieces.append(FormLine.Piece(offset: 0, text: sign, role: role))
            for (column, place) in places.enumerated() where row.cells.indices.contains(column) {
                line.pieces.append(
                    FormLine.Piece(offset: place, text: row.cells[column], role: role, width: widths[column]))
            }
            lines.append(line)
        }
        let others = rows.rows.count - shown.count
        if others > 0 {
            let words = "\(shown.lowerBound + 1) to \(shown.upperBound) of \(rows.rows.count)"
            lines.append(FormLine(field.id, [FormLine.Piece(offset: box, text: words, role: .textDim)]))
        }
        if isHere, let current = rows.current {
            lines += current.detail.wrapped(columns: width - box).map { text in
                FormLine(field.id, [FormLine.Piece(offset: box, text: text, role: .textDim)])
            }
        }
        return lines
    }
}
