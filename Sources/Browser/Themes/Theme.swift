package import Canvas

/// A named set of styles, one for each role.
package struct Theme: Hashable, Sendable {
    package let name: String
    package let summary: String
    private var styles: [Style]

    /// Roles that `styles` leaves out take the style of their fallback.
    package init(name: String, summary: String = "", styles named: [ThemeRole: Style]) {
        self.name = name
        self.summary = summary
        styles = ThemeRole.allCases.map { role in
            var role: ThemeRole? = role
            while let candidate = role {
                if let style = named[candidate] { return style }
                role = candidate.fallback
            }
            return .plain
        }
    }

    package internal(set) subscript(role: ThemeRole) -> Style {
        get { styles[Self.index[role] ?? 0] }
        set { styles[Self.index[role] ?? 0] = newValue }
    }

    private static let index = Dictionary(
        uniqueKeysWithValues: ThemeRole.allCases.enumerated().map { ($0.element, $0.offset) })
}
