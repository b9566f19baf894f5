internal import Canvas
internal import Catalog

/// What the user chooses about the list and the look.
extension Browser {
    // MARK: Filters

    /// Saved filters by name.
    var savedFilters: [(name: String, text: String)] {
        settings.filters.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) }
    }

    /// Keeps a filter for the history, the latest first.
    mutating func remember(filter: String) {
        let others = settings.filterHistory.filter { $0 != filter }
        settings.chosen.filterHistory = Array(([filter] + others).prefix(Choices.mostFilters))
        saveChoices()
    }

    mutating func saveFilter() {
        if current.filter.isEmpty {
            say(.plain, "There is no filter to save: filter with / first.")
        } else {
            layers.append(SaveFilterLayer(current.filter))
        }
    }

    /// Filters by a saved filter; one written by hand may have mistakes.
    mutating func use(filter: String) {
        if let mistake = setFilter(filter, in: active) {
            say(.warning, "The filter \(filter) cannot be used. \(mistake.sentence)")
        } else {
            remember(filter: filter)
        }
    }

    mutating func remove(filter name: String) {
        if settings.chosen.filters.removeValue(forKey: name) == nil {
            return say(.warning, "The filter \(name) stands in settings.toml and is removed there.")
        }
        saveChoices()
        say(.done, "The filter \(name) was removed.")
    }

    // MARK: Order

    /// Sorts the active pane by a column; by the same one again turns the order round.
    mutating func sort(by column: SortColumn) {
        let now = current.listing.sort
        let order = SortOrder(column, descending: now.column == column && !now.isDescending)
        change(active) { pane, catalogue in
            pane.relist(in: catalogue) { $0.setSort(order, in: $1) }
        }
        if let shown = Column(rawValue: column.rawValue) {
            settings.chosen.sort[active] = SortChoice(shown, descending: order.isDescending)
        }
        saveChoices()
    }

    // MARK: Themes

    var themeNames: [String] {
        var names: [String] = []
        for theme in themes where !names.contains(theme.name) { names.append(theme.name) }
        return names
    }

    func summary(ofTheme name: String) -> String { Theme.read(name, from: themes).theme.summary }

    /// Shows a theme from now on.
    mutating func choose(theme name: String) {
        let warnings = useTheme(name)
        settings.theme = name
        saveChoices()
        if let warning = warnings.first { say(.warning, warning.description) }
    }

    // MARK: Actions

    /// Why a change cannot be made to any of the images it would be for, nil if it can to some.
    private func refusal(of change: ImageAction) -> String? {
        // The palette does not wait for thousands of marked images; the dialog itself finds out.
        if current.marks.count > 200 { return nil }
        let rights = rights
        let reasons = targets.map { rights.refusal(of: change, on: $0, in: active) }
        return reasons.isEmpty
            ? rights.refusal(of: change, on: nil, in: active) : reasons.contains(nil) ? nil : reasons[0]
    }

    /// Why an action cannot be taken here whatever the cursor stands on, nil if it can. Hints go by this: a line that
    /// changed from row to row would cost more bytes than the rows do.
    func refusalOfAny(_ action: Action) -> String? {
        guard let change = action.imageAction else { return refusal(of: action) }
        return change.isWrite ? rights.refusalToWrite : nil
    }

    /// Why an action cannot be taken now, nil if it can.
    func refusal(of action: Action, in place: Place = .pane) -> String? {
        if let change = action.imageAction {
            let machine = change == .verifySignature ? signingRefusal : nil
            return machine ?? siteRefusal(of: change) ?? refusal(of: change)
        }
        return switch action {
        case .goToImages: refusal(of: Pane.images)
        case .goToShared: refusal(of: Pane.shared)
        case .goToAdmin: refusal(of: Pane.admin)
        case .useFilter where settings.filters.isEmpty: "No filter is saved yet."
        case .saveFilter where current.filter.isEmpty: "There is no filter to save."
        case .toggleExpanded where !current.listing.groupsFamilies: "Families are off."
        case .copyValue where place == .pane: "Values are copied in the details."
        case .openDetails, .copyID, .mark: current.cursorRow == nil ? "There is nothing under the cursor." : nil
        case .compare: refusalToCompare
        case .checkCatalogue where refusal(of: active) != nil: refusal(of: active)
        case .rotateFamily: refusalToRotate
        case .refresh where selection == nil: "No cloud is open."
        case .imageCache: rights.refusalOfCache
        case .siteUsage where session == nil: "You are not signed in."
        case .undo: rights.refusalToWrite
        default: nil
        }
    }
}
