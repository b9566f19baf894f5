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
        if let refusal { return read(input, refusal) }
        let before = value
        let reply = handleControl(input)
        if case .taken = reply, value != before {
            wasEdited = true
            answer = nil
            return .edited
        }
        return reply
    }

    /// What input means in a locked field: its text can be read to the end, and nothing is changed.
    private mutating func read(_ input: Input, _ refusal: String) -> Reply {
        let before = self
        switch (control, input) {
        case (.choice, .key(Key(.up))), (.choice, .key(Key(.down))): return .ignored
        case (_, .key(let key)) where key.text == nil && key.code != .enter:
            let reply = handleControl(input)
            if value == before.value { return reply }
        default: break
        }
        self = before
        return .refused(refusal)
    }

    private mutating func handleControl(_ input: Input) -> Reply {
        switch control {
        case .text(var field):
            if input == .key(Key(.right)), field.isAtEnd, let first = fitting.first {
                field.replace(with: first.value)
            } else if let reply = Self.write(input, in: &field) {
                return reply
            }
            control = .text(field)
        case .area(var area):
            guard area.handle(input) else { return .ignored }
            control = .area(area)
        case .path(let field, let completion): return write(input, field, completion)
        case .number(var field, let unit):
            if let odd = input.text.flatMap({ $0.trimmedOfBlanks.first { !$0.isASCII || !$0.isNumber } }) {
                return .refused("Only digits make a number here, and \(odd) is none.")
            }
            if let reply = Self.write(input, in: &field) { return reply }
            control = .number(field, unit: unit)
        case .choice(let options, let selected): return choose(input, options, selected)
        case .toggle(let isOn):
            guard case .key(Key(" ")) = input else { return .ignored }
            control = .toggle(!isOn)
        case .list(let items, let entry): return edit(input, items, entry)
        case .group(let isOpen, let summary):
            switch input {
            case .key(Key(" ")), .key(Key(.enter)): control = .group(isOpen: !isOpen, summary: summary)
            case .key(Key(.right)) where !isOpen: control = .group(isOpen: true, summary: summary)
            case .key(Key(.left)) where isOpen: control = .group(isOpen: false, summary: summary)
            default: return .ignored
            }
            return .edited
        case .rows(var rows):
            guard case .key(let key) = input, rows.handle(key) else { return .ignored }
            control = .rows(rows)
        case .metadata, .link, .note: return .ignored
        case .review(_, let commands):
            guard input == .key(Key("Y")) || input == .key(Key("y")) else { return .ignored }
            return .copy(commands.joined(separator: "\n"))
        }
        return .taken
    }

    /// Writes in a field of text. Up and Down go from field to field here, so that what was entered before comes with
    /// C-p and C-n. Nil if the text took it.
    private static func write(_ input: Input, in field: inout TextField) -> Reply? {
        switch input {
        case .key(Key(.up)), .key(Key(.down)): return .ignored
        case .key(Key("p", .control)):
            return field.handle(Key(.up)) ? nil : .refused("Nothing was entered here before.")
        case .key(Key("n", .control)): return field.handle(Key(.down)) ? nil : .taken
        case .key(Key("w", .alt)): return field.selectedText.map(Reply.copy) ?? .taken
        default: return field.handle(input) ? nil : .ignored
        }
    }

    // MARK: Paths

    private mutating func write(_ input: Input, _ field: TextField, _ completion: PathCompletion) -> Reply {
        var (field, completion) = (field, completion)
        if let step = [Key(.down): 1, Key(.up): -1][input.key ?? Key(.tab)], completion.move(by: step, in: field.text) {
            control = .path(field, completion)
            return .taken
        }
        let takes = input == .key(Key(.enter)) || input == .key(Key(.right)) && field.isAtEnd
        if takes, let choice = completion.choice(in: field.text) {
            field.replace(with: choice)
        } else if let reply = Self.write(input, in: &field) {
            return reply
        }
        if field.text != value { completion.forget() }
        control = .path(field, completion)
        return .taken
    }

    /// Tab in a path. Answers whether it did anything.
    mutating func complete() -> Bool {
        guard case .path(var field, var completion) = control, refusal == nil else { return false }
        let outcome = completion.next(after: field.text)
        if case .path(let path) = outcome {
            field.replace(with: path)
            wasEdited = true
        }
        control = .path(field, completion)
        return outcome != .complete
    }

    // MARK: Choices and lists

    private mutating func choose(_ input: Input, _ options: [FormOption], _ selected: Int) -> Reply {
        guard case .key(let key) = input else { return .ignored }
        if key.text == nil || key == Key(" ") { typing.forget() }
        var index: Int
        switch key {
        case Key(.right), Key(.down): index = selected + 1
        case Key(.left), Key(.up): index = selected - 1
        case Key(.home): index = 0
        case Key(.end): index = options.count - 1
        case Key(" "): index = (selected + 1) % max(1, options.count)
        default:
            guard let letter = key.text else { return .ignored }
            index = typing.option(with: letter, in: options.map(\.title), after: selected) ?? selected
        }
        index = min(max(0, index), options.count - 1)
        return choose(option: index)
    }

    /// Takes an option. One that is not allowed can be reached, to be read about; checks keep it from being sent.
    mutating func choose(option index: Int) -> Reply {
        if case .rows(var rows) = control {
            rows.click(index)
            wasEdited = rows.text != value
            control = .rows(rows)
            return .taken
        }
        guard case .choice(let options, let selected) = control, options.indices.contains(index) else { return .taken }
        wanted = nil
        control = .choice(options, selected: index)
        guard index != selected else { return .taken }
        wasEdited = true
        answer = nil
        return options[index].refusal.map(Reply.refused) ?? .taken
    }

    private mutating func edit(_ input: Input, _ items: [String], _ entry: TextField) -> Reply {
        var items = items
        var entry = entry
        switch input {
        case .key(Key(.enter)):
            let typed = words(entry.text)
            guard !typed.isEmpty else { return .ignored }
            items = items.adding(typed)
            entry.replace(with: "")
        case .key(Key(.right)) where entry.isAtEnd && !fitting.isEmpty: entry.replace(with: fitting[0].value)
        case .key(Key(.backspace)) where entry.characters.isEmpty && !items.isEmpty:
            // The last item comes back to be corrected.
            entry.replace(with: Self.typed(items.removeLast()))
        case .paste(let text):
            items = items.adding(words(text))
        default:
            if let reply = Self.write(input, in: &entry) { return reply }
            let isOpen = entry.text.hasPrefix("\"") && !entry.text.dropFirst().contains("\"")
            if entry.text.contains(","), !isOpen {
                items = items.adding(words(entry.text))
                entry.replace(with: "")
            }
        }
        control = .list(items, entry: entry)
        return .taken
    }

    /// Takes an answer that was picked from the candidates; a list drops what it has already.
    mutating func pick(_ value: String) {
        switch control {
        case .list(let items, var entry):
            entry.replace(with: "")
            let others = items.filter { $0 != value }
            control = .list(others.count < items.count ? others : items + [value], entry: entry)
        default: self.value = value
        }
        wasEdited = true
        answer = nil
    }

    /// Several items may be typed or pasted at once, with blanks, commas or line ends between them. In quotation marks
    /// these belong to an item.
    func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            if character == "\"", isQuoted || word.isEmpty {
                isQuoted.toggle()
            } else if !isQuoted, Self.separates(character) {
                words.append(word)
                word = ""
            } else {
                word.append(character)
            }
        }
        return (words + [word]).filter { !$0.isEmpty }
    }

    /// An item as it has to be typed.
    private static func typed(_ item: String) -> String { item.contains(where: separates) ? "\"\(item)\"" : item }

    private static func separates(_ character: Character) -> Bool {
        character == "," || character == " " || character.isNewline || character == "\t"
    }
}

extension TextField {
    fileprivate var isAtEnd: Bool { cursor == characters.count }
}

extension Input {
    fileprivate var key: Key? { if case .key(let key) = self { key } else { nil } }

    /// What is typed or pasted.
    fileprivate var text: String? {
        switch self {
        case .key(let key): key.text.map { String($0) }
        case .paste(let text): text
        case .mouse, .resized: nil
        }
    }
}
