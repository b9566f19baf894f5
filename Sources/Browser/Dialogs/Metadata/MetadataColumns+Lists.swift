internal import Canvas
internal import Catalog

/// What keys do in the two columns.
extension MetadataColumns {
    mutating func openNode() -> Bool {
        guard side == .available, let line = currentLine, case .property = line.node else {
            guard side == .available, let line = currentLine, line.node != .template, !tree.isExpanded(line.node) else {
                return false
            }
            tree.toggle(line.node)
            return true
        }
        return false
    }

    mutating func closeNode() -> Bool {
        guard side == .available, let line = currentLine, tree.isExpanded(line.node) else { return side == .available }
        tree.close(line.node)
        return true
    }

    /// Why a key cannot be changed; nil if it can.
    func refusal(of key: String) -> String? {
        if PropertyKey.isReadOnly(key) { return "\(key) is the service's own." }
        if let lock, !PropertyKey.ofLifecycle.contains(key) { return lock }
        return tree.definition(of: key)?.property.isReadOnly == true ? "\(key) is read-only, says its definition." : nil
    }

    /// Says why a key cannot be changed. Answers whether it can.
    private func mayChange(_ key: String, in browser: inout Browser) -> Bool {
        guard let refusal = refusal(of: key) else { return true }
        browser.say(.warning, refusal)
        return false
    }

    /// Enter: opens a group, adds a property, or begins to edit a value.
    mutating func activate(in browser: inout Browser) {
        guard side == .available else {
            if let row = currentRow { edit(row.id, in: &browser) }
            return
        }
        guard let line = currentLine else { return }
        switch line.node {
        case .template:
            if let lock { return browser.say(.warning, lock) }
            for (key, value) in MetadataTree.template where sheet.spelling(of: key) == nil { sheet.set(key, to: value) }
            select("description")
            browser.say(.plain, "Example values: correct them, then press C-s.")
        case .property(let property, _): add(property, in: &browser)
        case .namespace, .object: tree.toggle(line.node)
        }
    }

    /// Space on a group: adds all properties in it that are not there yet.
    mutating func addAll(of node: MetadataTree.Node, in browser: inout Browser) {
        if let lock { return browser.say(.warning, lock) }
        let new = tree.properties(of: node).filter { property in
            !property.isReadOnly && (sheet.spelling(of: property.id).map { sheet[$0]?.edit == .remove } ?? true)
        }
        for property in new { sheet.set(property.id, to: property.initialValue) }
        let empty = new.filter(\.initialValue.isEmpty)
        if let first = empty.first ?? new.first { select(first.id) }
        let rest = empty.isEmpty ? "" : "; \(empty.count) of them need a value"
        browser.say(.plain, "\(new.count == 1 ? "1 property" : "\(new.count) properties") added\(rest).")
    }

    mutating func add(_ property: MetadataProperty, in browser: inout Browser) {
        guard mayChange(property.id, in: &browser) else { return }
        sheet.set(property.id, to: property.initialValue)
        if property.id.hasPrefix("traits:") {
            browser.say(
                .warning, "Compute reads trait: where this definition writes traits:, so it may have no effect.")
        }
        select(property.id)
        if property.initialValue.isEmpty || !property.choices.isEmpty { edit(property.id, in: &browser) }
    }

    mutating func edit(_ key: String, in browser: inout Browser) {
        guard mayChange(key, in: &browser) else { return }
        let definition = tree.definition(of: key)?.property
        // A value that only some images have is not proposed for the others: Enter would give it to them.
        let isUndecided = sheet[key].map { $0.differs && $0.edit == nil } ?? false
        mode = .editing(
            MetadataEditor(key, text: isUndecided ? nil : sheet[key]?.text ?? "", definition: definition))
    }

    mutating func keep(_ editor: MetadataEditor, in browser: inout Browser) {
        if let mistake = editor.mistake {
            browser.say(.warning, "\(editor.key): \(mistake)")
            return
        }
        if !editor.leavesAll { sheet.set(editor.key, to: editor.text) }
        mode = .lists
    }

    /// Space turns a yes or no round without more ado.
    mutating func toggle(_ row: MetadataSheet.Row, in browser: inout Browser) {
        guard let property = tree.definition(of: row.id)?.property, property.kind == .boolean else {
            return edit(row.id, in: &browser)
        }
        guard mayChange(row.id, in: &browser) else { return }
        sheet.set(row.id, to: row.text.lowercased() == "true" ? "false" : "true")
    }

    mutating func remove(in browser: inout Browser) {
        guard side == .present, let row = currentRow else { return }
        if mayChange(row.id, in: &browser) { sheet.remove(row.id) }
    }

    mutating func name(_ key: String, in browser: inout Browser) {
        if let mistake = PropertyKey.mistake(in: key) {
            return browser.say(.warning, mistake)
        }
        mode = .lists
        if let known = sheet.spelling(of: key) {
            select(known)
            browser.say(.plain, "\(known) is there already.")
        } else if !mayChange(key, in: &browser) {
            return
        } else if let defined = tree.definition(of: key)?.property {
            add(defined, in: &browser)
        } else {
            sheet.set(key, to: "")
            select(key)
            edit(key, in: &browser)
        }
    }
}
