internal import Catalog
internal import OpenStack
internal import Replica

/// What this program itself has changed: taken over at once, and without a mark, for it is no news to the user.
extension Synchroniser {
    /// How long a page may be under way.
    private static let pageLife = Duration.seconds(300)

    func take(_ change: OwnChange) async {
        do throws(Problem) {
            switch change {
            case .image(let image):
                note(image.id)
                _ = try await sight([image], in: nil, isNews: false)
            case .gone(let id):
                note(id)
                try await withdraw([id], isNews: false)
            case .offer(let id, let offer):
                note(id)
                try await apply([id: offer], isNews: false)
            case .offerInDoubt(let id): try await askOffers([id])
            }
        } catch {
            // The change stands in the cloud; the row comes with the next pass.
        }
    }

    /// Whether a page asked for at that moment shows an image as it is after this program's own change of it.
    func isNewer(_ askedAt: Duration, than image: ImageID) -> Bool {
        ownChanges[image].map { askedAt >= $0 } ?? true
    }

    private func note(_ image: ImageID) {
        let now = timing.uptime()
        ownChanges = ownChanges.filter { now - $0.value < Self.pageLife }
        ownChanges[image] = now
    }
}
