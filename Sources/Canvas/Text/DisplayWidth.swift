/// How many columns text takes: the one measure that layout, truncation and the terminal share.
///
/// East Asian wide characters take two columns, combining marks none, everything of ambiguous width one. The C
/// library's `wcwidth` is not asked: it differs from system to system, and frames are made without a terminal.
package enum DisplayWidth {
    /// What a scalar does on a line.
    package enum Kind: UInt32, Sendable {
        case narrow, wide
        /// Joins the character before it and takes no column of its own.
        case mark
        /// Control, invisible, reordering or private: never sent to a terminal as it is.
        case odd
    }

    /// What `scalar` does on a line. Scalars that no version of Unicode known here assigns count as narrow or wide by
    /// the block they stand in.
    package static func kind(of scalar: Unicode.Scalar) -> Kind {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? .odd : .narrow }
        if value < 0x300 { return value < 0xA0 || value == 0xAD ? .odd : .narrow }
        // The last run that begins at or before the scalar, whichever kind it is of.
        let key = value << 2 | 3
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle] <= key { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? .odd : Kind(rawValue: runs[low - 1] & 3) ?? .odd
    }

    /// The columns `text` takes once it is made printable.
    package static func columns(of text: String) -> Int {
        Printable.plainLength(of: text) ?? Printable(text).columns
    }
}
