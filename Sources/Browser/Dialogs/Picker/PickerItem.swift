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
    /// A sentence or a key beside the title.
    var detail = ""
    /// A heading over the items that have the same one.
    var group = ""
    var choice: Choice
    var isCurrent = false
    /// Why it cannot be chosen; nil if it can.
    var refusal: String?
}
