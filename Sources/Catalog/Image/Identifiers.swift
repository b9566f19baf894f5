/// The identifier of an image: a UUID in text form on every known site, but kept as the service wrote it.
package struct ImageID: Hashable, Comparable, Sendable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ text: String) { rawValue = text }

    package var description: String { rawValue }

    package static func < (a: ImageID, b: ImageID) -> Bool { a.rawValue < b.rawValue }
}

/// The identifier of a project: 32 hexadecimal digits by habit, but any text is possible.
package struct ProjectID: Hashable, Comparable, Sendable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ text: String) { rawValue = text }

    package var description: String { rawValue }

    package static func < (a: ProjectID, b: ProjectID) -> Bool { a.rawValue < b.rawValue }
}
