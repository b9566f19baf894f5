extension Color: CustomStringConvertible {
    /// As settings name it: `default`, `214`, `#1c2b3a`.
    package var description: String {
        switch self {
        case .default: "default"
        case .indexed(let index): "\(index)"
        case .rgb(let red, let green, let blue): RGB(red, green, blue).hex
        }
    }
}

extension Style: CustomStringConvertible {
    /// As `214 on default bold`.
    package var description: String {
        "\(foreground) on \(background)\(attributes)"
    }
}

extension Style.Attributes: CustomStringConvertible {
    /// The names of the attributes, each after a blank.
    package var description: String {
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
        ]
        return names.filter { contains($0.0) }.map { " \($0.1)" }.joined()
    }
}
