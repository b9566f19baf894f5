package import Canvas

extension Theme {
    /// What the user must always find, and what it lies on.
    package static let findable: [(role: ThemeRole, grounds: [ThemeRole])] = [
        (.cursor, [.text, .dialog]), (.fieldFocused, [.field, .dialog]), (.buttonFocused, [.button, .dialog]),
    ]

    /// The same theme, with cursor and focus reversed where a terminal of so few colours would not show them.
    package func findable(at depth: ColorDepth) -> Theme {
        var theme = self
        for (role, grounds) in Self.findable where grounds.contains(where: { !self[role].stands(out: self[$0], depth) })
        {
            theme[role] = Style(attributes: self[role].attributes.subtracting(.dim).union(.reverse))
        }
        return theme
    }
}

extension Style {
    /// Whether it can be told from what it lies on by a bar, however the terminal's own colours are.
    package func stands(out ground: Style, _ depth: ColorDepth) -> Bool {
        let own = over(ground.withoutAttributes).reduced(to: depth)
        let ground = ground.reduced(to: depth)
        for telling in [Attributes.reverse, .underline]
        where own.attributes.contains(telling) != ground.attributes.contains(telling) {
            return true
        }
        // The terminal's own ground is black or white, and nobody says which.
        let extremes: [Color] = depth <= .sixteen ? [.default, .indexed(0), .indexed(7), .indexed(15)] : [.default]
        return ground.background == .default
            ? !extremes.contains(own.background) : own.background != ground.background
    }

    private var withoutAttributes: Style { Style(foreground: foreground, background: background) }
}
