/// The way of an image's data to the service or from it, from the first request to the comparison of the hashes, as it is
/// shown.
package struct Transfer: Hashable, Sendable, Identifiable {
    package struct ID: Hashable, Sendable {
        package let text: String
        package init(_ text: String) { self.text = text }
    }

    /// How the data gets there.
    package enum Kind: Hashable, Sendable {
        /// `PUT …/file` from this machine.
        case upload
        /// `PUT …/stage` from this machine, then the import method `glance-direct`.
        case stagedUpload
        /// The service fetches it itself.
        case webDownload
        /// There is no data yet, only a record and its members.
        case record
        /// `GET …/file` into a file of this machine.
        case download
    }

    /// How far it has come.
    package enum State: Hashable, Sendable {
        /// Waits for its turn.
        case waiting
        /// Waits for something on the other side, told in words.
        case held(until: String)
        /// Bytes are on their way.
        case sending
        /// All is sent; the service works on it.
        case processing
        /// All is where it should be, and the service's hash is the one of what was sent or fetched, or none could be had
        /// to compare.
        case done(isVerified: Bool)
        /// Something went wrong, told by `problem`.
        case failed
        /// The user stopped it.
        case aborted
        /// The user stopped it for now; what came of a file is kept, what went to the service is not.
        case paused
        /// The program ended while it was under way.
        case interrupted
    }

    /// What the user can do about it.
    package enum Remedy: Hashable, Sendable {
        /// Stop it; the record stays, what was fetched does not.
        case abort
        /// Stop it for now, and keep what was fetched; what was sent has to be sent anew.
        case pause
        /// Begin again where that makes sense.
        case retry
        /// Leave the record in the cloud as it is, and speak of it no more.
        case forget
        /// Delete the record in the cloud.
        case delete
        /// Reactivate the image that it was deactivated for.
        case reactivate
    }

    package var id: ID
    package var workplace: Workplace
    package var image: ImageID
    package var title: String
    package var kind: Kind
    /// The path of the file that it comes from or goes to, or the address without secrets; empty if there is neither.
    package var source: String
    package var state: State
    /// The number of its entries in the activity log; nil where that is not known.
    package var plan: Int64?
    /// Sent or received so far.
    package var bytes: Int64 = 0
    /// Nil while it is not known.
    package var total: Int64?
    /// Bytes a second over the last moments.
    package var rate: Double?
    /// In seconds.
    package var timeLeft: Int?
    /// What went wrong, or what is worth knowing.
    package var problem: Problem?
    package var remedies: Set<Remedy> = []
    /// Whether the image is deactivated for this, and nobody has reactivated it yet (R33).
    package var isHolding = false
    /// Why it could not be reactivated.
    package var holdProblem: Problem?

    package init(
        id: ID, workplace: Workplace, image: ImageID, title: String, kind: Kind, source: String, state: State
    ) {
        self.id = id
        self.workplace = workplace
        self.image = image
        self.title = title
        self.kind = kind
        self.source = source
        self.state = state
    }

    /// Whether ending the program would cut it off.
    package var isUnderWay: Bool {
        switch state {
        case .waiting, .held, .sending, .processing: true
        case .done, .failed, .aborted, .paused, .interrupted: false
        }
    }
}

extension NewImage {
    /// How its data gets to the service.
    package var transferKind: Transfer.Kind {
        switch source {
        case .file: route == .glanceDirect ? .stagedUpload : .upload
        case .url: .webDownload
        case .none: .record
        }
    }

    /// Where its data comes from, as it may be shown.
    package var shownSource: String {
        switch source {
        case .file(let path): path
        case .url(let url): DataAddress(url).withoutSecrets
        case .none: ""
        }
    }
}

extension Transfer.ID {
    /// An ID that no transfer has yet.
    package static func random() -> Transfer.ID { Transfer.ID(ImageID.random().rawValue) }
}
