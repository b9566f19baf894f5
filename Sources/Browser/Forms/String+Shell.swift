internal import Canvas

extension String {
    /// This command line in lines of a width that a shell reads as one: what is marked with the mouse can be run.
    ///
    /// A word that is wider than a line is broken all the same; then only a copy of the whole can be run.
    func wrappedForShell(columns: Int) -> [String] {
        if DisplayWidth.columns(of: self) <= columns { return [self] }
        let indent = "  "
        let room = max(8, columns - 2)
        var lines: [String] = []
        var line = ""
        for word in shellWords {
            let longer = line.isEmpty ? word : line + (line == indent ? "" : " ") + word
            if DisplayWidth.columns(of: longer) <= room || line.isEmpty || line == indent {
                line = longer
            } else {
                lines.append(line)
                line = indent + word
            }
        }
        lines.append(line)
        return lines.enumerated().flatMap { index, line in
            let pieces = DisplayWidth.columns(of: line) <= columns ? [line] : line.wrapped(columns: columns)
            guard index < lines.count - 1, var last = pieces.last else { return pieces }
            last += " \\"
            return pieces.dropLast() + [last]
        }
    }

    /// The words of a command line, with their quotes.
    private var shellWords: [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var isEscaped = false
        for character in self {
            if character == " ", !isQuoted, !isEscaped {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            word.append(character)
            if character == "'", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isQuoted && !isEscaped
        }
        return word.isEmpty ? words : words + [word]
    }
}
