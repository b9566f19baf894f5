internal import Catalog

/// Where a setting was written: a line of a file, or a variable of the environment.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The path of a file, or the name of a variable.
    package var source: String
    /// Counted from 1; nil for variables and for what concerns a whole file.
    package var line: Int?

    package init(_ source: String, line: Int? = nil) {
        self.source = source
        self.line = line
    }

    package var description: String { line.map { "\(source):\($0)" } ?? source }
}

/// Something in the configuration that works, but not as its author may think.
package struct ConfigurationNotice: Hashable, Sendable, CustomStringConvertible {
    package var place: Place?
    /// What is the matter, as a sentence without its full stop.
    package var text: String

    package init(_ text: String, at place: Place? = nil) {
        self.place = place
        self.text = text
    }

    package var description: String { place.map { "\($0): \(text)" } ?? text }
}

extension Problem {
    /// A setting that cannot be used.
    static func configuration(
        _ attempt: String, _ reason: String, at place: Place? = nil, advice: String = ""
    ) -> Problem {
        Problem(.configuration, attempt: attempt, reason: place.map { "\($0): \(reason)" } ?? reason, advice: advice)
    }
}
