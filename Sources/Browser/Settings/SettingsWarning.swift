/// Something in a settings or theme file that could not be used. The rest of the file counts all the same.
package struct SettingsWarning: Error, Hashable, Sendable {
    package var file: String
    package var line: Int?
    /// Continues a sentence that begins with the place: `settings.toml line 4 has an unknown key …`.
    package var sentence: String

    package init(file: String, line: Int?, sentence: String) {
        self.file = file
        self.line = line
        self.sentence = sentence
    }

    package var description: String { file + (line.map { " line \($0)" } ?? "") + " " + sentence }
}

/// Where something is written in a settings or theme file.
package struct SettingsPlace: Hashable, Sendable {
    package var file: String
    /// Counted from 1; nil if it is not known.
    package var line: Int?
}
