internal import Canvas
internal import Catalog

struct FilterMistake: Hashable, Sendable { var sentence: String; func columns(in: String) -> Range<Int> { 0..<1 } }
extension Browser {
    @discardableResult
    mutating func setFilter(_ text: String, in pane: Pane) -> FilterMistake? {
        change(pane) { state, catalogue in
            state.filter = text
            state.relist(in: catalogue) { $0.setFilter(text.isEmpty ? nil : .word(text), in: $1) }
        }
        return nil
    }
    mutating func moveList(_ key: Key) -> Bool {
        switch key {
        case Key(.pageDown): moveCursor { $0.page(by: 1) }
        case Key(.pageUp): moveCursor { $0.page(by: -1) }
        default: return false
        }
        return true
    }
}
