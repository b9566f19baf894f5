internal import Canvas
internal import Catalog

/// Image Cache: what the service has of images' data in its cache and what it is to fetch, for administrators.
struct CacheLayer: Layer {
    /// A line of the list.
    struct Row: Hashable, Sendable {
        let id: ImageID
        /// Nil for one that is queued.
        let cached: ImageCache.Cached?
    }

    let place: Place? = .reader
    let isFullBody = true
    /// Nil until the service has answered.
    private(set) var answer: Result<ImageCache, Problem>?
    private(set) var rows: [Row] = []
    private(set) var window = ScrollWindow()

    init(in browser: inout Browser) { ask(&browser) }

    private func ask(_ browser: inout Browser) { browser.emit(.fetchImageCache(generation: browser.generation)) }

    var current: Row? { rows.indices.contains(window.cursor) ? rows[window.cursor] : nil }

    var images: [ImageID]? { current.map { [$0.id] } ?? [] }

    /// Takes in what the service said; the cursor stays on its image.
    private mutating func take(_ answer: Result<ImageCache, Problem>, in browser: Browser) {
        let before = current?.id
        self.answer = answer
        if case .success(let cache) = answer {
            rows =
                cache.cached.map { Row(id: $0.id, cached: $0) } + cache.queued.map { Row(id: $0, cached: nil) }
        }
        window.follow(cursor: rows.firstIndex { $0.id == before } ?? window.cursor, count: rows.count)
        window.resize(height: areas(in: browser.regions.body).list.rows)
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        switch event {
        case .imageCache(let answer, _): take(answer, in: browser)
        case .planEnded: ask(&browser)
        default: break
        }
        return .stay
    }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        window.resize(height: areas(in: browser.regions.body).list.rows)
        switch input {
        case .key(Key("d")): return drop(current.map { [$0] } ?? [], in: &browser)
        case .key(Key("D")): return drop(rows, in: &browser)
        case .key(Key("r")): ask(&browser)
        case .mouse(let event):
            if window.handle(event, in: areas(in: browser.regions.body).list) == .ignored { return .pass }
        default: return .pass
        }
        return .stay
    }

    /// One is asked about on the status line, several are listed.
    private func drop(_ rows: [Row], in browser: inout Browser) -> LayerReply {
        if let refusal = browser.rights.refusalToWrite {
            browser.say(.warning, refusal)
            return .stay
        }
        guard let first = rows.first else { return .stay }
        let steps = rows.map {
            ChangePlan.Step(image: $0.id, title: browser.title(of: $0.id), change: .dropFromCache)
        }
        let plan = browser.plan("Drop from Cache", steps)
        let effect = "The service fetches it from its store when it is next needed."
        guard rows.count > 1 else {
            let owner = browser.catalogue[first.id].map { browser.catalogue.projects.label(of: $0.image.owner) }
            let subject = steps[0].title + (owner.map { " (owner \($0))" } ?? "")
            let verb = first.cached == nil ? "Take \(subject) off the queue for" : "Drop \(subject) from"
            return .open(
                StripLayer(
                    "\(verb) the cache? \(effect)", plan: plan,
                    done: "\(steps[0].title) is not in the cache any more."))
        }
        var proposal = PlanProposal(title: plan.name, plan: plan, verb: "Drop")
        proposal.notes = ["Of each image: \(effect.prefix(1).lowercased() + effect.dropFirst())"]
        return .open(PlanLayer(proposal, in: &browser))
    }

    mutating func perform(_ action: Action, in browser: inout Browser) -> LayerReply {
        if window.perform(action) { return .stay }
        switch action {
        case .follow:
            guard let current, browser.catalogue[current.id] != nil else { return .stay }
            return .open(DetailsLayer(current.id, in: &browser))
        case .copyValue, .copyID: if let current { browser.copy(current.id.rawValue) }
        case .goBack, .quit: return .close
        case .filter: browser.say(.plain, "What is cached is not searched: the most used comes first.")
        case .showHelp: return .open(HelpLayer(of: browser, at: .reader))
        default: return .pass
        }
        return .stay
    }

    var status: String { rows.isEmpty ? "" : "line \(window.cursor + 1) of \(rows.count)" }

    var hints: [Hint] {
        let asking = [Hint("r", "ask again")]
        return current == nil ? asking : [Hint("d", "drop"), Hint("D", "drop all"), Hint("Enter", "details")] + asking
    }
}

extension Browser {
    /// The name of an image, or its ID where it has none or is not listed.
    fileprivate func title(of id: ImageID) -> String { catalogue[id]?.title ?? id.rawValue }

    mutating func openImageCache() {
        if let refusal = refusal(of: .imageCache) { return say(.warning, refusal) }
        layers.append(CacheLayer(in: &self))
    }

    /// Queue for Cache, for the image under the cursor or all marked ones.
    mutating func queueForCache() {
        open(for: .queueForCache) { subjects, browser in
            let steps = subjects.entries.map {
                ChangePlan.Step(image: $0.id, title: $0.title, change: .queueForCache)
            }
            let plan = browser.plan("Queue for Cache", steps)
            let effect =
                "The service fetches the data into the cache of the node that answers, so that it is there early."
            guard steps.count > 1 || !subjects.refused.isEmpty else {
                return StripLayer(
                    "Queue \(subjects.title(in: browser)) for the cache? \(effect)", plan: plan,
                    done: "\(steps[0].title) is queued for the cache.")
            }
            var proposal = PlanProposal(title: plan.name, plan: plan, verb: "Queue")
            proposal.notes = [effect]
            proposal.refused = subjects.refused
            return PlanLayer(proposal, in: &browser)
        }
    }
}
