package import Canvas

/// Makes keys, pasted text and mouse events of the bytes a terminal sends.
///
/// A value that is fed what arrives and when: nothing in it waits, reads or knows curses. Curses could decode keys
/// itself, but it blocks on a lone `Esc`, shows unknown sequences as if they were typed, and knows nothing of pasting.
///
/// What a sequence means cannot always be told when its first byte comes. Then the bytes wait here until `deadline`;
/// `expire` decides.
package struct InputDecoder: Sendable {
    /// How long a lone `Esc` may be the start of a sequence.
    package private(set) var escapeDelay: Duration
    /// Sequences of this terminal that are not what most send.
    private let keys: [[UInt8]: Key]

    private var waiting: [UInt8] = []
    /// The text being pasted; nil outside of that.
    private var pasted: [UInt8]?
    /// When the last bytes came.
    private var last: ContinuousClock.Instant?
    /// When an `Esc` was taken for the key because nothing followed it in time.
    private var escaped: ContinuousClock.Instant?

    /// How long the rest of a sequence, once begun for certain, may take.
    private static let sequenceDelay = Duration.milliseconds(500)
    /// How long pasting may pause before it counts as over.
    private static let pasteDelay = Duration.seconds(2)
    private static let longestEscapeDelay = Duration.milliseconds(200)

    /// A decoder that has seen nothing yet.
    ///
    /// - Parameter keys: sequences only this terminal sends.
    package init(escapeDelay: Duration = .milliseconds(25), keys: [[UInt8]: Key] = [:]) {
        self.escapeDelay = escapeDelay
        self.keys = keys
    }

    /// When to call `expire` if nothing else has come by then; nil while nothing waits.
    package var deadline: ContinuousClock.Instant? {
        guard let last else { return nil }
        if pasted != nil { return last + Self.pasteDelay }
        if waiting.isEmpty { return nil }
        return last + (waiting.allSatisfy { $0 == 0x1B } ? escapeDelay : Self.sequenceDelay)
    }

    /// Takes bytes that arrived together.
    package mutating func feed(_ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant) -> [Input] {
        let bytes = Array(bytes)
        if let escaped, now - escaped < Self.sequenceDelay, InputSequence.isTail(bytes) {
            // The link is slower than the delay: what looked like Esc had been the start of this. It cannot be taken
            // back, but the rest is no text, and the next one gets more time.
            waiting = [0x1B]
            escapeDelay = min(escapeDelay * 2, max(escapeDelay, Self.longestEscapeDelay))
            let isPasting = bytes.starts(with: Self.pasteStart.dropFirst())
            let inputs = decode(bytes, at: now)
            return isPasting ? inputs : Array(inputs.dropFirst())
        }
        return decode(bytes, at: now)
    }

    /// Decides what waited for too long.
    package mutating func expire(at now: ContinuousClock.Instant) -> [Input] {
        guard let deadline, deadline <= now else { return [] }
        last = nil
        if let text = pasted {
            pasted = nil
            return Self.paste(text)
        }
        let bytes = waiting
        waiting = []
        if bytes.allSatisfy({ $0 == 0x1B }) {
            escaped = now
            return bytes.map { _ in .key(Key(.escape)) }
        }
        // Alt with a character that could have begun a sequence, or a character cut short; else a torn sequence,
        // which is no text.
        if bytes.count == 2, bytes[0] == 0x1B { return [.key(Key(Character(Unicode.Scalar(bytes[1])), .alt))] }
        return bytes[0] == 0x1B ? [] : [.key(Key("\u{FFFD}"))]
    }

    private mutating func decode(_ bytes: [UInt8], at now: ContinuousClock.Instant) -> [Input] {
        escaped = nil
        last = now
        var inputs: [Input] = []
        if pasted == nil { waiting += bytes } else { inputs += takePasted(bytes) }
        var position = 0
        reading: while pasted == nil && position < waiting.count {
            switch InputSequence.read(waiting[position...], keys: keys) {
            case .incomplete: break reading
            case .pasteBegins(let length):
                pasted = []
                let rest = Array(waiting[(position + length)...])
                waiting = []
                position = 0
                inputs += takePasted(rest)
            case .read(let input, let length):
                position += length
                if let input { inputs.append(input) }
            }
        }
        waiting.removeFirst(position)
        if waiting.isEmpty && pasted == nil { last = nil }
        return inputs
    }

    // MARK: Pasting

    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Takes bytes while text is being pasted; what follows its end waits to be read.
    private mutating func takePasted(_ bytes: [UInt8]) -> [Input] {
        guard var text = pasted else { return [] }
        pasted = nil
        // The end itself may come in two parts.
        var start = max(0, text.count - Self.pasteEnd.count + 1)
        text += bytes
        while let escape = text[start...].firstIndex(of: 0x1B) {
            if text[escape...].starts(with: Self.pasteEnd) {
                waiting = Array(text[(escape + Self.pasteEnd.count)...])
                return Self.paste(Array(text[..<escape]))
            }
            start = escape + 1
        }
        pasted = text
        return []
    }

    /// Pasted text with line feeds for the carriage returns terminals make of them.
    private static func paste(_ bytes: [UInt8]) -> [Input] {
        var text = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if !(last == "\r" && scalar == "\n") { text.append(scalar == "\r" ? "\n" : scalar) }
            last = scalar
        }
        return text.isEmpty ? [] : [.paste(String(text))]
    }
}
