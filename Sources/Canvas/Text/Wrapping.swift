extension String {
    /// The lines this text makes when no line may take more than `columns`.
    ///
    /// Line feeds end lines. Otherwise a line is broken at a blank, or within a word that is longer than a line. Lines
    /// that follow keep the indentation of the first.
    package func wrapped(columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line in
            wrap(line.map { $0 == "\t" ? " " : $0 }, columns: columns)
        }
    }
}

private func wrap(_ line: [Character], columns: Int) -> [String] {
    let indent = min(line.prefix { $0 == " " }.count, columns / 2)
    let margin = String(repeating: " ", count: indent)
    var rest = line.drop { $0 == " " }
    var lines: [String] = []
    repeat {
        let whole = rest.prefix(fitting: columns - indent)
        var piece = whole
        if whole.endIndex < rest.endIndex && rest[whole.endIndex] != " " {
            piece = whole.lastIndex(of: " ").map { whole[..<$0] } ?? whole
        }
        rest = rest[piece.endIndex...].drop { $0 == " " }
        while piece.last == " " { piece.removeLast() }
        lines.append(piece.isEmpty ? "" : margin + String(piece))
    } while !rest.isEmpty
    return lines
}

extension ArraySlice<Character> {
    /// As many characters from the start as go into `columns`, at least one.
    fileprivate func prefix(fitting columns: Int) -> ArraySlice<Character> {
        var used = 0
        return prefix { character in
            let first = used == 0
            used += DisplayWidth.columns(of: String(character))
            return first || used <= columns
        }
    }
}
