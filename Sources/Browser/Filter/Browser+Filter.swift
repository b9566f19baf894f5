internal import Canvas
internal import Catalog

extension Browser {
    /// Filters a pane by what was typed. Text that cannot be read leaves the list as it is; what is wrong with it is
    /// answered.
    @discardableResult
    mutating func setFilter(_ text: String, in pane: Pane) -> FilterMistake? {
        let expression: FilterExpression
        do throws(FilterMistake) {
            expression = try FilterExpression(text)
        } catch {
            return error
        }
        let filter = expression == .everything ? nil : expression.filter(filterContext(of: pane))
        change(pane) { state, catalogue in
            state.filter = filter == nil ? "" : text
            state.relist(in: catalogue) { $0.setFilter(filter, in: $1) }
            state.doubt = state.listing.isEmpty ? expression.doubt(in: catalogue) : nil
        }
        return nil
    }

    /// Filters all panes anew after something changed that filters look at beside the images.
    mutating func refilter() {
        for pane in Pane.allCases where !self[pane].filter.isEmpty { setFilter(self[pane].filter, in: pane) }
    }

    /// Filters all panes anew whose filter has a word about something that changed.
    mutating func refilter(by word: String) {
        for pane in Pane.allCases where self[pane].filter.contains(word) { setFilter(self[pane].filter, in: pane) }
    }

    private func filterContext(of pane: Pane) -> FilterContext {
        FilterContext(
            now: now, time: LocalTime(utcOffset: utcOffset(now)), project: session?.project?.id,
            projects: catalogue.projects, marks: self[pane].marks,
            members: { [knownMembers] in knownMembers[$0] })
    }

    /// Moves the list while a filter is typed, by keys that mean nothing in a line of text. Answers whether it did.
    mutating func moveList(_ key: Key) -> Bool {
        switch key {
        case Key(.pageDown): moveCursor { $0.page(by: 1) }
        case Key(.pageUp): moveCursor { $0.page(by: -1) }
        default: return false
        }
        return true
    }
}
