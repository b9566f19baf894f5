internal import Canvas
internal import Catalog

extension Browser {
    /// Tells the layer below a picker what was chosen.
    mutating func answer(_ text: String) {
        guard var layer = layers.popLast() else { return }
        layer.take(answer: text, in: &self)
        layers.append(layer)
    }

    /// Keeps what was entered in a form, for entering it again.
    mutating func remember(_ form: Form) {
        for field in form.fields where field.isVisible && field.wasEdited {
            let texts: [String]
            switch field.control {
            case .text(let text) where !text.isSecret: texts = [text.text]
            case .path(let text, _): texts = [text.text]
            case .list(let items, _): texts = items
            default: continue
            }
            let new = texts.filter { !$0.isEmpty }
            let others = (entered[field.id] ?? []).filter { !new.contains($0) }
            entered[field.id] = Array((others + new).suffix(20))
        }
    }
}
