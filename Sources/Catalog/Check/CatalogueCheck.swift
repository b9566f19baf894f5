/// A check of a pane that goes on a part at a time, so that keys need not wait for it.
package struct CatalogueCheck: Sendable {
    package let pane: Pane
    package let context: CheckContext
    /// How many rows have been looked at, of all rows that are known.
    package private(set) var position = 0
    /// How many of them the pane lists.
    package private(set) var looked = 0
    package private(set) var isDone = false
    /// Shared images whose members may be read by the one who asks: what is said of offers depends on them.
    package private(set) var shared: [ImageID] = []
    /// By severity, each by name.
    private var findings: [Finding.Severity: [Finding]] = [:]

    package init(_ pane: Pane, _ context: CheckContext) {
        self.pane = pane
        self.context = context
    }

    /// Makes room for as many findings as another check had: to make it while they come in takes longer than a key may.
    package mutating func reserve(like other: CatalogueCheck) {
        for (severity, some) in other.findings {
            findings[severity, default: []].reserveCapacity(some.count + some.count / 8)
        }
    }

    /// Looks at so many more rows. The catalogue has to be the same as before, or the check to be begun anew.
    package mutating func advance(by rows: Int, in catalogue: Catalogue) {
        let end = rows < catalogue.nameOrder.count - position ? position + rows : catalogue.nameOrder.count
        while position < end {
            let slot = catalogue.nameOrder[position]
            position += 1
            guard catalogue.membership(of: slot).isListed(in: pane, showingHidden: true) else { continue }
            looked += 1
            note(slot, in: catalogue)
            // What concerns several images comes up at each of them, and counts once.
            for finding in catalogue.findings(of: slot, in: pane, context)
            where finding.images.count == 1 || finding.images.first == catalogue[slot]?.id {
                findings[finding.severity, default: []].append(finding)
            }
        }
        isDone = position >= catalogue.nameOrder.count
    }

    /// Forgets so many findings, which for all at once would take longer than a key may. Answers whether any are left.
    package mutating func shed(_ count: Int) -> Bool {
        var left = count
        for severity in Finding.Severity.allCases {
            let some = min(left, self.count(of: severity))
            findings[severity]?.removeLast(some)
            left -= some
        }
        return self.count > 0
    }

    package func count(of severity: Finding.Severity) -> Int { findings[severity]?.count ?? 0 }

    package var count: Int { Finding.Severity.allCases.reduce(0) { $0 + count(of: $1) } }

    /// The findings so far, the worst first; nil beyond their end.
    package subscript(place: Int) -> Finding? {
        var place = place
        for severity in Finding.Severity.allCases.reversed() {
            let some = findings[severity] ?? []
            if some.indices.contains(place) { return some[place] }
            place -= some.count
        }
        return nil
    }

    /// Where a finding stands; nil if it is none any more.
    package func place(of finding: Finding) -> Int? {
        var before = 0
        for severity in Finding.Severity.allCases.reversed() {
            if severity == finding.severity { return findings[severity]?.firstIndex(of: finding).map { before + $0 } }
            before += count(of: severity)
        }
        return nil
    }

    private mutating func note(_ slot: Slot, in catalogue: Catalogue) {
        guard let entry = catalogue[slot], entry.image.visibility == .shared, !entry.isWithdrawn else { return }
        let isUndated = entry.offer?.status == .pending && entry.offer?.offeredAt == nil
        let isOwn = catalogue.scope.isAdmin || entry.image.owner == catalogue.scope.project
        if pane == .shared ? isUndated : isOwn { shared.append(entry.id) }
    }
}
