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
            parts.append(
                "\(only.arrow(glyphs))\(name) \(only.state == .sending ? only.percent ?? "" : only.shortState)\(left)")
        } else if !running.isEmpty {
            let arrows = [glyphs.up, glyphs.down].filter { sign in running.contains { $0.arrow(glyphs) == sign } }
            parts.append("\(arrows.joined()) \(running.count) transfers\(percent(of: running))")
        }
        let stopped = transfers.count { $0.waitsForWord }
        if stopped > 0 { parts.append("\(counted(stopped, "transfer")) stopped") }
        // Others cannot use it: that is not to be overlooked (R33).
        let held = transfers.count { $0.holdProblem != nil }
        if held > 0 { parts.append("\(counted(held, "image")) left deactivated") }
        let others = leftOver?.deactivated ?? []
        if let cloud = others.first?.cloud {
            let isAnother = cloud != session?.cloud && others.allSatisfy { $0.cloud == cloud }
            let place = isAnother ? "in \(cloud)" : "elsewhere"
            parts.append("\(counted(others.count, "image")) left deactivated \(place)")
        }
        return parts.joined(separator: " \(glyphs.separator) ")
    }

    /// How much of all of them is sent; empty where one does not tell.
    private func percent(of running: [Transfer]) -> String {
        let totals = running.compactMap(\.total)
        let total = totals.reduce(0, +)
        guard totals.count == running.count, total > 0 else { return "" }
        return " \(min(100, running.reduce(0) { $0 + $1.bytes } * 100 / total)) %"
    }

    /// Images that exports have deactivated, to reactivate them when they end.
    var heldImages: Set<ImageID> { Set(transfers.lazy.filter(\.isHolding).map(\.image)) }

    /// What becomes of transfers if the program ends now; empty if none is under way.
    var fateOfTransfers: String {
        let running = transfers.filter(\.isUnderWay)
        let exports = running.count { $0.kind == .download }
        let byService = running.count { $0.state == .processing }
        let cut = running.count - byService - exports
        let here = session.map { Workplace($0) }
        let place = running.allSatisfy { $0.workplace == here } ? "this cloud" : "its cloud"
        var sentences: [String] = []
        if exports > 0 {
            sentences.append(
                "\(counted(exports, "export")) \(exports == 1 ? "goes" : "go") on when \(place) is opened the next time"
                    + (running.contains(where: \.isHolding)
                        ? "; what is deactivated for that is reactivated now." : "."))
        }
        if cut > 0 {
            sentences.append(
                "\(counted(cut, "transfer")) \(cut == 1 ? "is" : "are") cut off and \(cut == 1 ? "begins" : "begin") "
                    + "again when \(place) is opened the next time.")
        }
        if byService > 0 {
            sentences.append("The service goes on with \(counted(byService, "transfer")) by itself.")
        }
        return sentences.isEmpty ? "" : " " + sentences.joined(separator: " ")
    }

    /// Takes the transfers as they are now, and says of those that were under way how they ended.
    mutating func take(_ now: [Transfer]) {
        let running = Set(transfers.filter(\.isUnderWay).map(\.id)).union(exportsAwaited)
        exportsAwaited.subtract(now.map(\.id))
        let known = Set(transfers.filter { $0.holdProblem != nil }.map(\.id))
        transfers = now
        let ended = now.filter { running.contains($0.id) }
        if let arrived = ended.last(where: \.hasArrived) { sayBesides(arrived.arrival) }
        // What failed is the more important news of the two.
        if let failed = ended.last(where: { $0.state == .failed }) {
            say(.error, "\(failed.failure) \(key(.showTransfers)) shows what can be done.")
        }
        // And this concerns others.
        if let held = now.last(where: { $0.holdProblem != nil && !known.contains($0.id) }),
            let problem = held.holdProblem
        {
            say(.error, "\(problem.brief) \(key(.showTransfers)) shows what can be done.")
        }
    }

    /// Says what went well, behind what went wrong and was not read yet.
    private mutating func sayBesides(_ text: String) {
        if let message, message.kind == .error || message.kind == .warning {
            say(message.kind, "\(message.text) \(text)")
        } else {
            say(.done, text)
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
        guard let words = leftOverWords else { return }
        // What is deactivated concerns others.
        say(leftOver?.deactivated.isEmpty == false ? .error : .warning, words)
    }

    /// What an earlier run left unfinished, in sentences; nil if that is nothing, or drafts alone.
    var leftOverWords: String? {
        guard let leftOver else { return nil }
        var parts: [String] = []
        if leftOver.transfers > 0 { parts.append(counted(leftOver.transfers, "transfer")) }
        if !leftOver.plans.isEmpty {
            parts.append(leftOver.plans.count == 1 ? leftOver.plans[0].plan.name : "\(leftOver.plans.count) plans")
        }
        var sentences: [String] = []
        if !parts.isEmpty {
            sentences.append(
                "An earlier run left unfinished: \(parts.joined(separator: " and ")). "
                    + "\(key(.showTransfers)) shows what can be done.")
        }
        var places: [Workplace] = []
        for place in leftOver.deactivated where !places.contains(place) { places.append(place) }
        sentences += places.map { place -> String in
            let count = leftOver.deactivated.count { $0 == place }
            return "\(count == 1 ? "An export" : "Exports") in \(words(for: place)) left \(counted(count, "image")) "
                + "deactivated: \(key(.switchCloud)) goes there."
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// Another cloud, region or project than the open one.
    private func words(for place: Workplace) -> String {
        var details: [String] = []
        if let region = place.region, region != session?.region { details.append("region \(region)") }
        if let project = place.project { details.append("project \(catalogue.projects.label(of: project))") }
        return "the cloud \(place.cloud)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    }
}

extension Transfer {
    /// Whether an image's data is where it should be.
    fileprivate var hasArrived: Bool {
        if case .done = state { kind != .record } else { false }
    }

    /// How it went well, in a sentence.
    fileprivate var arrival: String {
        if kind == .download {
            return
                "\(title) was exported to \(source), \(state == .done(isVerified: true) ? "verified" : "not verified")."
        }
        return state == .done(isVerified: true)
            ? "\(title) is active, its data verified." : "\(title) is active."
    }

    /// Whether it stopped and somebody has to say what becomes of it.
    fileprivate var waitsForWord: Bool {
        switch state {
        case .failed, .aborted, .paused, .interrupted: true
        case .waiting, .held, .sending, .processing, .done: false
        }
    }

    /// How it failed, short and by name; all of it stands in Transfers.
    fileprivate var failure: String {
        guard let problem else { return "The data of \(title) did not arrive." }
        let what =
            switch kind {
            case .upload, .stagedUpload: "upload"
            case .webDownload: "bring the data of"
            case .record: "create"
            case .download: "export"
            }
        return "Could not \(what) “\(title)”: \(problem.reason)".asSentence
    }

    fileprivate func arrow(_ glyphs: Glyphs) -> String { kind == .download ? glyphs.down : glyphs.up }

    fileprivate var shortState: String { state == .processing ? "processing" : "waiting" }
}

extension Problem {
    /// What went wrong, without what to do about it.
    fileprivate var brief: String { "\(attempt): \(reason)".asSentence }
}
