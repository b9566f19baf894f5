/// How often the catalogue is compared with the service, and how patient the program is.
package struct SyncIntervals: Hashable, Sendable {
    /// Everything is listed, which alone finds what was deleted.
    package var full = Duration.seconds(15 * 60)
    /// Only what changed is asked for.
    package var delta = Duration.seconds(30)
    /// Offers are listed; their changes show nowhere else.
    package var offers = Duration.seconds(60)
    /// An image on the screen in a transitional status is asked about again: at first after this time …
    package var transitionalFirst = Duration.seconds(2)
    /// … and as long as nothing changes in growing steps, up to this one.
    package var transitionalLast = Duration.seconds(60)
    /// How long an image may be in a transitional status before it counts as stuck.
    package var stuckAfter = Duration.seconds(30 * 60)
    /// How long it is believed that an image is not shared with the own project (administrators).
    package var noOffer = Duration.seconds(60 * 60)

    /// How often to look for what other programs did to the replica. A look costs some microseconds.
    package var others = Duration.seconds(1)

    package init() {}
}
