internal import Canvas
internal import Catalog

extension Settings {
    /// Takes over what the text of `settings.toml` sets and leaves the rest as it is. What cannot be used is left out
    /// and reported. `clouds` are the names there are; nil leaves out whether those that are set up exist.
    package mutating func read(_ text: String, file: String, clouds: [String]? = nil) -> [SettingsWarning] {
        do {
            return try read(text, file: file, choices: \.written, clouds: clouds)
        } catch {
            return [refuseAll(error)]
        }
    }

    /// Nothing is changed in any cloud as long as `settings.toml` cannot be read, for the reason that `warning` gives.
    /// Answers the warning with that in it.
    package mutating func refuseAll(_ warning: SettingsWarning) -> SettingsWarning {
        isUnread = true
        var warning = warning
        warning.sentence += " Until that is mended all clouds are read-only: it may say so."
        return warning
    }

    /// The same with the text of `choices.toml`.
    package mutating func readChoices(_ text: String, file: String) -> [SettingsWarning] {
        do {
            return try read(text, file: file, choices: \.chosen)
        } catch {
            return [error]
        }
    }

    fileprivate mutating func read(
        _ text: String, file: String, choices: WritableKeyPath<Settings, Choices>, clouds: [String]? = nil
    ) throws(SettingsWarning) -> [SettingsWarning] {
        let document = try TOMLDocument(text, file: file)
        var reader = SettingsReader(document: document, cloudNames: clouds)
        reader.read(into: &self)
        reader.read(into: &self[keyPath: choices])
        return reader.warnings
    }
}

extension Choices {
    /// What a text of `choices.toml` says; nil if it is no TOML.
    package init?(text: String) {
        var settings = Settings()
        guard (try? settings.read(text, file: "", choices: \.chosen)) != nil else { return nil }
        self = settings.chosen
    }
}

/// Reads settings out of a document, key by key, and collects what is wrong with them.
private struct SettingsReader {
    let document: TOMLDocument
    /// Nil if they are not known.
    let cloudNames: [String]?
    var warnings: [SettingsWarning] = []

    mutating func read(into settings: inout Settings) {
        let root = document.root
        warnings += document.unknownKeys(
            in: root, at: [],
            known: [
                "theme", "mouse", "escape-delay", "pane", "families", "refresh", "transfers", "check", "columns",
                "sort", "keys", "filters", "filter-history", "projects", "clouds",
            ])
        if let mouse = truth(root, ["mouse"]) { settings.mouse = mouse }
        if let delay = whole(root, ["escape-delay"], 0...2_000) { settings.escapeDelay = delay }
        if let name = text(root, ["pane"]) {
            if let pane = Pane(rawValue: name) {
                settings.startPane = pane
            } else {
                refuse(["pane"], "names a pane \"\(name)\"; there are images, shared and admin.")
            }
        }
        readRefresh(root, &settings.refresh)
        readTransfers(root, &settings.transfers)
        if let table = section(root, "check") {
            warnings += document.unknownKeys(in: table, at: ["check"], known: ["keep"])
            if let keeps = whole(table, ["check", "keep"], 1...100) { settings.keeps = keeps }
        }
        readKeys(root, into: &settings)
        for (id, value) in section(root, "projects") ?? [:] {
            if let alias = expect(value.text, ["projects", id], "a text") { settings.projects[ProjectID(id)] = alias }
        }
        for (name, value) in section(root, "clouds") ?? [:] {
            guard let table = expect(value.table, ["clouds", name], "a table") else { continue }
            if let cloudNames, !cloudNames.contains(name) { refuse(["clouds", name], unknownCloud(name, cloudNames)) }
            readCloud(table, ["clouds", name], &settings.clouds[name, default: CloudSettings()])
        }
    }

    mutating func read(into choices: inout Choices) {
        let root = document.root
        if let theme = text(root, ["theme"]) { choices.theme = theme }
        if let families = truth(root, ["families"]) { choices.families = families }
        readColumns(root, &choices)
        readSort(root, &choices)
        for (name, value) in section(root, "filters") ?? [:] {
            guard let filter = expect(value.text, ["filters", name], "a text") else { continue }
            choices.filters[name] = filter
            // Kept all the same: it is mended where it is used.
            do throws(FilterMistake) {
                _ = try FilterExpression(filter)
            } catch {
                refuse(["filters", name], "saves a filter \"\(name)\" that cannot be read: \(error.sentence)")
            }
        }
        if let history = root["filter-history"] {
            choices.filterHistory = expect(history.texts, ["filter-history"], "a list of texts") ?? []
        }
    }

    private mutating func readRefresh(_ root: [String: TOMLDocument.Value], _ intervals: inout RefreshIntervals) {
        guard let table = section(root, "refresh") else { return }
        warnings += document.unknownKeys(in: table, at: ["refresh"], known: ["delta", "offers", "full"])
        if let delta = whole(table, ["refresh", "delta"], 5...86_400) { intervals.delta = delta }
        if let offers = whole(table, ["refresh", "offers"], 5...86_400) { intervals.offers = offers }
        if let full = whole(table, ["refresh", "full"], 30...86_400) { intervals.full = full }
    }

    private mutating func readTransfers(_ root: [String: TOMLDocument.Value], _ transfers: inout TransferSettings) {
        guard let table = section(root, "transfers") else { return }
        warnings += document.unknownKeys(
            in: table, at: ["transfers"], known: ["uploads", "downloads", "deactivate-above"])
        if let uploads = whole(table, ["transfers", "uploads"], 1...16) { transfers.uploads = uploads }
        if let downloads = whole(table, ["transfers", "downloads"], 1...16) { transfers.downloads = downloads }
        if let size = whole(table, ["transfers", "deactivate-above"], 0...1_000_000) {
            transfers.deactivateAbove = size
        }
    }

    private mutating func readColumns(_ root: [String: TOMLDocument.Value], _ choices: inout Choices) {
        for (pane, path, value) in panes(root, "columns") {
            guard let words = expect(value.texts, path, "a list such as [\"name:40\", \"status\"]") else { continue }
            var columns: [ColumnChoice] = []
            for word in words {
                let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
                guard let name = parts.first, let column = Column(rawValue: name) else {
                    let guess = Suggestion.nearest(to: parts.first ?? "", in: Column.allCases.map(\.rawValue))
                    refuse(path, "names a column \"\(word)\"." + (guess.map { " Did you mean \"\($0)\"?" } ?? ""))
                    continue
                }
                let width = parts.count == 2 ? Int(parts[1]) : nil
                if parts.count == 2, width.map({ !(3...200).contains($0) }) ?? true {
                    refuse(path, "gives \"\(name)\" a width of \"\(parts[1])\"; widths are 3 to 200 columns.")
                    continue
                }
                columns.append(ColumnChoice(column, width: width))
            }
            if !columns.isEmpty { choices.columns[pane] = columns }
        }
    }

    private mutating func readSort(_ root: [String: TOMLDocument.Value], _ choices: inout Choices) {
        for (pane, path, value) in panes(root, "sort") {
            guard let word = expect(value.text, path, "a column, with - before it to sort downwards") else { continue }
            let name = word.hasPrefix("-") ? String(word.dropFirst()) : word
            if let column = Column(rawValue: name) {
                choices.sort[pane] = SortChoice(column, descending: word.hasPrefix("-"))
            } else {
                let guess = Suggestion.nearest(to: name, in: Column.allCases.map(\.rawValue))
                refuse(path, "sorts by \"\(name)\"." + (guess.map { " Did you mean \"\($0)\"?" } ?? ""))
            }
        }
    }

    private mutating func readKeys(_ root: [String: TOMLDocument.Value], into settings: inout Settings) {
        guard let table = section(root, "keys") else { return }
        warnings += document.unknownKeys(in: table, at: ["keys"], known: Action.allCases.map(\.rawValue))
        for (name, value) in table where Action(rawValue: name) != nil {
            guard let texts = expect(value.texts, ["keys", name], "a key or a list of keys") else { continue }
            let readable = texts.filter(Keymap.isKey)
            for text in texts where !readable.contains(text) {
                refuse(["keys", name], "names a key \"\(text)\"; keys look like x, C-x, M-x, S-Tab, PgDn, F5.")
            }
            // An empty list takes the keys away; one of which nothing can be read leaves those there are.
            guard texts.isEmpty || !readable.isEmpty else { continue }
            settings.keys[name] = readable
            settings.keyPlaces[name] = document.place(of: ["keys", name])
        }
    }

    private mutating func readCloud(
        _ table: [String: TOMLDocument.Value], _ path: [String], _ cloud: inout CloudSettings
    ) {
        warnings += document.unknownKeys(
            in: table, at: path, known: ["read-only", "tag", "tag-color", "rules", "require-signed"])
        // Whoever writes this wants to be protected, however it is spelt.
        if table["read-only"] != nil { cloud.readOnly = truth(table, path + ["read-only"]) ?? true }
        if let tag = text(table, path + ["tag"]) { cloud.tag = tag }
        if let name = text(table, path + ["tag-color"]) {
            if let color = Color(name: name) {
                cloud.tagColor = color
            } else {
                refuse(path + ["tag-color"], "is no colour: \"\(name)\". Colours are names like red and #rrggbb.")
            }
        }
        if let requireSigned = truth(table, path + ["require-signed"]) { cloud.requireSigned = requireSigned }
        if let name = text(table, path + ["rules"]) {
            if let rules = AccessRules(rawValue: name) {
                cloud.rules = rules
            } else {
                refuse(path + ["rules"], "knows rules \"platform\" and \"service\", not \"\(name)\".")
            }
        }
    }

    /// What is set for a cloud that is not there has no effect, be it only `read-only`.
    private func unknownCloud(_ name: String, _ known: [String]) -> String {
        let guess = Suggestion.nearest(to: name, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
        return "sets something for a cloud \"\(name)\" that is not configured.\(guess)"
    }

    /// The entries of a table whose keys are panes.
    private mutating func panes(
        _ root: [String: TOMLDocument.Value], _ key: String
    ) -> [(Pane, [String], TOMLDocument.Value)] {
        guard let table = section(root, key) else { return [] }
        warnings += document.unknownKeys(in: table, at: [key], known: Pane.allCases.map(\.rawValue))
        return Pane.allCases.compactMap { pane in
            table[pane.rawValue].map { (pane, [key, pane.rawValue], $0) }
        }
    }

    private mutating func section(
        _ root: [String: TOMLDocument.Value], _ name: String
    ) -> [String: TOMLDocument.Value]? {
        root[name].flatMap { expect($0.table, [name], "a table") }
    }

    private mutating func text(_ table: [String: TOMLDocument.Value], _ path: [String]) -> String? {
        guard let value = path.last.flatMap({ table[$0] }) else { return nil }
        return expect(value.text, path, "a text")
    }

    private mutating func truth(_ table: [String: TOMLDocument.Value], _ path: [String]) -> Bool? {
        guard let value = path.last.flatMap({ table[$0] }) else { return nil }
        return expect(value.truth, path, "true or false")
    }

    private mutating func whole(
        _ table: [String: TOMLDocument.Value], _ path: [String], _ range: ClosedRange<Int>
    ) -> Int? {
        guard let value = path.last.flatMap({ table[$0] }) else { return nil }
        let number = value.whole.flatMap { range.contains($0) ? $0 : nil }
        return expect(number, path, "a number from \(range.lowerBound) to \(range.upperBound)")
    }

    /// `value`, or a warning that says what should have been there.
    private mutating func expect<Value>(_ value: Value?, _ path: [String], _ what: String) -> Value? {
        if value == nil { refuse(path, "has to give \"\(path.joined(separator: "."))\" \(what).") }
        return value
    }

    private mutating func refuse(_ path: [String], _ sentence: String) {
        warnings.append(document.warning(at: path, sentence))
    }
}
