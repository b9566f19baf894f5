/// The custom properties of an image, sorted by key. Values are text, as the image service stores them.
///
/// Two sorted arrays take a fraction of a dictionary's memory, and the one of the keys is shared by all images that
/// were made in the same way (see `Interner`); both count at a hundred thousand images.
package struct Properties: Hashable, Sendable {
    package struct Property: Hashable, Sendable {
        package let key: String
        package let value: String
    }

    package private(set) var keys: [String] = []
    package private(set) var values: [String] = []

    package init() {}

    /// Takes pairs in any order; of a repeated key the last one counts.
    package init(_ pairs: some Sequence<(String, String)>) {
        // Swift's sort is stable, so the last of equal keys stays the last.
        let sorted = pairs.sorted { $0.0 < $1.0 }
        keys.reserveCapacity(sorted.count)
        values.reserveCapacity(sorted.count)
        for (key, value) in sorted {
            if keys.last == key {
                values[values.count - 1] = value
            } else {
                keys.append(key)
                values.append(value)
            }
        }
    }

    /// Takes as many values as there are keys. Keys that are sorted and differ keep their storage, which others share.
    package init(keys: [String], values: [String]) {
        let isInOrder = keys.count == values.count && zip(keys, keys.dropFirst()).allSatisfy(<)
        self.init(isInOrder ? [] : Array(zip(keys, values)))
        if isInOrder {
            self.keys = keys
            self.values = values
        }
    }

    package subscript(key: String) -> String? {
        get {
            // Comparing for equality is so much cheaper than for order that ten keys are faster gone through.
            keys.firstIndex(of: key).map { values[$0] }
        }
        set {
            let index = position(of: key)
            let found = index < keys.count && keys[index] == key
            switch (found, newValue) {
            case (true, let value?): values[index] = value
            case (true, nil):
                keys.remove(at: index)
                values.remove(at: index)
            case (false, let value?):
                keys.insert(key, at: index)
                values.insert(value, at: index)
            case (false, nil): break
            }
        }
    }

    /// Makes keys and values that repeat from image to image share their storage.
    package mutating func share(with interner: inout Interner) {
        keys = interner(keys)
        for index in values.indices { values[index] = interner(values[index]) }
    }

    /// Where `key` is, or where it would have to be inserted.
    private func position(of key: String) -> Int {
        keys.partitioningIndex { $0 >= key }
    }
}

extension Properties: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { keys.count }
    package subscript(position: Int) -> Property { Property(key: keys[position], value: values[position]) }
}

extension Properties: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }
}
