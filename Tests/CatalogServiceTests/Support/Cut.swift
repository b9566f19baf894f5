import Catalog
import CatalogService
import Replica
import Synchronization

/// What is found of a program that is killed at some moment: the journal, and the images as the service has them.
final class Cut: Sendable {
    private struct State {
        var moments = 0
        var found: (journal: JournalFolder, images: [ImageID: Image])?
    }

    private let state = Mutex(State())
    private let number: Int
    private let scratch: Scratch

    /// Moments are counted from now on: each request has one before it does anything, and one when it was answered.
    init(at number: Int, of cloud: ScriptedCloud, in scratch: Scratch) {
        self.number = number
        self.scratch = scratch
        cloud.with { state in
            state.trouble = { [unowned cloud, self] words in
                pass(words, cloud)
                return nil
            }
            state.afterwards = { [self] words, cloud in pass(words, cloud) }
        }
    }

    /// Nil if there were no so many moments.
    var found: (journal: JournalFolder, images: [ImageID: Image])? { state.withLock { $0.found } }

    private func pass(_ words: String, _ cloud: ScriptedCloud) {
        // Who is signed in is asked about whenever it is needed.
        if words == "session" { return }
        let isIt = state.withLock { state in
            defer { state.moments += 1 }
            return state.moments == number
        }
        guard isIt, let journal = try? scratch.journalIfKilledNow("killed") else { return }
        let images = cloud.with { $0.images }
        state.withLock { $0.found = (journal, images) }
    }
}

extension Desk.Known {
    /// What an earlier run left unfinished; nil until that was told.
    var leftOver: LeftOver? {
        events.lazy.compactMap { (event: ServiceEvent) -> LeftOver? in
            if case .leftOver(let left) = event { left } else { nil }
        }.first
    }
}
