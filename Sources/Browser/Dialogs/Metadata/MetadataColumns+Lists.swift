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

    /// Enter: opens a group, adds a property, or begins to edit a value.
    mutating func activate(in browser: inout Browser) {
        guard side == .available else {
            if let row = currentRow { edit(row.id, in: &browser) }
            return
        }
        guard let line = currentLine else { return }
        switch line.node {
        case .template:
            for (key, value) in MetadataTree.template where sheet.spelling(of: key) == nil { sheet.set(key, to: value) }
            select("description")
            browser.say(.plain, "Example values: correct them, then press C-s.")
        case .property(let property, _): add(property, in: &browser)
        case .namespace, .object: tree.toggle(line.node)
        }
    }

    mutating func add(_ property: MetadataProperty, in browser: inout Browser) {
        if property.isReadOnly { return browser.say(.warning, "\(property.id) is read-only, says its definition.") }
        sheet.set(property.id, to: property.initialValue)
        if property.id.hasPrefix("traits:") {
            browser.say(
                .warning, "Compute reads trait: where this definition writes traits:, so it may have no effect.")
        }
        select(property.id)
        if property.initialValue.isEmpty || !property.choices.isEmpty { edit(property.id, in: &browser) }
    }

    mutating func edit(_ key: String, in browser: inout Browser) {
        if PropertyKey.isReadOnly(key) { return browser.say(.warning, "\(key) is the service's own.") }
        let definition = tree.definition(of: key)?.property
        if definition?.isReadOnly == true { return browser.say(.warning, "\(key) is read-only, says its definition.") }
        mode = .editing(MetadataEditor(key, text: sheet[key]?.text ?? "", definition: definition))
    }

    mutating func keep(_ editor: MetadataEditor, in browser: inout Browser) {
        if let mistake = editor.mistake {
            browser.say(.warning, "\(editor.key): \(mistake)")
            return
        }
        sheet.set(editor.key, to: editor.text)
        mode = .lists
    }

    /// Space turns a yes or no round without more ado.
    mutating func toggle(_ row: MetadataSheet.Row, in browser: inout Browser) {
        guard let property = tree.definition(of: row.id)?.property, property.kind == .boolean else {
            return edit(row.id, in: &browser)
        }
        sheet.set(row.id, to: row.text.lowercased() == "true" ? "false" : "true")
    }

    mutating func remove(in browser: inout Browser) {
        guard side == .present, let row = currentRow else { return }
        if PropertyKey.isReadOnly(row.id) { return browser.say(.warning, "\(row.id) is the service's own.") }
        sheet.remove(row.id)
    }

    mutating func name(_ key: String, in browser: inout Browser) {
        if let mistake = PropertyKey.mistake(in: key) {
            return browser.say(.warning, mistake)
        }
        mode = .lists
        if let known = sheet.spelling(of: key) {
            select(known)
            browser.say(.plain, "\(known) is there already.")
        } else if let defined = tree.definition(of: key)?.property {
            add(defined, in: &browser)
        } else {
            sheet.set(key, to: "")
            select(key)
            edit(key, in: &browser)
        }
    }
}
