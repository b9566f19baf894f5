/// How the creation of an image goes on, as far as the dialog waits for it. Its data follows as a `Transfer`.
package enum CreationReport: Sendable {
    /// Nothing was created.
    case refused(Problem)
    /// The record is there.
    case created(Image)
    /// A project could not be added; the others are.
    case memberFailed(ProjectID, Problem)
    /// The record and its members are done; its data, if there is any, is on its way.
    case ended
}
