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

    init(_ label: String, _ value: String, role: ThemeRole = .value, link: ImageID? = nil, whole: String? = nil) {
        self.label = label
        self.value = value
        self.role = link == nil ? role : .link
        self.link = link
        self.whole = whole
    }

    static func heading(_ text: String) -> Fact {
        var fact = Fact("", text, role: .heading)
        fact.isHeading = true
        return fact
    }

    static func text(_ text: String, role: ThemeRole = .text) -> Fact { Fact("", text, role: role) }

    static let blank = Fact("", "")
}
