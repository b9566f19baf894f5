extension Style {
    /// This style with nothing but what a terminal of `depth` can show: colours are left at default, are `indexed`
    /// below the depth, or are `rgb` where the depth is direct.
    package func reduced(to depth: ColorDepth) -> Style {
        if depth == .monochrome { return Style(attributes: attributes) }
        var style = self
        style.foreground = foreground.reduced(to: depth)
        style.background = background.reduced(to: depth)
        if depth == .eight {
            // Eight colours have no bright half. As text it is told by weight; grey on black would vanish.
            if case .indexed(let index) = style.foreground, index >= 8 {
                style.foreground = .indexed(index == 8 ? 7 : index - 8)
                if index > 8 { style.attributes.insert(.bold) }
            }
            if case .indexed(let index) = style.background, index >= 8 {
                style.background = .indexed(index == 8 ? 0 : index - 8)
            }
        }
        if style.foreground == style.background && foreground != background, case .indexed(let index) = style.background
        {
            // Two colours became one: the text would vanish.
            style.foreground = .indexed([0, 1, 4, 5, 8].contains(index) ? 7 : 0)
        }
        return style
    }
}

extension Color {
    /// The nearest colour of a terminal with `depth`; where that is eight, still one of sixteen.
    fileprivate func reduced(to depth: ColorDepth) -> Color {
        switch (self, depth) {
        case (.default, _), (_, .monochrome): return .default
        case (.rgb, .direct): return self
        case (.rgb(let red, let green, let blue), .xterm): return .indexed(RGB(red, green, blue).nearestXterm)
        case (.rgb(let red, let green, let blue), _): return .indexed(RGB(red, green, blue).nearest(ofFirst: 16))
        case (.indexed(let index), .direct):
            // A terminal of direct colours takes a number from 8 on for red, green and blue.
            let parts = RGB(xterm: index)
            return index < 8 ? self : .rgb(red: parts.red, green: parts.green, blue: parts.blue)
        case (.indexed(let index), .eight) where index >= 16, (.indexed(let index), .sixteen) where index >= 16:
            return .indexed(RGB(xterm: index).nearest(ofFirst: 16))
        case (.indexed, _): return self
        }
    }
}
