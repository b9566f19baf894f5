internal import Canvas

extension FormField {
    /// What a key did to a field.
    enum Reply {
        case ignored, taken
        /// The value is another one now.
        case edited
        /// The key asks for these texts to be copied.
        case copy(String)
        /// The key cannot do what it usually does, for a reason.
        case refused(String)
    }

    /// Does what input means in this field.
    mutating func handle(_ input: Input) -> Reply {
        if let refusal, !isMovement(input) { return .refused(refusal) }
        let before = value
        let reply = handleControl(input)
        if case .taken = reply, value != before {
            wasEdited = true
            return .edited
        }
        return reply
    }

    /// Whether the input only moves about, which is allowed in a locked field too.
    private func isMovement(_ input: Input) -> Bool {
        guard case .key(let key) = input else { return false }
        return key.text == nil && key.code != .backspace && key.code != .delete && key.code != .enter
    }

    private mutating func handleControl(_ input: Input) -> Reply {
        switch control {
        case .text(var field):
            guard field.handle(input) else { return .ignored }
            control = .text(field)
            return .taken
        case .path(var field, let completions):
            if case .key(Key(.right)) = input, field.cursor == field.characters.count, let only = completions.first {
                field.replace(with: only)
            } else {
                guard field.handle(input) else { return .ignored }
            }
            control = .path(field, completions: completions)
            return .taken
        case .number(var field, let unit):
            if case .key(let key) = input, let character = key.text, !character.isNumber {
                return .refused("Only digits make a number here.")
            }
            guard field.handle(input) else { return .ignored }
            control = .number(field, unit: unit)
            return .taken
        case .choice(let options, let selected): return choose(input, options, selected)
        case .toggle(let isOn):
            guard case .key(Key(" ")) = input else { return .ignored }
            control = .toggle(!isOn)
            return .taken
        case .list(let items, let entry): return edit(input, items, entry)
        case .note: return .ignored
        case .review(_, let commands):
            guard case .key(Key(.enter)) = input else { return .ignored }
            return .copy(commands.joined(separator: "\n"))
        }
    }

    private mutating func choose(_ input: Input, _ options: [FormOption], _ selected: Int) -> Reply {
        guard case .key(let key) = input else { return .ignored }
        let step: Int
        switch key {
        case Key(.right), Key(.down), Key(" "): step = 1
        case Key(.left), Key(.up): step = -1
        default: return .ignored
        }
        var index = selected + step
        if key == Key(" ") { index %= options.count }
        guard options.indices.contains(index) else { return .taken }
        control = .choice(options, selected: index)
        if let refusal = options[index].refusal {
            // The choice that is not allowed can be reached, to be read about; validation keeps it from being sent.
            return value == options[index].value ? .taken : .refused(refusal)
        }
        return .taken
    }

    private mutating func edit(_ input: Input, _ items: [String], _ entry: TextField) -> Reply {
        var items = items
        var entry = entry
        switch input {
        case .key(Key(.enter)):
            let typed = words(entry.text)
            guard !typed.isEmpty else { return .ignored }
            items += typed.filter { !items.contains($0) }
            entry.replace(with: "")
        case .key(Key(.backspace)) where entry.characters.isEmpty && !items.isEmpty:
            // The last item comes back to be corrected.
            entry.replace(with: items.removeLast())
        case .paste(let text):
            items += words(text).filter { !items.contains($0) }
        default:
            guard entry.handle(input) else { return .ignored }
            if entry.text.contains(",") {
                items += words(entry.text).filter { !items.contains($0) }
                entry.replace(with: "")
            }
        }
        control = .list(items, entry: entry)
        return .taken
    }

    /// Several items may be typed or pasted at once, with blanks, commas or line ends between them.
    private func words(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " || $0.isNewline || $0 == "\t" }.map(String.init)
    }
}
