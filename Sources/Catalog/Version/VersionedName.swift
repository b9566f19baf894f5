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
        guard let places = Places(name) else { return nil }
        let bytes = Array(name.utf8)
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        self.init(
            os: text(0..<places.osVersion.lowerBound - 1), osVersion: text(places.osVersion),
            profile: text(places.osVersion.upperBound + 1..<places.end), version: places.version)
    }

    /// The conforming name.
    package var name: String { "\(os)-\(osVersion)-\(profile)-\(version)" }
}

extension VersionedName {
    /// Where the parts of a name are, in bytes. Found without making any text, since every image's name is looked at.
    struct Places {
        /// The operating system's version.
        let osVersion: Range<Int>
        /// Where the profile ends and the hyphen before the image's version stands.
        let end: Int
        let version: ImageVersion

        /// Nil if the name does not follow the convention.
        init?(_ name: String) {
            var name = name
            guard let places = name.withUTF8({ Places(in: $0) }) else { return nil }
            self = places
        }

        private init?(in bytes: UnsafeBufferPointer<UInt8>) {
            var segments = 0
            var start = 0
            var second: Range<Int>?
            var number: (segment: Int, range: Range<Int>)?
            for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "-") {
                guard end > start, bytes[start..<end].allSatisfy(Self.isAllowed) else { return nil }
                if segments == 1 { second = start..<end }
                if segments > 0, number == nil, (48...57).contains(bytes[start]) { number = (segments, start..<end) }
                segments += 1
                if end < bytes.count { start = end + 1 }
            }
            guard segments >= 4, let second, let version = ImageVersion(in: bytes[start...]) else { return nil }
            // The last segment is the version, and the one before it belongs to the profile.
            guard number?.segment ?? 1 < segments - 2 else { return nil }
            self.version = version
            osVersion = number?.range ?? second
            end = start - 1
        }

        private static func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"): true
            default: false
            }
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
        var text = text
        guard let version = text.withUTF8({ ImageVersion(in: $0[...]) }) else { return nil }
        self = version
    }

    init?(in bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        guard bytes.first == UInt8(ascii: "v"), let point = bytes.firstIndex(of: UInt8(ascii: ".")),
            let major = Self.number(bytes[(bytes.startIndex + 1)..<point]),
            let minor = Self.number(bytes[(point + 1)...])
        else { return nil }
        self.init(major: major, minor: minor)
    }

    package var description: String { "v\(major).\(minor)" }

    package static func < (a: ImageVersion, b: ImageVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var value = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeToo) = tens.addingReportingOverflow(Int(digit) - 48)
            if isTooLarge || isTooLargeToo { return nil }
            value = sum
        }
        return value
    }
}
