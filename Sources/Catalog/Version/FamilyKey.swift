/// What makes images versions of the same thing (R1): owner, operating system, its version, profile.
///
/// The owner belongs to it, so that a stranger's image never becomes the current version of somebody else's family.
/// Snapshots and templates are not kept out: many a golden image was made by a snapshot and named afterwards.
package struct FamilyKey: Hashable, Sendable {
    package let owner: ProjectID?
    /// The name without the version: `ubuntu-24.04-base`. Its parts follow from it by the grammar of R41.
    package let stem: String

    package init(owner: ProjectID?, stem: String) {
        self.owner = owner
        self.stem = stem
    }

    /// Nil for an image whose name does not follow the naming convention.
    package init?(of entry: CatalogueEntry) {
        guard entry.imageVersion != nil, let name = entry.image.name, let end = name.utf8.lastIndex(of: 0x2D) else {
            return nil
        }
        self.init(owner: entry.image.owner, stem: String(name[..<end]))
    }

    /// The parts of the stem, in words: `ubuntu 24.04 base`.
    package var label: String {
        guard let parts = VersionedName(stem + "-v0.0") else { return stem }
        return "\(parts.os) \(parts.osVersion) \(parts.profile)"
    }

    /// The name of one of the family's versions.
    package func name(of version: ImageVersion) -> String { "\(stem)-\(version)" }
}

/// A family's place in the `Catalogue`; never used again for another family.
package struct FamilyID: Hashable, Sendable, RawRepresentable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }
}
