extension Catalogue {
    /// Everything that is to be said about one image as a pane shows it, the worst first.
    package func findings(of slot: Slot, in pane: Pane) -> [Finding] {
        guard let entry = self[slot], !entry.isWithdrawn else { return [] }
        return (entry.findings + relativeFindings(of: entry, slot, in: pane)).sorted { $0.severity > $1.severity }
    }

    /// The worst that is to be said about one image, for the Health column; nil for a healthy one.
    package func health(of slot: Slot, in pane: Pane) -> Finding? { findings(of: slot, in: pane).first }

    /// Everything that is to be said about a pane's images, hidden ones included; a finding about several of them once.
    /// By severity, then by name.
    package func check(_ pane: Pane) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<Finding> = []
        for slot in nameOrder where membership(of: slot).isListed(in: pane, showingHidden: true) {
            for finding in self.findings(of: slot, in: pane)
            where finding.images.count == 1 || seen.insert(finding).inserted {
                findings.append(finding)
            }
        }
        let bySeverity = Dictionary(grouping: findings, by: \.severity)
        return Finding.Severity.allCases.reversed().flatMap { bySeverity[$0] ?? [] }
    }

    /// What can be found only by looking at other images too.
    private func relativeFindings(of entry: CatalogueEntry, _ slot: Slot, in pane: Pane) -> [Finding] {
        [duplicateName(of: entry, in: pane), severalCurrent(of: slot, in: pane), replacement(of: entry, in: pane)]
            .compactMap { $0 }
    }

    /// Images of one owner with the same name: which of them is meant can then only be said by ID (R2).
    private func duplicateName(of entry: CatalogueEntry, in pane: Pane) -> Finding? {
        guard let name = entry.image.name, !name.isEmpty, entry.kind == .image else { return nil }
        let same = slots(named: name).compactMap { slot -> ImageID? in
            guard let other = self[slot], isThere(slot, in: pane), other.kind == .image else { return nil }
            return other.image.owner == entry.image.owner ? other.id : nil
        }
        guard same.count > 1 else { return nil }
        return Finding(
            kind: .duplicateName, severity: entry.imageVersion == nil ? .note : .warning,
            sentence: "\(same.count) images of one owner have the name \(name).", images: same, fix: .editImage)
    }

    /// Several images that could all be their family's current version, as they have the same number (R1).
    private func severalCurrent(of slot: Slot, in pane: Pane) -> Finding? {
        guard let entry = self[slot], let family = family(of: slot), let version = entry.imageVersion,
            entry.canBeCurrent
        else { return nil }
        let rivals = newestFirst(family).compactMap { slot -> CatalogueEntry? in
            self[slot].flatMap { isThere(slot, in: pane) && $0.canBeCurrent ? $0 : nil }
        }
        let current = rivals.filter { $0.imageVersion == rivals.first?.imageVersion }
        guard current.count > 1, current.first?.imageVersion == version else { return nil }
        return Finding(
            kind: .severalCurrent, severity: .warning,
            sentence: "\(key(of: family).stem) has \(current.count) images that could be the current one, \(version).",
            images: current.map(\.id), fix: .deprecate)
    }

    /// A deprecated image has to lead to one that can be used (R50, R51).
    private func replacement(of entry: CatalogueEntry, in pane: Pane) -> Finding? {
        guard entry.isDeprecated else { return nil }
        func finding(_ kind: Finding.Kind, _ sentence: String, _ others: [ImageID] = []) -> Finding {
            Finding(
                kind: kind, severity: .warning, sentence: sentence, images: [entry.id] + others, fix: .deprecate)
        }
        switch replacement(of: entry.image, in: pane) {
        case .none: return finding(.unresolvedReplacement, "It is deprecated and names no replacement.")
        case .unresolved(let text):
            return finding(.unresolvedReplacement, "It is deprecated in favour of \(text), and there is no such image.")
        case .several(let slots):
            return finding(
                .unresolvedReplacement,
                "It is deprecated in favour of \(entry.image.replacement ?? ""), and \(slots.count) images have that name.",
                slots.compactMap { self[$0]?.id })
        case .image(let slot):
            guard let other = self[slot], other.isDeprecated else { return nil }
            return finding(
                .deprecatedReplacement, "Its replacement \(entry.image.replacement ?? "") is deprecated itself.",
                [other.id])
        }
    }
}
