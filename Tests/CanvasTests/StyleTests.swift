import Testing

@testable import Canvas

@Suite("Colours on terminals that have fewer")
struct StyleTests {
    private func foreground(_ color: Color, _ depth: ColorDepth) -> Color {
        Style(foreground: color).reduced(to: depth).foreground
    }

    @Test("A terminal's number of colours decides its depth")
    func depths() {
        #expect(
            [-1, 0, 8, 15, 16, 88, 256, 0x100_0000].map { ColorDepth(colors: $0) }
                == [.monochrome, .monochrome, .eight, .eight, .sixteen, .sixteen, .xterm, .direct])
    }

    @Test(
        "Red, green and blue become the nearest of the colours all terminals agree on",
        arguments: [
            (255, 0, 0, 196), (0, 0, 0, 16), (255, 255, 255, 231), (95, 135, 175, 67), (8, 8, 8, 232),
            (238, 238, 238, 255),
            (128, 128, 128, 244), (255, 135, 0, 208), (0, 95, 135, 24),
        ] as [(UInt8, UInt8, UInt8, UInt8)])
    func xterm(red: UInt8, green: UInt8, blue: UInt8, index: UInt8) {
        #expect(foreground(.rgb(red: red, green: green, blue: blue), .xterm) == .indexed(index))
    }

    @Test("Numbers keep their meaning where the terminal has them")
    func numbers() {
        #expect(foreground(.indexed(208), .xterm) == .indexed(208))
        #expect(foreground(.indexed(12), .sixteen) == .indexed(12))
        #expect(foreground(.indexed(196), .sixteen) == .indexed(9))
        #expect(foreground(.rgb(red: 200, green: 10, blue: 0), .sixteen) == .indexed(1))
        #expect(foreground(.default, .eight) == .default)
    }

    @Test("A terminal of direct colours takes numbers from 8 on for parts, so they are told by parts")
    func direct() {
        #expect(foreground(.rgb(red: 1, green: 2, blue: 3), .direct) == .rgb(red: 1, green: 2, blue: 3))
        #expect(foreground(.indexed(3), .direct) == .indexed(3))
        #expect(foreground(.indexed(208), .direct) == .rgb(red: 255, green: 135, blue: 0))
    }

    @Test("With eight colours the bright ones are told by weight, and grey is never black")
    func eight() {
        let bright = Style(foreground: .indexed(12)).reduced(to: .eight)
        #expect(bright == Style(foreground: .indexed(4), attributes: .bold))
        #expect(foreground(.rgb(red: 127, green: 127, blue: 127), .eight) == .indexed(7))
        #expect(Style(background: .indexed(9)).reduced(to: .eight).background == .indexed(1))
        #expect(foreground(.indexed(208), .eight) != .indexed(0))
    }

    @Test("Text never vanishes because two colours became one")
    func contrast() {
        let subtle = Style(
            foreground: .rgb(red: 40, green: 40, blue: 40), background: .rgb(red: 20, green: 20, blue: 20))
        #expect(subtle.reduced(to: .sixteen) == Style(foreground: .indexed(7), background: .indexed(0)))
        let light = Style(foreground: .rgb(red: 250, green: 250, blue: 250), background: .indexed(15))
        #expect(light.reduced(to: .sixteen) == Style(foreground: .indexed(0), background: .indexed(15)))
    }

    @Test("Without colours the attributes remain")
    func monochrome() {
        let style = Style(foreground: .indexed(1), background: .indexed(2), attributes: [.bold, .reverse])
        #expect(style.reduced(to: .monochrome) == Style(attributes: [.bold, .reverse]))
    }

    @Test("A style laid over another shows its own colours and both attributes")
    func over() {
        let top = Style(foreground: .indexed(1), attributes: .bold)
        let base = Style(foreground: .indexed(2), background: .indexed(3), attributes: .underline)
        #expect(
            top.over(base) == Style(foreground: .indexed(1), background: .indexed(3), attributes: [.bold, .underline]))
    }
}
