/// How changes are paced.
package struct ChangePace: Hashable, Sendable {
    /// Requests at once, all plans together.
    package var atOnce = 4
    /// Between a change and the look whether it lasted: another writer that had read the image before needs about that
    /// long to overwrite it.
    package var settling = Duration.milliseconds(200)
    /// An image that is uploading or importing is looked at again after this time …
    package var firstHold = Duration.seconds(1)
    /// … and then in growing steps, up to this one.
    package var lastHold = Duration.seconds(15)
    /// What the service does in its own time is looked at in growing steps, up to this one.
    package var lastProgress = Duration.seconds(3)
    /// How long an answer is waited for after the user has stopped the plan.
    package var grace = Duration.seconds(3)
    /// How long the service may take to notice that an upload was given up, or to say that it had all of it.
    package var unwinding = Duration.seconds(60)
    /// After how many attempts in a row without any answer an export is given up: with growing pauses in more than an
    /// hour.
    package var silence = 40
    /// What failed for want of an answer is tried again after this time at the latest: an export, and reactivating its
    /// image.
    package var longestAbsence = Duration.seconds(120)
    /// How long is tried to reactivate an image after the user has stopped its export.
    package var patience = Duration.seconds(60)
    /// Copies between stores that the service is asked for at once: each is a task of its own there.
    package var copies = 2
    /// Files that are sent, and imports that the service is asked for, at once.
    package var uploads = 2
    /// How often a file is sent in all if the connection breaks each time.
    package var sendings = 3
    /// Images that are exported at once.
    package var downloads = 2

    package init() {}

    /// The pause that follows a pause, up to the longest.
    func grown(_ pause: Duration, upTo longest: Duration? = nil) -> Duration { min(pause * 1.7, longest ?? lastHold) }
}
