/// The colours of a terminal that is only drawn, for pictures of frames.
package struct Palette: Hashable, Sendable {
    /// What stands for the terminal's own colour of text.
    package var foreground: RGB
    /// What stands for the terminal's own ground.
    package var background: RGB
    /// What stands for the first sixteen colours; a missing one is xterm's.
    package var named: [RGB]

    /// A palette; without `named` the first sixteen colours are those of xterm.
    package init(foreground: RGB, background: RGB, named: [RGB] = []) {
        self.foreground = foreground
        self.background = background
        self.named = named
    }

    /// Quiet colours on a dark ground.
    package static let dark = Palette(
        foreground: RGB(0xD0, 0xD0, 0xD0), background: RGB(0x14, 0x16, 0x1B),
        named: [
            RGB(0x1C, 0x1C, 0x1C), RGB(0xE0, 0x6C, 0x75), RGB(0x98, 0xC3, 0x79), RGB(0xE5, 0xC0, 0x7B),
            RGB(0x61, 0xAF, 0xEF), RGB(0xC6, 0x78, 0xDD), RGB(0x56, 0xB6, 0xC2), RGB(0xD0, 0xD0, 0xD0),
            RGB(0x7F, 0x84, 0x8E), RGB(0xF0, 0x8A, 0x92), RGB(0xB5, 0xDB, 0x9B), RGB(0xF2, 0xD6, 0xA0),
            RGB(0x8B, 0xC6, 0xF5), RGB(0xD8, 0x9C, 0xE8), RGB(0x84, 0xCE, 0xD7), RGB(0xFF, 0xFF, 0xFF),
        ])

    /// The same on a light ground.
    package static let light = Palette(
        foreground: RGB(0x2A, 0x2C, 0x33), background: RGB(0xFA, 0xFA, 0xFA),
        named: [
            RGB(0x2A, 0x2C, 0x33), RGB(0xC0, 0x3A, 0x3A), RGB(0x3F, 0x85, 0x3A), RGB(0x9A, 0x6A, 0x00),
            RGB(0x2F, 0x5F, 0xC0), RGB(0x95, 0x30, 0x9A), RGB(0x05, 0x77, 0x8A), RGB(0xD8, 0xD8, 0xD8),
            RGB(0x80, 0x80, 0x86), RGB(0xD8, 0x50, 0x50), RGB(0x50, 0x9F, 0x4A), RGB(0xB8, 0x86, 0x10),
            RGB(0x4A, 0x78, 0xD8), RGB(0xB0, 0x4A, 0xB5), RGB(0x20, 0x93, 0xA6), RGB(0xFF, 0xFF, 0xFF),
        ])

    /// What `color` looks like; `fallback` is what stands for the terminal's own.
    func rgb(_ color: Color, else fallback: RGB) -> RGB {
        switch color {
        case .default: fallback
        case .rgb(let red, let green, let blue): RGB(red, green, blue)
        case .indexed(let index):
            named.indices.contains(Int(index)) ? named[Int(index)] : RGB(xterm: index)
        }
    }

    /// The colours of text in `style` and of the ground beneath it.
    func colors(_ style: Style) -> (text: RGB, ground: RGB) {
        var text = rgb(style.foreground, else: foreground)
        var ground = rgb(style.background, else: background)
        if style.attributes.contains(.reverse) { swap(&text, &ground) }
        if style.attributes.contains(.dim) { text = text.mixed(with: ground) }
        return (text, ground)
    }
}

extension RGB {
    /// Two thirds of this colour and a third of another.
    fileprivate func mixed(with other: RGB) -> RGB {
        let mix = { (a: UInt8, b: UInt8) in UInt8((2 * Int(a) + Int(b)) / 3) }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}
