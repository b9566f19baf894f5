/// The identifier of an image: a UUID in text form on every known site, but kept as the service wrote it.
///
/// A UUID in the usual form is held as its 16 bytes, which spares a hundred thousand rows a text on the heap each.
package struct ImageID: Hashable, Comparable, Sendable, RawRepresentable, CustomStringConvertible {
    private enum Form: Hashable {
        case uuid(UInt64, UInt64)
        case text(String)
    }

    private let form: Form

    package init(rawValue: String) { self.init(rawValue) }

    package init(_ text: String) {
        form = Self.uuid(text) ?? .text(text)
    }

    package var rawValue: String {
        switch form {
        case .uuid(let high, let low): Self.text(high, low)
        case .text(let text): text
        }
    }

    package var description: String { rawValue }

    // Without these two, `RawRepresentable` would compare and hash the text, made anew each time.
    package static func == (a: ImageID, b: ImageID) -> Bool { a.form == b.form }

    package func hash(into hasher: inout Hasher) { hasher.combine(form) }

    package static func < (a: ImageID, b: ImageID) -> Bool {
        if case .uuid(let high, let low) = a.form, case .uuid(let otherHigh, let otherLow) = b.form {
            return (high, low) < (otherHigh, otherLow)
        }
        return a.rawValue < b.rawValue
    }

    /// A number that sorts as UUIDs do, as far as their first half tells them apart; other IDs come after them.
    var sortNumber: Int64 {
        if case .uuid(let high, _) = form { Int64(high >> 1) } else { .max }
    }

    /// Reads `8-4-4-4-12` lower-case hexadecimal digits; anything else stays text, so that nothing is respelt.
    private static func uuid(_ text: String) -> Form? {
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var position = 0
        for byte in text.utf8 {
            defer { position += 1 }
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard position < 36, let digit = HexDigit.value(byte) else { return nil }
            if digits < 16 {
                halves.0 = halves.0 << 4 | UInt64(digit)
            } else {
                halves.1 = halves.1 << 4 | UInt64(digit)
            }
            digits += 1
        }
        return position == 36 ? .uuid(halves.0, halves.1) : nil
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var digits = 0
            for position in 0..<36 {
                if position == 8 || position == 13 || position == 18 || position == 23 {
                    buffer[position] = UInt8(ascii: "-")
                } else {
                    let half = digits < 16 ? high : low
                    buffer[position] = HexDigit.character(UInt8(half >> UInt64(60 - digits % 16 * 4) & 15))
                    digits += 1
                }
            }
            return 36
        }
    }
}

/// The identifier of a project: 32 hexadecimal digits by habit, but any text is possible.
package struct ProjectID: Hashable, Comparable, Sendable, RawRepresentable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ text: String) { rawValue = text }

    package var description: String { rawValue }

    package static func < (a: ProjectID, b: ProjectID) -> Bool { a.rawValue < b.rawValue }
}

extension ProjectID {
    /// 32 hexadecimal digits, or a UUID.
    package var looksLikeID: Bool { rawValue.isUUID }
}

extension String {
    /// Whether it is a UUID, with dashes or without.
    package var isUUID: Bool {
        let digits = filter { $0 != "-" }
        return digits.utf8.count == 32 && digits.allSatisfy(\.isHexDigit)
    }
}
