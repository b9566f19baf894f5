/// What a style is used for. A theme that does not name a role shows it like the role before its last hyphen.
package enum ThemeRole: String, CaseIterable, Sendable {
    /// Everything that has no role of its own.
    case text
    /// Less important text: units, separators, explanations.
    case textDim = "text-dim"
    /// The first line: where one is.
    case header
    case headerName = "header-name"
    /// How fresh the data is.
    case headerTime = "header-time"
    /// Offline, unverified certificates, a cloud marked as production.
    case headerBadge = "header-badge"
    case tab
    case tabActive = "tab-active"
    case tabDisabled = "tab-disabled"
    /// Pending offers beside a pane's title.
    case tabCount = "tab-count"
    case columnTitle = "column"
    case columnSorted = "column-sorted"
    /// The line the cursor stands on.
    case cursor
    case marked
    case statusActive = "status"
    case statusWaiting = "status-waiting"
    case statusOff = "status-off"
    case statusFailed = "status-failed"
    case visibility
    case visibilityPublic = "visibility-public"
    case visibilityCommunity = "visibility-community"
    case visibilityShared = "visibility-shared"
    case deprecated
    case newsAdded = "news-added"
    case newsChanged = "news-changed"
    case newsWithdrawn = "news-withdrawn"
    case offerPending = "offer-pending"
    case offerAccepted = "offer-accepted"
    case offerRejected = "offer-rejected"
    /// Headings in details and help.
    case heading
    case label
    case value
    case link
    /// What a search or filter found.
    case match
    /// The last line: keys.
    case hint
    case hintKey = "hint-key"
    case hintDisabled = "hint-disabled"
    case message
    case messageDone = "message-done"
    case messageWarning = "message-warning"
    case messageError = "message-error"
    case progress
    case dialog
    case dialogBorder = "dialog-border"
    case dialogTitle = "dialog-title"
    case field
    case fieldFocused = "field-focused"
    case fieldInvalid = "field-invalid"
    case fieldPlaceholder = "field-placeholder"
    case button
    case buttonFocused = "button-focused"

    /// The role whose style is used where a theme does not name this one; nil for `text`.
    var fallback: ThemeRole? {
        if self == .text { return nil }
        let parent = rawValue.split(separator: "-").dropLast().joined(separator: "-")
        return ThemeRole(rawValue: parent) ?? .text
    }
}
