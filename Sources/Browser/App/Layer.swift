internal import Canvas
internal import Catalog

/// Something that lies over the panes and takes the input first: details, help, a dialog, a line being typed.
protocol Layer: Sendable {
    /// Where keys are looked up in the action table; nil for a layer that takes every key itself.
    var place: Place? { get }
    /// What the hint line says about the layer's own keys.
    var hints: [Hint] { get }
    /// Whether the layer takes the whole body of the screen, so that nothing below it is drawn.
    var isFullBody: Bool { get }
    /// Whether the layer draws itself over the status line, so that messages have to wait.
    var takesStatusLine: Bool { get }
    /// What the status line says while the layer takes the whole body.
    var status: String { get }

    /// Takes input that is not an action of the table.
    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply
    /// Takes an action of the table.
    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply
    /// Learns what comes from the model layer, whether or not the layer is on top.
    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply
    /// Takes what was chosen in a picker that it had opened.
    mutating func take(answer: String, in browser: inout Browser)
    /// The images that actions are for while the layer is on top; nil where those of the pane are meant.
    var images: [ImageID]? { get }
    /// What to keep of it if the program has to end, secrets excepted; nil if there is nothing worth it.
    var draft: Draft? { get }
    /// Draws itself into `body`, the screen without its first two and last two lines, or over the last lines.
    func draw(on frame: inout Frame, body: Rect, browser: Browser)
}

extension Layer {
    var place: Place? { nil }
    var hints: [Hint] { [] }
    var isFullBody: Bool { false }
    var takesStatusLine: Bool { false }
    var status: String { "" }
    var draft: Draft? { nil }
    var images: [ImageID]? { nil }
    mutating func take(answer: String, in browser: inout Browser) {}
    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply { .stay }
    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply { .pass }
    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply { .stay }
}

/// What becomes of a layer after it had some input.
enum LayerReply {
    case stay
    /// Not meant for this layer: the program looks at it.
    case pass
    case close
    /// Closes the layer, then asks for an action.
    case closeAnd(Action)
    /// Stays, below a new layer.
    case open(any Layer)
    /// Makes way for a new layer.
    case replace(any Layer)
}

/// A key and a word or two about it, for the hint line; without a key an example of what can be typed.
struct Hint: Hashable, Sendable {
    var key: String
    var words: String
    /// Whether the key does something now; dimmed otherwise.
    var isEnabled = true

    init(_ key: String, _ words: String, isEnabled: Bool = true) {
        self.key = key
        self.words = words
        self.isEnabled = isEnabled
    }

    var isExample: Bool { key.isEmpty }

    /// Leaves a plan to go on by itself.
    static let background = Hint("b", "go on in the background")
}
