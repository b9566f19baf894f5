internal import Catalog

/// A new image that was asked for, or data for one that has none, and how far its record and members have come. Its
/// data goes on in the background.
struct CreationRun: Sendable {
    /// Under which its progress is told, and under which it can be aborted.
    let transfer: Transfer.ID
    let wanted: NewImage
    private(set) var image: Image?
    /// Why nothing was created.
    private(set) var refusal: Problem?
    private(set) var failedMembers: [(project: ProjectID, problem: Problem)] = []
    private(set) var isOver = false

    init(_ transfer: Transfer.ID, _ wanted: NewImage) {
        self.transfer = transfer
        self.wanted = wanted
    }

    /// Takes in an event if it is about this image. Answers whether it was.
    mutating func take(_ event: Event) -> Bool {
        guard case .creation(transfer, let report) = event else { return false }
        switch report {
        case .created(let image): self.image = image
        case .refused(let problem): refusal = problem
        case .memberFailed(let project, let problem): failedMembers.append((project, problem))
        case .ended: isOver = true
        }
        return true
    }

    /// What is going on, in a few words.
    var progress: String {
        if wanted.id != nil { return "Beginning to bring data to \(wanted.name)." }
        if image == nil { return "Creating \(wanted.name)." }
        return "Created; offering it to \(counted(wanted.members.count, "project"))."
    }

    /// What became of it; `transfer` is that of its data as it is now.
    func sentence(about transfer: Transfer?) -> String {
        if wanted.id != nil {
            let isFetched: Bool = if case .url = wanted.source { true } else { false }
            return "The data of \(wanted.name) is being \(isFetched ? "fetched by the service" : "uploaded")."
        }
        let id = image.map { " (\($0.id))" } ?? ""
        guard failedMembers.isEmpty else {
            let failures = failedMembers.map { "\($0.project): \($0.problem.sentence)" }.joined(separator: " ")
            return "Created \(wanted.name)\(id), but not all projects could be added. \(failures)"
        }
        let offered =
            wanted.members.isEmpty
            ? "" : " Offered to \(counted(wanted.members.count, "project")), waiting for acceptance."
        if case .done? = transfer?.state, wanted.source != .none {
            return "Created \(wanted.name)\(id); it is active.\(offered)"
        }
        return switch wanted.source {
        case .file: "Created \(wanted.name)\(id); its data is being uploaded.\(offered)"
        case .url: "Created \(wanted.name)\(id); the service is fetching its data.\(offered)"
        case .none: "Created \(wanted.name)\(id), without data.\(offered)"
        }
    }
}
