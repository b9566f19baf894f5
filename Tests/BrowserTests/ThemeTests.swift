import Browser
import Canvas
import Foundation
import Testing
import Themes

@Suite("Themes")
struct ThemeTests {
    private func source(_ name: String, _ text: String) -> ThemeSource {
        ThemeSource(name: name, text: text, file: "\(name).toml")
    }

    private func read(_ name: String) -> Theme { Theme.read(name, from: Pilot.themes).theme }

    @Test("The themes that come with the program are whole and have no mistakes", arguments: Themes.builtIn.map(\.name))
    func builtIn(name: String) {
        let (theme, warnings) = Theme.read(name, from: Pilot.themes)
        #expect(warnings.isEmpty)
        #expect(theme.name == name)
        #expect(!theme.summary.isEmpty)
    }

    /// The ground and ink a theme was made for, where it leaves them to the terminal.
    private func palette(_ name: String) -> Palette { name == "paper" ? .light : .dark }

    @Test(
        "Text has contrast enough to be read on its ground, with all colours and with 256 (WCAG 2.2: 4.5 to 1)",
        arguments: ["dusk", "paper", "contrast", "clear"], [ColorDepth.direct, .xterm])
    func contrast(name: String, depth: ColorDepth) {
        let theme = read(name)
        let text = theme[.text]
        for role in ThemeRole.allCases where !role.rawValue.hasSuffix("disabled") {
            let style = theme[role].over(text).reduced(to: depth)
            let (ink, ground) = palette(name).look(of: style)
            #expect(ink.contrast(with: ground) >= 4.5, "\(role.rawValue) of \(name) at \(depth)")
        }
    }

    @Test("Even what is refused can be made out", arguments: ["dusk", "paper", "contrast", "clear"])
    func disabled(name: String) {
        let theme = read(name)
        for role in [ThemeRole.tabDisabled, .hintDisabled] {
            let (ink, ground) = palette(name).look(of: theme[role].over(theme[.text]))
            #expect(ink.contrast(with: ground) >= 2.5, "\(role.rawValue) of \(name)")
        }
    }

    @Test("The monochrome theme has no colour at all, and tells everything by attributes")
    func mono() {
        let theme = read("mono")
        for role in ThemeRole.allCases {
            #expect(theme[role].foreground == .default, "\(role.rawValue)")
            #expect(theme[role].background == .default, "\(role.rawValue)")
        }
        let telling: [ThemeRole] = [
            .cursor, .marked, .tabActive, .statusWaiting, .statusFailed, .match, .messageError, .fieldInvalid,
            .fieldFocused, .link, .headerBadge, .heading,
        ]
        for role in telling { #expect(!theme[role].attributes.isEmpty, "\(role.rawValue)") }
    }

    @Test("In the theme for colour-blind eyes what differs in meaning differs for every kind of them")
    func colorBlind() {
        let theme = read("clear")
        let pairs: [(ThemeRole, ThemeRole)] = [
            (.statusActive, .statusWaiting), (.statusActive, .statusFailed), (.statusWaiting, .statusFailed),
            (.newsAdded, .newsChanged), (.newsAdded, .newsWithdrawn), (.newsChanged, .newsWithdrawn),
            (.offerPending, .offerAccepted), (.messageDone, .messageWarning), (.messageDone, .messageError),
            (.messageWarning, .messageError), (.visibility, .visibilityPublic),
            (.visibilityShared, .visibilityCommunity),
        ]
        for vision in ColorVision.allCases {
            for (a, b) in pairs {
                let differs = theme[a].attributes != theme[b].attributes
                let distance = vision.seen(palette("clear").look(of: theme[a]).ink)
                    .gap(to: vision.seen(palette("clear").look(of: theme[b]).ink))
                #expect(differs || distance > 40, "\(a.rawValue) and \(b.rawValue) with \(vision): \(distance)")
            }
        }
    }

    @Test(
        "The cursor's line differs from others in every theme, also without colours",
        arguments: Themes.builtIn.map(\.name))
    func cursor(name: String) {
        for depth in ColorDepth.allCases {
            let theme = read(name).findable(at: depth)
            let text = theme[.text]
            #expect(theme[.cursor].over(text).reduced(to: depth) != text.reduced(to: depth), "\(depth)")
        }
    }

    @Test(
        "Cursor, focused field and focused button stand out in every theme and with any number of colours",
        arguments: Themes.builtIn.map(\.name) + ["unstyled"], ColorDepth.allCases)
    func findable(name: String, depth: ColorDepth) {
        let theme = (name == "unstyled" ? .unstyled : read(name)).findable(at: depth)
        for (role, grounds) in Theme.findable {
            for ground in grounds {
                let style = theme[role].over(theme[ground].withoutAttributes).reduced(to: depth)
                let under = theme[ground].reduced(to: depth)
                let isReversed = style.attributes.contains(.reverse) != under.attributes.contains(.reverse)
                let isLined = style.attributes.contains(.underline) != under.attributes.contains(.underline)
                // Nobody knows whether the terminal's own ground is black or white.
                let unsure: [Color] =
                    under.background == .default && depth <= .sixteen ? [.indexed(0), .indexed(7), .indexed(15)] : []
                let hasGround = style.background != under.background && !unsure.contains(style.background)
                #expect(isReversed || isLined || hasGround, "\(role.rawValue) on \(ground.rawValue)")
            }
        }
    }

    @Test("A cursor that eight colours do not show is reversed, on the screen too; with all of them it is as it was")
    func eightColours() {
        let sources = Pilot.themes + [source("night", "inherits = \"dusk\"\n[roles]\ncursor = \"on #2b3a55\"\n")]
        let night = Theme.read("night", from: sources).theme
        #expect(night.findable(at: .eight)[.cursor].attributes.contains(.reverse))
        #expect(night.findable(at: .direct)[.cursor] == night[.cursor])
        let start = Browser.Start(
            size: Size(columns: 80, rows: 24), now: Pilot.now, themes: sources, theme: "night", depth: .eight)
        #expect(Browser(start).theme[.cursor].attributes.contains(.reverse))
    }

    // MARK: Broken themes

    @Test("Each mistake is named by its line, and the rest of the theme counts")
    func mistakes() {
        let text = """
            summary = "Mine"
            inherits = "mono"
            [palette]
            ink = "#12345"
            [roles]
            txet = "red"
            cursor = "white on"
            marked = "red bold"
            """
        let (theme, warnings) = Theme.read("mine", from: Pilot.themes + [source("mine", text)])
        #expect(
            warnings.map(\.description) == [
                "mine.toml line 4 gives \"ink\" a colour that does not exist.",
                "mine.toml line 6 has an unknown key \"roles.txet\". Did you mean \"text\"?",
                "mine.toml line 7 gives \"cursor\" a style that cannot be read; a style looks like "
                    + "\"white on blue bold\".",
            ])
        #expect(theme[.marked] == Style(foreground: .indexed(1), attributes: .bold))
        #expect(theme[.cursor] == Style(attributes: .reverse))
    }

    @Test("A section of another kind than it has to be is named by its line")
    func sections() {
        let text = "inherits = 3\nroles = \"x\"\npalette = 3\n"
        let warnings = Theme.read("mine", from: Pilot.themes + [source("mine", text)]).warnings
        #expect(
            warnings.map(\.description) == [
                "mine.toml line 1 inherits something that is no text, which cannot be read.",
                "mine.toml line 3 has to give \"palette\" a table.",
                "mine.toml line 2 has to give \"roles\" a table.",
            ])
    }

    @Test("A theme that cannot be read at all leaves the one in force")
    func unreadable() {
        let pilot = Pilot(theme: "mine", themes: Pilot.themes + [source("mine", "roles = [")])
        #expect(pilot.status.hasPrefix("mine.toml line 1 cannot be read as TOML"))
        #expect(pilot.shows("1 Images"))
    }

    @Test("An unknown theme is named, with the nearest one or all there are")
    func unknown() {
        #expect(
            Pilot(theme: "nonsense").status
                == "The theme \"nonsense\" does not exist. There are clear, contrast, dusk, mono, paper.")
        #expect(Pilot(theme: "papre").status == "The theme \"papre\" does not exist. Did you mean \"paper\"?")
    }

    @Test("Themes that inherit each other end, and one in the user's folder stands before its namesake")
    func inheritance() {
        let circle = [source("a", "inherits = \"b\""), source("b", "inherits = \"a\"")]
        #expect(Theme.read("a", from: circle).warnings.map(\.description).contains { $0.contains("cannot be read") })
        let mine = source("dusk", "[roles]\ntext = \"red\"")
        #expect(Theme.read("dusk", from: Pilot.themes + [mine]).theme[.text] == Style(foreground: .indexed(1)))
    }

    @Test("A role that is not named looks like the role before its last hyphen")
    func fallback() {
        let theme = Theme.read("t", from: [source("t", "[roles]\ntext = \"red\"\nstatus = \"blue\"")]).theme
        #expect(theme[.statusFailed] == Style(foreground: .indexed(4)))
        #expect(theme[.dialogTitle] == Style(foreground: .indexed(1)))
    }

    @Test("Colours by name, number and parts")
    func colors() {
        let text = "[roles]\ntext = \"bright-red on 238 italic\"\ncursor = \"#010203\"\nmarked = \"default on default\""
        let theme = Theme.read("t", from: [source("t", text)]).theme
        #expect(
            theme[.text] == Style(foreground: .indexed(9), background: .indexed(238), attributes: .italic))
        #expect(theme[.cursor].foreground == .rgb(red: 1, green: 2, blue: 3))
        #expect(theme[.marked] == .plain)
    }
}

/// How eyes of different kinds see colours: reduced as by Viénot, Brettel and Mollon (1999), on linear light.
private enum ColorVision: CaseIterable {
    case usual, protanopia, deuteranopia, none

    func seen(_ color: RGB) -> RGB {
        func linear(_ part: UInt8) -> Double { RGB.linear(part) }
        func encoded(_ light: Double) -> UInt8 {
            let light = min(1, max(0, light))
            return UInt8((255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055)).rounded())
        }
        let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
        switch self {
        case .usual: return color
        case .protanopia:
            let yellow = 0.11238 * red + 0.88762 * green
            return RGB(encoded(yellow), encoded(yellow), encoded(0.00401 * red - 0.00401 * green + blue))
        case .deuteranopia:
            let yellow = 0.29275 * red + 0.70725 * green
            return RGB(encoded(yellow), encoded(yellow), encoded(-0.02234 * red + 0.02234 * green + blue))
        case .none:
            let grey = encoded(0.2126 * red + 0.7152 * green + 0.0722 * blue)
            return RGB(grey, grey, grey)
        }
    }
}

extension Style {
    fileprivate var withoutAttributes: Style { Style(foreground: foreground, background: background) }
}

extension RGB {
    fileprivate static func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    fileprivate func contrast(with other: RGB) -> Double {
        let (bright, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (bright + 0.05) / (dark + 0.05)
    }

    /// How far apart two colours are.
    fileprivate func gap(to other: RGB) -> Double {
        let parts = [(red, other.red), (green, other.green), (blue, other.blue)]
        return parts.reduce(0) { $0 + pow(Double($1.0) - Double($1.1), 2) }.squareRoot()
    }
}

extension Palette {
    /// The colours of a style where the terminal's own are these.
    fileprivate func look(of style: Style) -> (ink: RGB, ground: RGB) {
        func rgb(_ color: Color, _ fallback: RGB) -> RGB {
            switch color {
            case .default: fallback
            case .rgb(let red, let green, let blue): RGB(red, green, blue)
            case .indexed(let index): named.indices.contains(Int(index)) ? named[Int(index)] : RGB(xterm: index)
            }
        }
        let (ink, ground) = (rgb(style.foreground, foreground), rgb(style.background, background))
        return style.attributes.contains(.reverse) ? (ground, ink) : (ink, ground)
    }
}
