internal import Catalog

/// A line of details, help or the log: a label and a value, a heading, or plain text.
struct Fact: Hashable, Sendable {
    /// Empty for plain text.
    var label: String
    var value: String
    var role: ThemeRole
    /// The image that Enter goes to.
    var link: ImageID?
    /// What copying takes; the value if nil.
    var whole: String?
    var isHeading = false
    /// Whether it is shown on one line, cut where it is too long, until Enter shows all of it.
    var folds = false

    init(_ label: String, _ value: String, role: ThemeRole = .value, link: ImageID? = nil, whole: String? = nil) {
        self.label = label
        self.value = value
        self.role = link == nil ? role : .link
        self.link = link
        self.whole = whole
    }

    /// What copying takes; nil where there is nothing of worth.
    var copied: String? {
        let text = whole ?? value
        return isHeading || text.isEmpty ? nil : text
    }

    static func heading(_ text: String) -> Fact {
        var fact = Fact("", text, role: .heading)
        fact.isHeading = true
        return fact
    }

    /// The same, shown on one line until Enter shows all of it.
    func folded() -> Fact {
        var fact = self
        fact.folds = true
        return fact
    }

    static func text(_ text: String, role: ThemeRole = .text) -> Fact { Fact("", text, role: role) }

    static let blank = Fact("", "")
}
