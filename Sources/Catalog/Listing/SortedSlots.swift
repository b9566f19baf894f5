extension [Slot] {
    /// Takes the slots in `moved` out of a sorted list and puts `fresh` ones in where they belong.
    ///
    /// `fresh` is sorted; each of them brings what `precedes` needs for comparing it with one that stayed. Answers the
    /// lowest place where anything is different, the count if nothing is.
    mutating func replace<Key>(
        _ moved: SlotSet?, with fresh: [(slot: Slot, key: Key)], precedes: (_ fresh: Key, _ other: Slot) -> Bool
    ) -> Int {
        var lowest = count
        if let moved {
            lowest = firstIndex { moved.contains($0) } ?? count
            removeAll { moved.contains($0) }
        }
        guard !fresh.isEmpty else { return lowest }
        // From the back, moving each run between two insertions once.
        var end = count
        var target = count + fresh.count
        append(contentsOf: fresh.lazy.map(\.slot))
        withUnsafeMutableBufferPointer { slots in
            guard let base = slots.baseAddress else { return }
            for (slot, key) in fresh.reversed() {
                // Rows loaded in the order of the list all go to the end.
                let isLast = end == 0 || !precedes(key, slots[end - 1])
                let place = isLast ? end : slots[..<end].partitioningIndex { precedes(key, $0) }
                let length = end - place
                target -= length
                (base + target).update(from: base + place, count: length)
                target -= 1
                slots[target] = slot
                end = place
            }
        }
        return Swift.min(lowest, end)
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first place where `isAfter` holds, in a collection where it holds for everything that follows.
    func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
