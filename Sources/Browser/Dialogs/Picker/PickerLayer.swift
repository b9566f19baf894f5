internal import Canvas
internal import Catalog

/// A list to choose from, narrowed by typing: the palette, sort columns, themes, saved filters, clouds.
struct PickerLayer: Layer {
    let title: String
    private(set) var items: [PickerItem]
    private(set) var field = TextField()
    /// Items that fit what was typed, the best first.
    private(set) var found: [Found] = []
    private(set) var window = ScrollWindow()
    /// What to say while there is nothing to choose.
    var emptyText = "Nothing fits."
    /// Whether the screen follows the cursor, as with themes.
    var previews = false
    /// Whether it stays open for choosing more, and choosing again drops what was chosen.
    var picksSeveral = false
    /// Whether what is chosen can be removed too, as saved filters can.
    var removes = false
    /// Makes the items anew once it is known what the site offers.
    var renewal: (@Sendable (Browser) -> [PickerItem])?
    /// Whether the user has moved or typed: until then the cursor stands on what is in force.
    private var isTouched = false
    /// What was in force when the picker opened, to go back to on Esc.
    private let original: PickerItem?

    /// An item's place, and the letters of its title that fit.
    struct Found {
        let item: Int
        let match: FuzzyMatch
    }

    init(_ title: String, _ items: [PickerItem]) {
        self.title = title
        self.items = items
        window = ScrollWindow(count: items.count, height: max(1, items.count))
        original = items.first { $0.isCurrent }
        narrow()
        if let current = found.firstIndex(where: { items[$0.item].isCurrent }) { window.move(to: current) }
    }

    /// Shows other items; what was typed stays, and the cursor on its item.
    mutating func replace(_ items: [PickerItem]) {
        let before = chosen?.choice
        self.items = items
        narrow()
        let current = found.firstIndex { items[$0.item].isCurrent }
        let same = found.firstIndex { items[$0.item].choice == before }
        let place = isTouched ? same ?? current : current ?? same
        if let place { window.move(to: place) }
    }

    private mutating func narrow() {
        let pattern = field.text
        found = items.indices.compactMap { index in
            let match =
                FuzzyMatch(pattern, in: items[index].title) ?? FuzzyMatch(pattern, inWordsOf: items[index].detail)
            return match.map { Found(item: index, match: $0) }
        }
        if !pattern.isEmpty {
            found = found.sorted { (rank($0), $1.item) > (rank($1), $0.item) }
        }
        window.follow(cursor: min(window.cursor, max(0, found.count - 1)), count: found.count)
        window.move(to: pattern.isEmpty ? window.cursor : 0)
    }

    /// What may not be chosen now stands behind what may and fits as well.
    private func rank(_ found: Found) -> Int {
        items[found.item].refusal == nil ? found.match.score : found.match.score * 3 / 4
    }

    private var chosen: PickerItem? { found.indices.contains(window.cursor) ? items[found[window.cursor].item] : nil }

    /// Why what the cursor stands on cannot be chosen.
    var chosenRefusal: String? { chosen?.refusal }

    // MARK: Input

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        let areas = PickerAreas(body: browser.regions.body, count: items.count)
        window.resize(height: areas.rows.rows)
        switch input {
        case .key(let key): return handle(key, in: &browser)
        case .paste:
            field.handle(input)
            narrow()
        case .mouse(let event):
            switch window.handle(event, in: areas.rows) {
            case .clicked: return choose(in: &browser)
            case .ignored where event.isClick && !areas.box.contains(event.point): return cancel(in: &browser)
            case .ignored, .taken: break
            }
        case .resized: break
        }
        return .stay
    }

    private mutating func handle(_ key: Key, in browser: inout Browser) -> LayerReply {
        isTouched = true
        switch key {
        case Key(.escape), Key("c", .control): return cancel(in: &browser)
        case Key(.enter): return choose(in: &browser)
        case Key(.down), Key("n", .control), Key(.tab): window.move(by: 1)
        case Key(.up), Key("p", .control), Key(.tab, .shift): window.move(by: -1)
        case Key(.pageDown): window.page(by: 1)
        case Key(.pageUp): window.page(by: -1)
        case Key("r", .control) where removes: remove(in: &browser)
        default:
            guard field.handle(key) else { return .stay }
            narrow()
        }
        if previews, let chosen { preview(chosen, in: &browser) }
        return .stay
    }

    private func cancel(in browser: inout Browser) -> LayerReply {
        if previews, let original { preview(original, in: &browser) }
        return .close
    }

    private func preview(_ item: PickerItem, in browser: inout Browser) {
        if case .theme(let name) = item.choice { _ = browser.useTheme(name) }
    }

    private mutating func choose(in browser: inout Browser) -> LayerReply {
        guard let chosen else { return .stay }
        if let refusal = chosen.refusal {
            browser.say(.warning, refusal)
            return .stay
        }
        switch chosen.choice {
        case .action(let action): return .closeAnd(action)
        case .filter(_, let text): browser.use(filter: text)
        case .theme(let name): browser.choose(theme: name)
        case .sort(let column): browser.sort(by: column)
        case .cloud(let selection): browser.open(selection)
        case .answer(let text):
            browser.answer(text)
            if picksSeveral { return goOn(after: chosen) }
        }
        return .close
    }

    /// Shows what was chosen as such, or no longer, and is ready for the next.
    private mutating func goOn(after item: PickerItem) -> LayerReply {
        guard let place = items.firstIndex(where: { $0.choice == item.choice }) else { return .stay }
        items[place].isCurrent.toggle()
        field.replace(with: "")
        narrow()
        if let position = found.firstIndex(where: { $0.item == place }) { window.move(to: position) }
        return .stay
    }

    private mutating func remove(in browser: inout Browser) {
        guard let chosen, case .filter(let name, _) = chosen.choice else { return }
        browser.remove(filter: name)
        replace(PickerLayer.filterItems(of: browser))
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        if case .site = event, let renewal { replace(renewal(browser)) }
        return .stay
    }

    var hints: [Hint] {
        if picksSeveral { return [Hint("Enter", "take or drop"), Hint("Up Down", "move"), Hint("Esc", "done")] }
        return [Hint("Enter", "choose")] + (removes ? [Hint("C-r", "remove")] : [])
            + [Hint("Up Down", "move"), Hint("Esc", "close")]
    }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) { draw(on: &frame, in: body, browser: browser) }
}
