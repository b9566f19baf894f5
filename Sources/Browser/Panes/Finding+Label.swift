internal import Catalog

extension Finding.Kind {
    /// What the Health column says.
    var label: String {
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
        }
    }
}

extension Finding.Severity {
    var label: String {
        switch self {
        case .note: "Note"
        case .warning: "Warning"
        case .fault: "Fault"
        }
    }

    var role: ThemeRole {
        switch self {
        case .note: .textDim
        case .warning: .messageWarning
        case .fault: .statusFailed
        }
    }
}
