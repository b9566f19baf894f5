internal import Catalog
internal import OpenStack
internal import Replica

/// Marks that the user has seen.
extension Synchroniser {
    private static let rest = Duration.milliseconds(300)

    /// Takes the marks off rows. Several calls are noted in one go: the cursor passes many rows.
    func markSeen(_ ids: [ImageID]) {
        let isFirst = seen.isEmpty
        seen += ids
        guard isFirst, !ids.isEmpty else { return }
        // Nobody waits for it, and what is left is noted when the cloud is closed.
        Task {
            try? await timing.sleep(Self.rest)
            await noteSeen()
        }
    }

    func noteSeen() async {
        let ids = seen
        seen = []
        guard !ids.isEmpty else { return }
        if let changes = try? await replica.markSeen(ids) { report(changes) }
    }
}
