extension Frame {
    /// What is to be read, line by line, without blanks at the ends of lines.
    package var text: String {
        (0..<size.rows).map { row in
            var line = self[row: row].reduce(into: String.UnicodeScalarView()) { $1.append(to: &$0) }
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// What is to be read, followed by the same lines with a letter for the style of each cell (`.` is plain, a blank
    /// is the right half of a wide glyph) and a legend of the letters: for tests that compare whole screens.
    package var styledText: String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let styles = (0..<size.rows).map { row in
            String(
                self[row: row].map { cell -> Character in
                    if cell.width == 0 { return " " }
                    if let letter = letters[cell.style] { return letter }
                    let letter = legend.count < alphabet.count ? alphabet[legend.count] : "#"
                    letters[cell.style] = letter
                    legend.append("\(letter) \(cell.style)")
                    return letter
                })
        }
        let place = cursor.map { ["cursor \($0.column),\($0.row)"] } ?? []
        return ([text] + styles + legend + place).joined(separator: "\n")
    }
}

extension Cell {
    /// Adds what this cell shows to a line; the right half of a wide glyph adds nothing.
    func append(to line: inout String.UnicodeScalarView) {
        guard width > 0 else { return }
        line.append(scalar)
        if marks.0 != "\0" { line.append(marks.0) }
        if marks.1 != "\0" { line.append(marks.1) }
    }
}
