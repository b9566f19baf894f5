/// What was typed into a dialog when the program had to end: kept in the journal and offered at the next start.
package struct Draft: Hashable, Sendable, Identifiable, Codable {
    package var id: String
    /// The dialog, by the name of the action that opens it.
    package var dialog: String
    /// The cloud it was typed for.
    package var cloud: String
    /// The project it was typed for; nil for none, and for a draft that an earlier version kept.
    package var project: String?
    /// The pane it was typed in, which decides what may be done; nil for one that an earlier version kept.
    package var pane: Pane?
    /// The images it is about, by ID; empty for a new one.
    package var images: [String]
    /// What the user knows it by: an image's name, or the one typed.
    package var title: String
    /// The answers by field, secrets left out.
    package var answers: [String: String]
    /// What those fields held before; nil for a draft that an earlier version kept.
    package var originals: [String: String]?
    /// When it was kept, in seconds since 1970.
    package var at: Int64

    package init(
        id: String, dialog: String, cloud: String, images: [String] = [], title: String, answers: [String: String],
        at: Int64
    ) {
        self.id = id
        self.dialog = dialog
        self.cloud = cloud
        self.images = images
        self.title = title
        self.answers = answers
        self.at = at
    }
}
