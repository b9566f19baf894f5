internal import Canvas
internal import Catalog

/// Transfers outside of their own list: on the status line, at the start and at the end.
extension Browser {
    /// What is on its way, in short, and what waits for a word; empty if there is neither.
    var transferText: String {
        let running = transfers.filter(\.isUnderWay)
        var parts: [String] = []
        if let only = running.first, running.count == 1 {
            let name = size.columns >= 100 ? " \(only.title)" : ""
            let left = only.timeLeftText.map { ", \($0) left" } ?? ""
            parts.append("\(glyphs.up)\(name) \(only.state == .sending ? only.percent ?? "" : only.shortState)\(left)")
        } else if !running.isEmpty {
            parts.append("\(glyphs.up) \(running.count) transfers\(percent(of: running))")
        }
        let stopped = transfers.count { $0.waitsForWord }
        if stopped > 0 { parts.append("\(counted(stopped, "transfer")) stopped") }
        return parts.joined(separator: " \(glyphs.separator) ")
    }

    /// How much of all of them is sent; empty where one does not tell.
    private func percent(of running: [Transfer]) -> String {
        let totals = running.compactMap(\.total)
        let total = totals.reduce(0, +)
        guard totals.count == running.count, total > 0 else { return "" }
        return " \(min(100, running.reduce(0) { $0 + $1.bytes } * 100 / total)) %"
    }

    /// What becomes of transfers if the program ends now; empty if none is under way.
    var fateOfTransfers: String {
        let running = transfers.filter(\.isUnderWay)
        let byService = running.count { $0.state == .processing }
        let cut = running.count - byService
        var sentences: [String] = []
        if cut > 0 {
            sentences.append(
                "\(counted(cut, "transfer")) \(cut == 1 ? "is" : "are") cut off and \(cut == 1 ? "begins" : "begin") "
                    + "again when this cloud is opened the next time.")
        }
        if byService > 0 {
            sentences.append("The service goes on with \(counted(byService, "transfer")) by itself.")
        }
        return sentences.isEmpty ? "" : " " + sentences.joined(separator: " ")
    }

    /// Takes the transfers as they are now, and says of those that were under way how they ended.
    mutating func take(_ now: [Transfer]) {
        let running = Set(transfers.filter(\.isUnderWay).map(\.id))
        transfers = now
        let ended = now.filter { running.contains($0.id) }
        if let arrived = ended.last(where: \.hasArrived) { say(.done, arrived.arrival) }
        // What failed is the more important news of the two.
        if let failed = ended.last(where: { $0.state == .failed }) {
            let words = failed.problem?.sentence ?? "The data of \(failed.title) did not arrive."
            say(.error, "\(words) \(key(.showTransfers)) shows what can be done.")
        }
    }

    /// The image of a transfer with whose it is and where, for a question.
    func named(_ transfer: Transfer) -> String {
        let place = transfer.workplace
        let isHere = session.map { Workplace($0) } == place
        let owner = (isHere ? catalogue[transfer.image]?.image.owner : nil) ?? place.project
        let whose = owner.map { "owner \(catalogue.projects.label(of: $0)), " } ?? ""
        return "\(transfer.title) (\(whose)cloud \(place.cloud))"
    }

    /// Says what an earlier run left unfinished, and the key that leads there.
    mutating func tellLeftOver() {
        guard let leftOver else { return }
        var parts: [String] = []
        if leftOver.transfers > 0 { parts.append(counted(leftOver.transfers, "transfer")) }
        if !leftOver.plans.isEmpty {
            parts.append(leftOver.plans.count == 1 ? leftOver.plans[0].plan.name : "\(leftOver.plans.count) plans")
        }
        guard !parts.isEmpty else { return }
        say(
            .warning,
            "An earlier run left unfinished: \(parts.joined(separator: " and ")). "
                + "\(key(.showTransfers)) shows what can be done.")
    }
}

extension Transfer {
    /// Whether an image's data is where it should be.
    fileprivate var hasArrived: Bool {
        if case .done = state { kind != .record } else { false }
    }

    /// How it went well, in a sentence.
    fileprivate var arrival: String {
        state == .done(isVerified: true)
            ? "\(title) is active, its data verified." : "\(title) is active."
    }

    /// Whether it stopped and somebody has to say what becomes of it.
    fileprivate var waitsForWord: Bool {
        switch state {
        case .failed, .aborted, .interrupted: true
        case .waiting, .held, .sending, .processing, .done: false
        }
    }

    fileprivate var shortState: String { state == .processing ? "processing" : "waiting" }
}
