/// What was learned about one image for its details. Each part comes when it is there, with a failure of its own.
package enum DetailFact: Sendable {
    /// The record as it is now.
    case image(Result<Image, Problem>)
    /// Comes for shared images only: others have no members.
    case members(Result<[Member], Problem>)
    case tasks(Result<[ImageTask], Problem>)
    case stores(Result<[Store], Problem>)
}
