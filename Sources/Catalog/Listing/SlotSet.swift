/// A row's place in the `Catalogue`: small, stable while the row is there, used again after it was removed.
package typealias Slot = Int32

/// A set of slots, one bit each.
package struct SlotSet: Sendable, Equatable {
    private var words: ContiguousArray<UInt64> = []

    package init() {}

    /// Room for the slots below `capacity`; it grows by itself.
    package init(capacity: Int) { words = ContiguousArray(repeating: 0, count: (capacity + 63) / 64) }

    package init(_ slots: some Sequence<Slot>) {
        for slot in slots { insert(slot) }
    }

    package func contains(_ slot: Slot) -> Bool {
        let word = Int(slot) >> 6
        return word < words.count && words[word] & (1 << UInt64(slot & 63)) != 0
    }

    package mutating func insert(_ slot: Slot) {
        let word = Int(slot) >> 6
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: Swift.max(word + 1 - words.count, words.count / 2)))
        }
        words[word] |= 1 << UInt64(slot & 63)
    }

    package mutating func remove(_ slot: Slot) {
        let word = Int(slot) >> 6
        if word < words.count { words[word] &= ~(1 << UInt64(slot & 63)) }
    }

    /// Puts the slot in or takes it out. Answers whether it was there before.
    package mutating func set(_ slot: Slot, _ isMember: Bool) -> Bool {
        let was = contains(slot)
        if isMember != was { if isMember { insert(slot) } else { remove(slot) } }
        return was
    }

    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// How many slots are here and not in `other`.
    package func count(without other: SlotSet) -> Int {
        var count = 0
        for index in words.indices {
            count += (words[index] & ~(index < other.words.count ? other.words[index] : 0)).nonzeroBitCount
        }
        return count
    }

    package func subtracting(_ other: SlotSet) -> SlotSet {
        var result = self
        for index in 0..<Swift.min(words.count, other.words.count) { result.words[index] &= ~other.words[index] }
        return result
    }

    package func intersection(_ other: SlotSet) -> SlotSet {
        var result = SlotSet()
        result.words = ContiguousArray(zip(words, other.words).map { $0 & $1 })
        return result
    }

    package mutating func formUnion(_ other: SlotSet) {
        if words.count < other.words.count {
            words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
        }
        for index in other.words.indices { words[index] |= other.words[index] }
    }
}

/// The slots in ascending order.
extension SlotSet: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate let words: ContiguousArray<UInt64>
        fileprivate var index = -1
        fileprivate var word: UInt64 = 0

        package mutating func next() -> Slot? {
            while word == 0 {
                index += 1
                guard index < words.count else { return nil }
                word = words[index]
            }
            defer { word &= word - 1 }
            return Slot(index * 64 + word.trailingZeroBitCount)
        }
    }

    package func makeIterator() -> Iterator { Iterator(words: words) }
}
