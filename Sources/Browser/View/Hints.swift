internal import Canvas
internal import Catalog

extension Browser {
    /// What the last line says: the keys of the layer on top, or those that matter most in the pane.
    var hints: [Hint] {
        if let layer = layers.last {
            let own = layer.hints
            return layer.place == nil ? own : own + hints(for: [.goBack, .showHelp])
        }
        return hints(
            for: current.listing.groupsFamilies
                ? [.toggleExpanded, .openDetails, .filter, .sort, .toggleFamilies, .openPalette, .showHelp]
                : [
                    .openDetails, .filter, .sort, .mark, .toggleFamilies, .toggleHidden, .copyID, .openPalette,
                    .showHelp,
                ])
    }

    func hints(for actions: [Action]) -> [Hint] {
        actions.compactMap { action in
            guard let key = keymap.keys(for: action).first, let entry = ActionTable.entry(of: action) else {
                return nil
            }
            return Hint(String(describing: key), entry.hint)
        }
    }
}
