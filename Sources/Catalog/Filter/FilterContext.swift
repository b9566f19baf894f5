/// What a filter needs to know beside the images. Taken when the filter is made ready; to be made ready anew when it
/// changes in a way that matters.
package struct FilterContext: Sendable {
    package var now: Instant
    package var time: LocalTime
    /// The current project: `owner:mine`, `is:mine`.
    package var project: ProjectID?
    /// Names and aliases for `owner:` and `member:`.
    package var projects: ProjectNames
    /// Members as far as they have been fetched; nil for an image where they have not.
    package var members: @Sendable (ImageID) -> [Member]?
    /// For `is:marked`.
    package var marks: Set<ImageID>

    package init(
        now: Instant, time: LocalTime = LocalTime(utcOffset: 0), project: ProjectID? = nil,
        projects: ProjectNames = ProjectNames(), marks: Set<ImageID> = [],
        members: @escaping @Sendable (ImageID) -> [Member]? = { _ in nil }
    ) {
        self.now = now
        self.time = time
        self.project = project
        self.projects = projects
        self.marks = marks
        self.members = members
    }
}
