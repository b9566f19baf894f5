/// What the check has to know beside the catalogue itself.
package struct CheckContext: Sendable {
    package var now: Instant
    /// Who images are offered to, as far as that was read.
    package var members: [ImageID: [Member]]
    /// An offer that waits longer has been forgotten, in seconds.
    package static let patience: Int64 = 7 * 86_400
    /// How many published versions of a family may be in use side by side.
    package var keeps: Int
    /// Images that exports have deactivated, to reactivate them when they end.
    package var held: Set<ImageID>

    package init(now: Instant, members: [ImageID: [Member]] = [:], keeps: Int = 1, held: Set<ImageID> = []) {
        self.now = now
        self.members = members
        self.keeps = keeps
        self.held = held
    }

    /// Whole days since a moment, if that is longer than offers should wait.
    func daysOverdue(_ since: Instant?) -> Int64? {
        guard let since, now - since > Self.patience else { return nil }
        return (now - since) / 86_400
    }
}

extension Catalogue {
    /// Everything that is to be said about one image as a pane shows it, the worst first.
    package func findings(of slot: Slot, in pane: Pane, _ context: CheckContext) -> [Finding] {
        guard let entry = self[slot], !entry.isWithdrawn else { return [] }
        let own = entry.findings.filter { $0.kind != .notDeprecated || !context.held.contains(entry.id) }
        let relative = relativeFindings(of: entry, slot, in: pane, context)
        return own.isEmpty || relative.isEmpty
            ? own + relative : (own + relative).sorted { $0.severity > $1.severity }
    }

    /// The worst that is to be said about one image, for the Health column; nil for a healthy one.
    package func health(of slot: Slot, in pane: Pane, _ context: CheckContext) -> Finding? {
        findings(of: slot, in: pane, context).first
    }

    /// Everything that is to be said about a pane's images, hidden ones included; a finding about several of them once.
    /// By severity, then by name.
    package func check(_ pane: Pane, _ context: CheckContext) -> [Finding] {
        var check = CatalogueCheck(pane, context)
        check.advance(by: .max, in: self)
        return (0..<check.count).compactMap { check[$0] }
    }

    /// What can be found only by looking at other images or at members too.
    private func relativeFindings(
        of entry: CatalogueEntry, _ slot: Slot, in pane: Pane, _ context: CheckContext
    ) -> [Finding] {
        let found = [
            duplicateName(of: entry, slot, in: pane), severalCurrent(of: entry, slot, in: pane, context),
            replacement(of: entry, in: pane), pendingOffer(of: entry, in: pane, context),
        ].compactMap { $0 }
        return found.count < 2 ? found : found.sorted { $0.severity > $1.severity }
    }

    /// Images of one owner with the same name: which of them is meant can then only be said by ID (R2).
    private func duplicateName(of entry: CatalogueEntry, _ slot: Slot, in pane: Pane) -> Finding? {
        guard let name = entry.image.name, !name.isEmpty, entry.kind == .image else { return nil }
        let same = neighbours(named: name, around: slot).compactMap { slot -> ImageID? in
            guard let other = self[slot], isThere(slot, in: pane), other.kind == .image else { return nil }
            return other.image.owner == entry.image.owner ? other.id : nil
        }
        guard same.count > 1 else { return nil }
        return Finding(
            kind: .duplicateName, severity: entry.imageVersion == nil ? .note : .warning,
            sentence: "\(same.count) images of one owner have the name \(name).", images: same, fix: .editImage)
    }

    /// The rows with exactly this name, found from one of them: images of one name stand beside each other.
    private func neighbours(named name: String, around slot: Slot) -> [Slot] {
        let place = Int(rank(of: slot))
        func isSame(_ place: Int) -> Bool { self[nameOrder[place]]?.image.name == name }
        func shares(_ place: Int) -> Bool { self[nameOrder[place]]?.nameKey == self[slot]?.nameKey }
        var (first, last) = (place, place)
        while first > 0, shares(first - 1) { first -= 1 }
        while last + 1 < nameOrder.count, shares(last + 1) { last += 1 }
        return first == last ? [slot] : (first...last).filter(isSame).map { nameOrder[$0] }
    }

    /// Several versions that others see and that are neither deprecated nor deactivated: which of them is meant to be
    /// used nobody can tell (R1), unless it is the custom to keep so many. Older ones are to be deprecated, or made
    /// private. The lowest comes first: it is the one to deprecate.
    private func severalCurrent(
        of entry: CatalogueEntry, _ slot: Slot, in pane: Pane, _ context: CheckContext
    ) -> Finding? {
        func isOffered(_ entry: CatalogueEntry) -> Bool {
            entry.canBeCurrent && entry.image.visibility != .private
        }
        guard let family = family(of: slot), isOffered(entry) else { return nil }
        let rivals = newestFirst(family).compactMap { slot -> CatalogueEntry? in
            self[slot].flatMap { isThere(slot, in: pane) && isOffered($0) ? $0 : nil }
        }
        guard rivals.count > context.keeps else { return nil }
        let numbers = FilterWords.list(rivals.compactMap { $0.imageVersion?.description })
        return Finding(
            kind: .severalCurrent, severity: .warning,
            sentence: "\(key(of: family).stem) has \(rivals.count) published versions that are in use: \(numbers).",
            images: rivals.reversed().map(\.id), fix: .deprecate)
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

    /// An offer that nobody has answered for long: to this project where offers are listed, else to others.
    private func pendingOffer(of entry: CatalogueEntry, in pane: Pane, _ context: CheckContext) -> Finding? {
        guard entry.image.visibility == .shared else { return nil }
        func finding(_ sentence: String, fix: ImageAction) -> Finding {
            Finding(kind: .pendingOffer, severity: .note, sentence: sentence, images: [entry.id], fix: fix)
        }
        if pane == .shared {
            guard let offer = entry.offer, offer.status == .pending else { return nil }
            // Lists of offers do not tell their dates; the membership does. The image may be much older.
            let own = context.members[entry.id]?.first { $0.project == scope.project }
            guard let days = context.daysOverdue(offer.offeredAt ?? own?.createdAt) else { return nil }
            return finding("It has waited for this project's answer for \(days) days.", fix: .acceptOffer)
        }
        let waiting = (context.members[entry.id] ?? []).compactMap { member -> (name: String, days: Int64)? in
            guard member.status == .pending, let days = context.daysOverdue(member.createdAt) else { return nil }
            return (projects.label(of: member.project), days)
        }
        guard let longest = waiting.map(\.days).max() else { return nil }
        let verb = waiting.count == 1 ? "has" : "have"
        return finding(
            "\(FilterWords.list(waiting.map(\.name))) \(verb) not answered the offer of it for \(longest) days.",
            fix: .shareImage)
    }
}
