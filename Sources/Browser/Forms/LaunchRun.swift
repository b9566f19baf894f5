internal import Catalog

/// A server that was asked for, and how far it has come.
struct LaunchRun: Sendable {
    let id: LaunchID
    let wanted: NewServer
    /// Nil until the compute service has accepted it.
    private(set) var server: Server?
    /// Why nothing was made.
    private(set) var refusal: Problem?
    /// Why it cannot be told what becomes of it.
    private(set) var lost: Problem?
    private(set) var isOver = false

    init(_ id: LaunchID, _ wanted: NewServer) {
        self.id = id
        self.wanted = wanted
    }

    /// Takes in an event if it is about this server. Answers whether it was.
    mutating func take(_ event: Event) -> Bool {
        guard case .launch(id, let report) = event else { return false }
        switch report {
        case .refused(let problem): refusal = problem
        case .accepted(let server), .server(let server): self.server = server
        case .outOfSight(let problem): lost = problem
        case .ended: isOver = true
        }
        return true
    }

    var isGood: Bool { lost == nil && server?.status == "ACTIVE" }

    /// What is going on, in a few words.
    var progress: String {
        guard let server else { return "Asking the compute service for \(wanted.name)." }
        let task = server.task.map { ", \($0)" } ?? ""
        return "\(server.title) is being made: \(server.status)\(task). Esc leaves it to itself."
    }

    /// What became of it.
    var sentence: String {
        guard let server else { return refusal?.sentence ?? "Nothing was made." }
        if let lost { return "\(server.title) (\(server.id)) was accepted, but is out of sight. \(lost.sentence)" }
        if isGood { return "\(server.title) is active (\(server.id))." }
        let fault = server.fault.map { ": \($0.asSentence)" } ?? "."
        return "\(server.title) is in the state \(server.status)\(fault) It stays in the project until it is removed: "
            + EquivalentCommand.removing(server)
    }
}
