/// Something about images that a curator should see to.
package struct Finding: Hashable, Sendable {
    package enum Severity: Int, Hashable, Comparable, Sendable, CaseIterable {
        /// Untidy.
        case note
        /// Somebody may be misled or lose something.
        case warning
        /// Does not work as it stands.
        case fault

        /// The word of `vitrine check`.
        package var word: String {
            switch self {
            case .note: "note"
            case .warning: "warning"
            case .fault: "fault"
            }
        }

        package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    }

    /// What was found; the raw values are the words of `vitrine check --json`.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case name
        case osMismatch = "os-mismatch"
        case missingProperties = "missing-properties"
        case incompleteSignature = "incomplete-signature"
        case notDeprecated = "not-deprecated"
        case stuck
        case unprotected
        case noChecksum = "no-checksum"
        case duplicateName = "duplicate-name"
        case unresolvedReplacement = "unresolved-replacement"
        case deprecatedReplacement = "deprecated-replacement"
        case severalCurrent = "several-current"
        case pendingOffer = "pending-offer"

        /// For the Health column: sixteen columns at most.
        package var label: String {
            switch self {
            case .name: "off convention"
            case .osMismatch: "OS disagrees"
            case .missingProperties: "properties lack"
            case .incompleteSignature: "half signed"
            case .notDeprecated: "not deprecated"
            case .stuck: "stuck"
            case .unprotected: "unprotected"
            case .noChecksum: "no checksum"
            case .duplicateName: "duplicate name"
            case .unresolvedReplacement: "replacement?"
            case .deprecatedReplacement: "old replacement"
            case .severalCurrent: "several current"
            case .pendingOffer: "offer pending"
            }
        }
    }

    package let kind: Kind
    package let severity: Severity
    package let sentence: String
    /// The images concerned, the one to look at first.
    package let images: [ImageID]
    /// What mends it.
    package let fix: ImageAction?
}
