internal import Catalog
internal import OpenStack

/// A cloud that is open, as those see it who change something there.
struct OpenCloud: Sendable {
    /// Tells apart the clouds that were open in this run.
    let number: Int
    let access: any CloudAccess
    /// Whether no request that changes anything may be made.
    let isReadOnly: Bool
    /// Takes the program's own change over into the replica and the panes. Does nothing once the cloud is closed.
    let take: @Sendable (OwnChange) async -> Void
    /// The hash function that the site uses, as far as its images have shown it.
    let digestAlgorithm: @Sendable () async -> DigestAlgorithm?

    /// What to say instead of a change.
    func refusal(_ attempt: String) -> Problem? {
        guard isReadOnly else { return nil }
        return Problem(
            .forbidden, attempt: attempt, reason: "this session is read-only",
            advice: "The settings say so for this cloud, or --read-only does.")
    }
}

/// What the program itself has changed, or has met while changing.
enum OwnChange: Sendable {
    case image(Image)
    case gone(ImageID)
    /// The own project's answer to an offer.
    case offer(ImageID, Offer)
    /// The offer does not stand any more, as it seems.
    case offerInDoubt(ImageID)
}
