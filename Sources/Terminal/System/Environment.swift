#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The variables of the environment that concern the terminal.
enum Environment {
    /// The value of a variable; nil where it is not set or empty.
    static subscript(name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// A variable that holds a number of milliseconds.
    static func milliseconds(_ name: String) -> Duration? {
        self[name].flatMap(Int.init).flatMap { $0 >= 0 ? .milliseconds($0) : nil }
    }
}

extension Duration {
    /// Whole milliseconds, not less than this, for calls that take them as an int.
    var roundedUpToMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
