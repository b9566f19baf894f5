/// How a list is sorted. Rows that have nothing in the column come last either way; ties go by name, then by ID.
package struct SortOrder: Hashable, Sendable {
    package var column: SortColumn
    package var isDescending: Bool

    package init(_ column: SortColumn, descending: Bool = false) {
        self.column = column
        isDescending = descending
    }

    package static let byName = SortOrder(.name)
}

/// A pane's order of rows: its sort order, and in Shared with Me the offers without an answer before all others,
/// so that no other order can bury one.
struct RowOrder {
    let sort: SortOrder
    let pendingFirst: Bool

    /// Everything that decides where a row stands.
    struct Key {
        var isPending = false
        var isMissing = false
        var number: Int64 = 0
        var text: NameKey?
        var rank: Int32 = 0
    }

    func key(of slot: Slot, in catalogue: Catalogue) -> Key {
        var key = Key()
        key.rank = catalogue.rank(of: slot)
        key.isPending = pendingFirst && catalogue.membership(of: slot).contains(.pending)
        switch sort.column.value(of: slot, in: catalogue) {
        case .number(let number): key.number = number
        case .text(let text): key.text = NameKey(text)
        case nil: key.isMissing = true
        }
        return key
    }

    func precedes(_ a: Key, _ b: Key) -> Bool {
        if a.isPending != b.isPending { return a.isPending }
        if a.isMissing != b.isMissing { return b.isMissing }
        if !a.isMissing {
            if a.number != b.number { return (a.number < b.number) != sort.isDescending }
            if let text = a.text, let other = b.text, text != other { return (text < other) != sort.isDescending }
        }
        return a.rank < b.rank
    }

    /// The slots of `rows` sorted.
    func sorted(_ rows: SlotSet, in catalogue: Catalogue) -> [Slot] {
        let byName = catalogue.nameOrder.filter { rows.contains($0) }
        var sorted = sort == .byName ? byName : self.sorted(byName, in: catalogue)
        if pendingFirst {
            let isPending = { (slot: Slot) in catalogue.membership(of: slot).contains(.pending) }
            sorted = sorted.filter(isPending) + sorted.filter { !isPending($0) }
        }
        return sorted
    }

    /// The order by the column alone. Values that are text are replaced by their place among all different texts,
    /// so that each is compared only once however many rows have it.
    private func sorted(_ byName: [Slot], in catalogue: Catalogue) -> [Slot] {
        struct Item {
            var number: Int64
            var place: Int32
            var slot: Slot
        }
        var items: [Item] = []
        items.reserveCapacity(byName.count)
        var missing: [Slot] = []
        var texts: [String: Int] = [:]
        for slot in byName {
            let place = Int32(items.count)
            switch sort.column.value(of: slot, in: catalogue) {
            case .number(let number): items.append(Item(number: number, place: place, slot: slot))
            case .text(let text):
                let number = texts[text, default: texts.count]
                if number == texts.count { texts[text] = number }
                items.append(Item(number: Int64(number), place: place, slot: slot))
            case nil: missing.append(slot)
            }
        }
        if !texts.isEmpty {
            let places = Self.places(of: texts)
            for index in items.indices { items[index].number = Int64(places[Int(items[index].number)]) }
        }
        if sort.isDescending {
            items.sort { $0.number == $1.number ? $0.place < $1.place : $0.number > $1.number }
        } else {
            items.sort { $0.number == $1.number ? $0.place < $1.place : $0.number < $1.number }
        }
        return items.map(\.slot) + missing
    }

    /// For each text's number its place in the order of texts; texts with equal keys share one.
    private static func places(of texts: [String: Int]) -> [Int32] {
        var keys: [UInt8] = []
        var sorted: [(start: Int, end: Int, number: Int)] = []
        sorted.reserveCapacity(texts.count)
        for (text, number) in texts {
            let start = keys.count
            NameKey.write(text, to: &keys)
            sorted.append((start, keys.count, number))
        }
        var places = [Int32](repeating: 0, count: sorted.count)
        keys.withUnsafeBytes { keys in
            func order(_ a: (start: Int, end: Int, number: Int), _ b: (start: Int, end: Int, number: Int)) -> Int {
                NameKey.order(.init(rebasing: keys[a.start..<a.end]), .init(rebasing: keys[b.start..<b.end]))
            }
            sorted.sort { order($0, $1) < 0 }
            var place: Int32 = 0
            for (index, text) in sorted.enumerated() {
                if index > 0, order(sorted[index - 1], text) != 0 { place += 1 }
                places[text.number] = place
            }
        }
        return places
    }
}
