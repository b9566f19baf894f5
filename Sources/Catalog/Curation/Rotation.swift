/// Which versions of a family stay when it is rotated, and which are deprecated in favour of the current one.
package struct Rotation: Sendable {
    /// The version to use: never deprecated, and what the others are replaced by.
    package let current: Family.Version
    /// The current version and those below it that stay in use, the highest first.
    package let kept: [Family.Version]
    /// Those that are deprecated now, the highest first.
    package let retired: [Family.Version]
    /// Deprecated before, in favour of a version that is now deprecated itself: led to the current one.
    package let redirected: [Family.Version]

    /// Keeps `count` versions, at least the current one. Versions above it are still to come and stay; deprecated ones
    /// are not counted.
    ///
    /// Nil for a family without a current version: there would be nothing to use instead.
    package init?(_ family: Family, keeping count: Int) {
        guard let current = family.current else { return nil }
        let below = family.older(than: current.entry.id).filter { !$0.entry.isWithdrawn }
        let inUse = below.filter { version in
            !version.entry.isDeprecated && [.active, .deactivated].contains(version.entry.image.status)
        }
        let staying = max(0, count - 1)
        self.current = current
        kept = [current] + inUse.prefix(staying)
        let retired = Array(inUse.dropFirst(staying))
        self.retired = retired
        redirected = below.filter { version in
            guard version.entry.isDeprecated, let text = version.entry.image.replacement else { return false }
            return retired.contains { $0.entry.image.name == text || $0.entry.id.rawValue == text }
        }
    }

    /// What is sent, the lowest version first: if it is cut off, what is oldest is done.
    ///
    /// - Parameter deprecation: Names the current version as the replacement.
    package func steps(_ deprecation: Deprecation) -> [ChangePlan.Step] {
        var pointing = deprecation
        pointing.deactivates = false
        pointing.withdraws = false
        let redirections = deprecation.marks ? redirected.reversed().flatMap { pointing.steps(for: $0.entry) } : []
        return redirections + retired.reversed().flatMap { deprecation.steps(for: $0.entry) }
    }
}
