internal import Canvas
internal import Catalog

extension Browser {
    /// Opens Launch Instance. For a deprecated image it offers the one to use instead (R60).
    mutating func launchInstance() {
        if targets.count == 1, let entry = targets.first, let other = replacementToLaunch(for: entry) {
            layers.append(ReplacementLayer(entry, other))
            return
        }
        openForOne(.launchInstance) { FormLayer(LaunchDialog($0, in: &$1), in: &$1) }
    }

    /// The image that takes the place of a deprecated one, if there is one that may be launched here.
    private func replacementToLaunch(for entry: CatalogueEntry) -> CatalogueEntry? {
        guard entry.isDeprecated, case .image(let slot) = catalogue.replacement(of: entry.image, in: active),
            let other = catalogue[slot], rights.refusal(of: .launchInstance, on: other, in: active) == nil
        else { return nil }
        return other
    }
}

/// Asks whether to launch the replacement of a deprecated image, which is not launched itself (R60).
struct ReplacementLayer: Layer {
    private let deprecated: CatalogueEntry
    private let replacement: CatalogueEntry

    init(_ deprecated: CatalogueEntry, _ replacement: CatalogueEntry) {
        self.deprecated = deprecated
        self.replacement = replacement
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)): return .replace(FormLayer(LaunchDialog(replacement, in: &browser), in: &browser))
        case .key(Key(.escape)), .key(Key("c", .control)): return .close
        default: return .stay
        }
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Enter", "launch the replacement"), Hint("Esc", "no")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let owner = browser.catalogue.projects.label(of: replacement.image.owner)
        browser.drawQuestion(
            "\(deprecated.title) is deprecated and is not launched any more. Launch \(replacement.title) (owner \(owner)) "
                + "instead?", on: &frame)
    }
}
