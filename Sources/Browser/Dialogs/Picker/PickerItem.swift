internal import Catalog

/// Something to choose in a picker.
struct PickerItem: Hashable, Sendable {
    /// What becomes of the choice.
    enum Choice: Hashable, Sendable {
        case action(Action)
        case filter(name: String, text: String)
        case theme(String)
        case sort(SortColumn)
        case cloud(CloudSelection)
    }

    var title: String
    /// A sentence beside the title.
    var detail = ""
    /// The keys that do the same without a picker.
    var keys = ""
    var choice: Choice
    var isCurrent = false
    /// Why it cannot be chosen; nil if it can.
    var refusal: String?
}
