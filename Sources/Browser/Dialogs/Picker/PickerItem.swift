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
        /// An answer for the field that asked.
        case answer(String)
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

extension PickerItem {
    /// A candidate for a field of a form.
    init(_ option: FormOption, isCurrent: Bool = false) {
        let detail = (option.title == option.value ? [] : [option.value]).appending(option.detail)
        self.init(
            title: option.title, detail: detail.joined(separator: "  "), choice: .answer(option.value),
            isCurrent: isCurrent, refusal: option.refusal)
    }
}
