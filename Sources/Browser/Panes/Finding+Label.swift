internal import Catalog

extension Finding.Severity {
    var label: String { word.prefix(1).uppercased() + word.dropFirst() }

    var role: ThemeRole {
        switch self {
        case .note: .text
        case .warning: .messageWarning
        case .fault: .statusFailed
        }
    }
}
