/// A name that follows the platform's convention `<os>-<version>-<profile>-v<major>.<minor>` (R40), taken apart by
/// the grammar of R41.
package struct VersionedName: Hashable, Sendable {
    package var os: String
    package var osVersion: String
    package var profile: String
    package var version: ImageVersion

    package init(os: String, osVersion: String, profile: String, version: ImageVersion) {
        self.os = os
        self.osVersion = osVersion
        self.profile = profile
        self.version = version
    }

    /// Nil if the name does not follow the convention.
    package init?(_ name: String) {
        let segments = name.split(separator: "-", omittingEmptySubsequences: false)
        guard
            segments.count >= 4, let last = segments.last, let version = ImageVersion(String(last)),
            segments.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAllowed) })
        else { return nil }
        let rest = segments.dropLast()
        let digit = rest.indices.dropFirst().first { rest[$0].utf8.first.map { (48...57).contains($0) } ?? false }
        let place = digit ?? 1
        guard place < rest.count - 1 else { return nil }
        self.init(
            os: rest[..<place].joined(separator: "-"), osVersion: String(rest[place]),
            profile: rest[(place + 1)...].joined(separator: "-"), version: version)
    }

    /// The conforming name.
    package var name: String { "\(os)-\(osVersion)-\(profile)-\(version)" }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"): true
        default: false
        }
    }
}

/// `v<major>.<minor>`; compares by number, major first (R43).
package struct ImageVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `v1.10`; without the `v`, with leading zeros or signs there is no version.
    package init?(_ text: String) {
        guard text.hasPrefix("v") else { return nil }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Self.number(parts[0]), let minor = Self.number(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    package var description: String { "v\(major).\(minor)" }

    package static func < (a: ImageVersion, b: ImageVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), digits == "0" || digits.first != "0" else {
            return nil
        }
        return Int(digits)
    }
}
