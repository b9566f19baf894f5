extension ImageStatus {
    /// In full, for details and wide columns.
    package var label: String { self == .pendingDelete ? "pending delete" : text }

    /// Eight columns at most, cut at a syllable; an unknown word is not cut here.
    package var shortLabel: String {
        switch self {
        case .uploading: "upload."
        case .importing: "import."
        case .deactivated: "deactiv."
        case .pendingDelete: "deleting"
        default: text
        }
    }
}

extension Visibility {
    /// With the number of projects an image is shared with, where that is known: `shared 3`.
    package func label(memberCount: Int?) -> String {
        guard self == .shared, let memberCount else { return text }
        return "\(text) \(memberCount)"
    }
}

/// A number with the thing it counts: `1 image`, `3 images`.
package func counted(_ number: Int, _ thing: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? thing : plural ?? thing + "s")"
}
