/// The versions of one thing that a pane shows (R1), for family lines, details and proposals.
package struct Family: Sendable {
    /// Where a version stands among the others.
    package enum Standing: Hashable, Sendable {
        /// The one to use: the highest that is active, not deprecated, not hidden, not withdrawn.
        case current
        /// Lower than the current one and not marked as deprecated.
        case superseded
        /// Marked by the property `deprecated` (R50).
        case deprecated
        /// Higher than the current one, or without one: still to come, switched off, or hidden.
        case waiting

        package var word: String {
            switch self {
            case .current: "current"
            case .superseded: "superseded"
            case .deprecated: "deprecated"
            case .waiting: "waiting"
            }
        }
    }

    package struct Version: Sendable {
        package let slot: Slot
        package let entry: CatalogueEntry
        package let version: ImageVersion
        package let standing: Standing
    }

    package let id: FamilyID
    package let key: FamilyKey
    /// The highest first (R43). Withdrawn images are among them until they were seen.
    package let versions: [Version]

    package var current: Version? { versions.first { $0.standing == .current } }

    /// The versions that are there.
    package var count: Int { versions.count { !$0.entry.isWithdrawn } }

    package var deprecatedCount: Int { versions.count { $0.standing == .deprecated && !$0.entry.isWithdrawn } }

    package var supersededCount: Int { versions.count { $0.standing == .superseded && !$0.entry.isWithdrawn } }

    /// Versions above an image of the family, the nearest first.
    package func newer(than id: ImageID) -> [Version] {
        versions.firstIndex { $0.entry.id == id }.map { versions[..<$0].reversed() } ?? []
    }

    /// Versions below an image of the family, the nearest first.
    package func older(than id: ImageID) -> [Version] {
        versions.firstIndex { $0.entry.id == id }.map { Array(versions[($0 + 1)...]) } ?? []
    }

    /// The numbers that are missing between those that are there, the lowest first.
    package var gaps: [VersionGap] {
        VersionGap.between(versions.filter { !$0.entry.isWithdrawn }.map(\.version))
    }
}

/// Consecutive version numbers of which there is no image.
package struct VersionGap: Hashable, Sendable, CustomStringConvertible {
    package let first: ImageVersion
    package let last: ImageVersion

    package var description: String { first == last ? "\(first)" : "\(first) to \(last)" }

    /// The minor numbers missing within each major one, from zero on unless it is the lowest major, and the major
    /// numbers missing as a whole.
    static func between(_ versions: [ImageVersion]) -> [VersionGap] {
        var gaps: [VersionGap] = []
        var last: ImageVersion?
        for version in Set(versions).sorted() {
            if let last {
                if version.major - last.major > 1 {
                    gaps.append(
                        VersionGap(
                            first: ImageVersion(major: last.major + 1, minor: 0),
                            last: ImageVersion(major: version.major - 1, minor: 0)))
                }
                let expected = version.major == last.major ? last.minor + 1 : 0
                if version.minor > expected {
                    gaps.append(
                        VersionGap(
                            first: ImageVersion(major: version.major, minor: expected),
                            last: ImageVersion(major: version.major, minor: version.minor - 1)))
                }
            }
            last = version
        }
        return gaps
    }
}

extension Catalogue {
    /// A family as a pane shows it; without versions if it shows none of them.
    package func family(_ id: FamilyID, in pane: Pane, showingHidden: Bool = true) -> Family {
        let rows = newestFirst(id).filter { membership(of: $0).isListed(in: pane, showingHidden: showingHidden) }
        let current = rows.firstIndex { isCurrent($0, in: pane) }
        let versions = rows.enumerated().compactMap { place, slot -> Family.Version? in
            guard let entry = self[slot], let version = entry.imageVersion else { return nil }
            let standing: Family.Standing =
                place == current
                ? .current : entry.isDeprecated ? .deprecated : place > current ?? .max ? .superseded : .waiting
            return Family.Version(slot: slot, entry: entry, version: version, standing: standing)
        }
        return Family(id: id, key: key(of: id), versions: versions)
    }

    /// The family of an image as a pane shows it; nil for a name off the convention.
    package func family(of image: ImageID, in pane: Pane) -> Family? {
        slot(of: image).flatMap(family(of:)).map { family($0, in: pane) }
    }

    /// The versions to propose for a new image of a family (R44): the next minor and the next major one after the
    /// highest there is, whether that is shown or not, since no number may be given twice. From v1.1: v1.2 and v2.0.
    package func nextVersions(of family: FamilyID) -> (minor: ImageVersion, major: ImageVersion)? {
        newestFirst(family).lazy.compactMap { self[$0]?.imageVersion }.first.map { ($0.nextMinor, $0.nextMajor) }
    }
}

extension ImageVersion {
    package var nextMinor: ImageVersion { ImageVersion(major: major, minor: minor == .max ? minor : minor + 1) }

    package var nextMajor: ImageVersion { ImageVersion(major: major == .max ? major : major + 1, minor: 0) }
}
