internal import Catalog
internal import Synchronization

/// Lets one at a time have an image.
final class ImageTurns: Sendable {
    private struct Turn {
        let slots = Slots(1)
        /// What the one who has it does.
        var reason: String
        /// Who has it and who waits.
        var users = 1
    }

    private let turns = Mutex<[ImageID: Turn]>([:])

    /// Waits until nobody else has the image. Answers false, without having it, if the task is cancelled.
    ///
    /// - Parameters:
    ///   - reason: What it is wanted for, told to those who wait: "another change of it is under way".
    ///   - waiting: Called with the reason of whoever has it, if somebody does.
    nonisolated(nonsending) func take(
        _ image: ImageID, for reason: String, waiting: (String) -> Void
    ) async -> Bool {
        let (slots, other) = turns.withLock { turns in
            if let turn = turns[image] {
                turns[image]?.users += 1
                return (turn.slots, turn.reason as String?)
            }
            let turn = Turn(reason: reason)
            turns[image] = turn
            return (turn.slots, nil)
        }
        if let other { waiting(other) }
        guard await slots.take() else {
            leave(image)
            return false
        }
        turns.withLock { $0[image]?.reason = reason }
        return true
    }

    func giveBack(_ image: ImageID) {
        turns.withLock { $0[image]?.slots }?.giveBack()
        leave(image)
    }

    private func leave(_ image: ImageID) {
        turns.withLock { turns in
            turns[image]?.users -= 1
            if turns[image]?.users == 0 { turns[image] = nil }
        }
    }
}
