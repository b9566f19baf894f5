/// The custom properties of an image, sorted by key. Values are text, as the image service stores them.
///
/// A sorted array takes a fraction of a dictionary's memory, which counts at a hundred thousand images.
package struct Properties: Hashable, Sendable {
    package struct Property: Hashable, Sendable {
        package let key: String
        package let value: String
    }

    private var items: [Property] = []

    package init() {}

    /// Takes pairs in any order; of a repeated key the last one counts.
    package init(_ pairs: some Sequence<(String, String)>) {
        items = pairs.map { Property(key: $0.0, value: $0.1) }
        items.sort { $0.key < $1.key }
        if zip(items, items.dropFirst()).contains(where: { $0.key == $1.key }) {
            var unique: [Property] = []
            for item in items {
                if unique.last?.key == item.key { unique.removeLast() }
                unique.append(item)
            }
            items = unique
        }
    }

    package subscript(key: String) -> String? {
        get {
            let index = position(of: key)
            return index < items.count && items[index].key == key ? items[index].value : nil
        }
        set {
            let index = position(of: key)
            let found = index < items.count && items[index].key == key
            switch (found, newValue) {
            case (true, let value?): items[index] = Property(key: key, value: value)
            case (true, nil): items.remove(at: index)
            case (false, let value?): items.insert(Property(key: key, value: value), at: index)
            case (false, nil): break
            }
        }
    }

    /// Where `key` is, or where it would have to be inserted.
    private func position(of key: String) -> Int {
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Properties: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { items.count }
    package subscript(position: Int) -> Property { items[position] }
}

extension Properties: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }
}
