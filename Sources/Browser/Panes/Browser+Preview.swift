internal import Canvas
internal import Catalog

/// The image under the cursor, beside the list on wide screens.
extension Browser {
    func drawPreview(on frame: inout Frame, in rect: Rect) {
        frame.verticalRule(column: rect.column, rows: rect.row..<rect.endRow, style: theme[.dialogBorder])
        guard let entry = previewEntry else { return }
        let room = Rect(column: rect.column + 2, row: rect.row, columns: rect.columns - 3, rows: rect.rows)
        var row = room.row
        let facts = previewFacts(entry)
        let longest = facts.map { DisplayWidth.columns(of: $0.label) }.max() ?? 0
        for fact in facts {
            let label = fact.label.isEmpty ? 0 : min(longest + 2, room.columns * 2 / 5)
            // A property may hold megabytes, of which a few lines are shown.
            let value = String(fact.value.prefix(8 * room.columns))
            let lines = value.isEmpty ? [""] : value.wrapped(columns: max(8, room.columns - label))
            if label > 0, row < room.endRow {
                frame.write(
                    fact.label, at: Point(column: room.column, row: row), style: theme[.label], width: label - 2,
                    truncation: .middle)
            }
            for line in lines.prefix(4) {
                guard row < room.endRow else { return }
                frame.write(
                    line, at: Point(column: room.column + label, row: row), style: theme[fact.role],
                    width: room.columns - label)
                row += 1
            }
        }
    }

    /// The image of the row; of a family's line the version that stands for it.
    var previewEntry: CatalogueEntry? {
        guard let row = current.cursorRow else { return nil }
        switch row {
        case .image(let slot), .version(let slot): return catalogue[slot]
        case .family(let id):
            let family = catalogue.family(id, in: active, showingHidden: current.listing.showsHidden)
            return (family.current ?? family.versions.first)?.entry
        }
    }

    private func previewFacts(_ entry: CatalogueEntry) -> [Fact] {
        let image = entry.image
        let format = [image.diskFormat, image.containerFormat].compactMap { $0 }.joined(separator: "/")
        let state = [
            image.status.label, image.visibility.text, image.isProtected ? "protected" : "",
            image.isHidden ? "hidden" : "", format,
        ]
        var facts = [Fact("", entry.title.quotedIfBlank, role: .heading)]
        if let description = image.properties["description"], !description.isEmpty {
            facts.append(Fact("", description))
        }
        facts.append(Fact("", state.filter { !$0.isEmpty }.joined(separator: " \(glyphs.separator) "), role: .textDim))
        facts.append(.blank)
        let virtual = image.virtualSize.map { " (virtual \(ByteSize($0).long))" } ?? ""
        facts.append(Fact("size", (image.size.map { ByteSize($0).long } ?? glyphs.none) + virtual))
        facts.append(Fact("needs", "\(image.minDisk) GB disk, \(image.minRAM) MB RAM"))
        facts.append(Fact("owner", catalogue.projects.label(of: image.owner)))
        if let hash = image.hashDigest, let algorithm = image.hashAlgorithm {
            facts.append(
                Fact(algorithm, hash.count > 20 ? "\(hash.prefix(8))\(glyphs.ellipsis)\(hash.suffix(4))" : hash))
        }
        if let updated = image.updatedAt { facts.append(Fact("updated", localDate(updated))) }
        if !image.stores.isEmpty { facts.append(Fact("stores", image.stores.joined(separator: ", "))) }
        if !image.tags.isEmpty { facts.append(Fact("tags", image.tags.joined(separator: ", "))) }
        if image.isDeprecated {
            facts.append(Fact("replaced by", image.replacement ?? "not named", role: .messageWarning))
        }
        if active != .shared,
            let worst = catalogue.slot(of: entry.id).flatMap({ catalogue.health(of: $0, in: active, checkContext) })
        {
            facts.append(Fact("check", worst.sentence, role: worst.severity.role))
        }
        facts += previewVersions(of: entry)
        facts.append(.blank)
        facts += image.properties.filter {
            !["description", "deprecated", "replacement"].contains($0.key) && !$0.value.isEmpty
        }.map { Fact($0.key, $0.value) }
        return facts
    }

    private func previewVersions(of entry: CatalogueEntry) -> [Fact] {
        guard let family = catalogue.family(of: entry.id, in: active), family.versions.count > 1 else { return [] }
        let words = family.versions.map { version in
            "\(version.version) \(version.standing.word)" + (version.entry.id == entry.id ? " (this)" : "")
        }
        let gaps = family.gaps.map(\.description).joined(separator: ", ")
        return [Fact("versions", words.joined(separator: ", "))]
            + (gaps.isEmpty ? [] : [Fact("missing", gaps, role: .messageWarning)])
    }
}
