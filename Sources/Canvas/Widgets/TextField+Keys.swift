extension TextField {
    /// Does what a key means while text is edited, and answers whether it meant anything here.
    ///
    /// All printable keys are text. The rest is what shells have taught: `C-a` `C-e` `M-b` `M-f` move, `C-w` `M-d`
    /// `C-k` `C-u` cut, `C-y` puts back what was cut last; Shift with a movement selects. `Up` and `Down` are taken
    /// only where there is a history.
    package mutating func handle(_ key: Key) -> Bool {
        if let character = key.text {
            insert(String(character))
            return true
        }
        if move(by: key) { return true }
        switch key {
        case Key(.backspace): erase(to: max(0, cursor - 1))
        case Key(.delete), Key("d", .control): erase(to: min(cursor + 1, characters.count))
        case Key("w", .control): erase(to: previousBlank, keeping: true)
        case Key(.backspace, .alt): erase(to: previousWord, keeping: true)
        case Key("d", .alt), Key(.delete, .control): erase(to: nextWord, keeping: true)
        case Key("u", .control): erase(to: 0, keeping: true)
        case Key("k", .control): erase(to: characters.count, keeping: true)
        case Key("y", .control): insertCut()
        case Key(.up) where !history.isEmpty: recall(-1)
        case Key(.down) where !history.isEmpty: recall(1)
        default: return false
        }
        return true
    }

    /// Takes pasted text.
    @discardableResult
    package mutating func handle(_ input: Input) -> Bool {
        switch input {
        case .key(let key): return handle(key)
        case .paste(let text):
            insert(text)
            return true
        case .mouse, .resized: return false
        }
    }

    private mutating func move(by key: Key) -> Bool {
        let selecting = key.modifiers.contains(.shift)
        guard let place = destination(Key(key.code, key.modifiers.subtracting(.shift))) else { return false }
        move(to: place, selecting: selecting)
        return true
    }

    /// Where a key that moves takes the cursor.
    private func destination(_ key: Key) -> Int? {
        switch key {
        case Key(.left), Key("b", .control): cursor - 1
        case Key(.right), Key("f", .control): cursor + 1
        case Key(.home), Key("a", .control): 0
        case Key(.end), Key("e", .control): characters.count
        case Key("b", .alt), Key(.left, .control), Key(.left, .alt): previousWord
        case Key("f", .alt), Key(.right, .control), Key(.right, .alt): nextWord
        default: nil
        }
    }

    /// Takes away what is selected, or else everything between the cursor and `place`.
    private mutating func erase(to place: Int, keeping: Bool = false) {
        delete(selection.isEmpty ? min(place, cursor)..<max(place, cursor) : selection, keeping: keeping)
    }
}
