internal import Canvas

extension ScrollWindow {
    /// Takes actions that move the cursor. Answers whether it took the action.
    mutating func perform(_ action: Action) -> Bool {
        switch action {
        case .moveDown: move(by: 1)
        case .moveUp: move(by: -1)
        case .goToFirst: moveToFirst()
        case .goToLast: moveToLast()
        case .pageDown: page(by: 1)
        case .pageUp: page(by: -1)
        case .halfPageDown: halfPage(by: 1)
        case .halfPageUp: halfPage(by: -1)
        default: return false
        }
        return true
    }
}
