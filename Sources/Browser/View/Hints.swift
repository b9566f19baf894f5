internal import Canvas
internal import Catalog

extension Browser {
    /// What the last line says: the keys of the layer on top, or those that matter most in the pane.
    var hints: [Hint] {
        let dismissal = message?.kind == .error ? [Hint("Esc", "dismiss")] : []
        if let layer = layers.last {
            let own = layer.hints
            let isText = layer.place == nil || layer.takesStatusLine
            let all = isText ? own : own + hints(for: [.goBack, .showHelp])
            // As long as there is an error to dismiss Esc does nothing else.
            return dismissal.isEmpty ? all : dismissal + all.filter { $0.key != "Esc" }
        }
        return dismissal + hints(for: paneActions)
    }

    private var paneActions: [Action] {
        if selection == nil { return [.switchCloud, .quit, .showHelp] }
        if trouble != nil, catalogue.count == 0 {
            return [.refresh, .switchCloud, .showActivity, .openPalette, .quit, .showHelp]
        }
        if current.listing.groupsFamilies {
            let answers: [Action] = active == .shared ? [.acceptOffer, .rejectOffer] : []
            return [.toggleExpanded, .openDetails] + answers
                + [.filter, .sort, .toggleFamilies, .openPalette, .showHelp]
        }
        let changes: [Action] =
            active == .shared
            ? [.acceptOffer, .rejectOffer] : [.createImage, .updateMetadata, .shareImage, .editVisibility]
        return [.openDetails] + changes + [.filter, .openPalette, .sort, .mark, .toggleHidden, .showHelp]
    }

    /// The key that asks for an action, for a sentence; the palette where it has none.
    func key(_ action: Action) -> String {
        keymap.keys(for: action).first.map(String.init(describing:)) ?? "The palette's \"\(action.words)\""
    }

    func hints(for actions: [Action]) -> [Hint] {
        actions.compactMap { action in
            guard let key = keymap.keys(for: action).first, let entry = ActionTable.entry(of: action) else {
                return nil
            }
            return Hint(String(describing: key), entry.hint, isEnabled: refusalOfAny(action) == nil)
        }
    }
}
