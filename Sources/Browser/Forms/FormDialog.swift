internal import Canvas
internal import Catalog

/// What a dialog with a form is made of. `FormLayer` does the rest: keys, drawing, sending, drafts.
protocol FormDialog: Sendable {
    /// The dashboard's name for it: "Create Image".
    var title: String { get }
    /// The image it is about, for the title; empty if none.
    var subject: String { get }
    var form: Form { get set }
    /// The word on the button that submits.
    var submitLabel: String { get }

    /// What will be sent, in a few words, beside the buttons; empty where the review says it.
    var summary: String { get }

    /// Brings everything that depends on answers up to date: which fields there are, mistakes, suggestions, the review.
    /// Called after every change.
    mutating func refresh(in browser: Browser)
    /// Learns what comes from the model layer. Answers whether it changed anything.
    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool
    /// What is to be asked of the outside after a change: completions of a path, facts of a file.
    mutating func questions(in browser: Browser) -> [Effect]
    /// What submitting does, with a form that has no mistakes.
    mutating func submit(in browser: inout Browser) -> FormSubmission
    /// Opens what a link leads to.
    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply
    /// Puts what the service said against the fields it is about.
    mutating func place(_ problem: Problem)
    /// What to keep of it if the program has to end, secrets excepted; nil for dialogs not worth keeping.
    var draft: Draft? { get }
}

extension FormDialog {
    var subject: String { "" }
    var summary: String { "" }
    var draft: Draft? { nil }
    mutating func follow(_ link: String, in browser: inout Browser) -> LayerReply { .stay }
    mutating func place(_ problem: Problem) {}
    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool { false }
    mutating func questions(in browser: Browser) -> [Effect] { [] }
}

/// What becomes of a form that is submitted.
enum FormSubmission {
    /// Nothing differs, so nothing is sent; says so and closes.
    case nothing(String)
    /// Carried out while the form waits, locked.
    case run(ChangePlan, done: String)
    /// The same, once the user has said yes to a question.
    case confirm(String, ChangePlan, done: String)
    /// Something has to be done first, told in words: begun by these effects, ended early by the last. What comes of it
    /// is received as events; then the dialog is asked again.
    case prepare(String, [Effect], stop: Effect)
    /// A new image: the form waits, locked, until its record is there; its data follows in the background.
    case create(NewImage)
    /// Data for a record that is there: the form waits until it is on its way.
    case bringData(NewImage)
    /// A server: the form waits, locked, until it is active or in error.
    case launch(NewServer)
    /// Handed over; the form closes with these words.
    case handOver([Effect], String)
    /// Shown first, as what will and what will not be done to which images.
    case propose(PlanProposal)
    /// Not possible after all.
    case refuse(String)
}
