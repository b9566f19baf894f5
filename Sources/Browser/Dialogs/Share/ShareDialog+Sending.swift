internal import Canvas
internal import Catalog

/// What is meant by the answers, what is wrong with them, and what is sent.
extension ShareDialog {
    /// The projects that are meant, each once, with what was typed for them: names of projects that may be listed stand
    /// for their IDs.
    private var targets: [(text: String, project: ProjectID)] {
        let field = form["projects"]
        return field.items.reduce(into: []) { targets, text in
            let project = field.project(named: text)
            if !targets.contains(where: { $0.project == project }) { targets.append((text, project)) }
        }
    }

    /// The memberships that are to end.
    var removals: Set<Member> {
        let ticked = form["remove"].rows?.ticked ?? []
        return ticked.isEmpty
            ? [] : Set(subjects.entries.flatMap(known)).filter { ticked.contains($0.project.rawValue) }
    }

    // MARK: Checks

    /// R77: what the service would refuse, or take and should not.
    var mistakeInTargets: String? {
        let targets = targets
        if targets.isEmpty {
            let isAlone = form["remove"].rows?.rows.isEmpty ?? true
            let words = isAlone ? "Name at least one project." : "Name a project, or mark a member that is to leave."
            return removals.isEmpty ? words : nil
        }
        for target in targets {
            let same = form["projects"].candidates.filter { $0.title == target.text }
            if same.count > 1 {
                return "\(same.count) projects are called \(target.text): C-o tells them apart, or give the ID."
            }
            if let own = subjects.entries.first(where: { $0.image.owner == target.project }) {
                return "\(target.text) owns \(only == nil ? own.title : "the image")."
            }
            let memberships = subjects.entries.compactMap { entry in
                known(entry).first { $0.project == target.project }
            }
            if memberships.count == subjects.entries.count, let member = memberships.first {
                return "\(target.text) is a member already (\(member.status.text))."
            }
        }
        let ending = removals
        let most =
            subjects.entries.map { entry in
                let staying = known(entry).filter { !ending.contains($0) }.map(\.project)
                return Set(staying + targets.map(\.project)).count
            }.max() ?? 0
        return most > 128 ? "The service allows 128 members; this would make \(most)." : nil
    }

    var warningAboutTargets: String? {
        guard let odd = targets.first(where: { !$0.project.looksLikeID }) else { return nil }
        return
            "\(odd.text) does not look like a project ID (32 digits, or a UUID). The service would take it all the same."
    }

    // MARK: Sending

    /// What is sent image by image; and images with nothing to send, with the reason.
    var steps: (allowed: [ChangePlan.Step], refused: [(title: String, reason: String)]) {
        let (targets, removals) = (targets.map(\.project), removals)
        guard !targets.isEmpty || !removals.isEmpty else { return ([], subjects.refused) }
        var allowed: [ChangePlan.Step] = []
        var refused = subjects.refused
        for entry in subjects.entries {
            let visibility = entry.image.visibility
            guard visibility == .shared || form["switch"].isOn else {
                refused.append((entry.title, "It is \(visibility.text), and only shared images have members."))
                continue
            }
            let members = known(entry)
            var changes: [ImageChange] = members.filter(removals.contains).map {
                .removeMember($0.project, status: $0.status)
            }
            changes += targets.filter { target in !members.contains { $0.project == target } }.map { .addMember($0) }
            guard !changes.isEmpty else {
                refused.append((entry.title, "Nothing changes on it."))
                continue
            }
            if visibility != .shared { changes.insert(.edit(Self.switching(from: visibility)), at: 0) }
            allowed += changes.map { ChangePlan.Step(image: entry.id, title: entry.title, change: $0) }
        }
        return (allowed, refused)
    }

    private static func switching(from visibility: Visibility) -> ImagePatch {
        ImagePatch([ImagePatch.Entry(.visibility, from: .string(visibility.text), to: .string("shared"))])
    }

    /// What will be sent, with the projects as they are called.
    func review(_ browser: Browser) -> [String] { words(for: steps.allowed, named: only == nil, browser) }

    /// The same for a plan, which names every image with its owner.
    private func words(for steps: [ChangePlan.Step], named isNamed: Bool, _ browser: Browser) -> [String] {
        steps.map { step in
            let words =
                switch step.change {
                case .removeMember(let project, let status):
                    "stop sharing with \(ProjectChoice.words(project, browser)) (\(status.text)): it loses access"
                case .addMember(let project): "share with \(ProjectChoice.words(project, browser)): pending"
                default: step.change.summary
                }
            return isNamed ? "\(browser.named(step)): \(words)" : words
        }
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let (allowed, refused) = steps
        let plan = browser.plan(title, allowed)
        let (targets, removals) = (targets, removals)
        let names = Set(removals.map { ProjectChoice.words($0.project, browser) }).sorted().list(atMost: 3)
        guard let only, refused.isEmpty else {
            var proposal = PlanProposal(title: title, plan: plan, verb: "Send")
            proposal.refused = refused
            proposal.words = words(for: allowed, named: true, browser)
            proposal.thing = "change"
            proposal.notes = ["Projects have access as soon as they are added; only they can accept."]
            if !targets.isEmpty {
                proposal.afterwards = "Tell the projects' administrators the image IDs: only they can accept."
            }
            if !removals.isEmpty { proposal.notes.append("Lose access: \(names).") }
            if let restriction = restriction(in: browser) { proposal.notes.append(restriction) }
            return .propose(proposal)
        }
        var words: [String] = []
        if !targets.isEmpty {
            words.append("Shared with \(counted(targets.count, "project")), waiting for acceptance")
        }
        if !removals.isEmpty { words.append("\(counted(removals.count, "project")) removed") }
        var done = words.joined(separator: "; ") + "."
        if !targets.isEmpty {
            // R78, and how the other side finds it.
            let (they, their) =
                targets.count == 1 ? ("It has", "its administrator") : ("They have", "their administrators")
            done += " \(they) access already; tell \(their) the image ID \(only.id)."
        }
        if only.image.isForAll {
            return .confirm("Make \(subject) shared? All projects but its members lose it.", plan, done: done)
        }
        guard !removals.isEmpty else { return .run(plan, done: done) }
        return .confirm(
            "Take \(subject) back from \(counted(removals.count, "project")): \(names)?", plan, done: done)
    }
}
