/// Lets texts that repeat share their storage: owners, property keys and values, tags, names of stores.
///
/// A table of fixed size in which a new text takes the place of an older one with the same hash: texts that are
/// frequent stay, and a catalogue full of unique values costs no more memory than one without. A value to be kept
/// by whoever decodes or loads rows, one a task.
package struct Interner: Sendable {
    private var texts: [String]
    private var lists: [[String]]

    /// `capacity` is rounded up to a power of two.
    package init(capacity: Int = 8_192) {
        var size = 16
        while size < capacity { size *= 2 }
        texts = Array(repeating: "", count: size)
        lists = Array(repeating: [], count: size / 4)
    }

    /// The text itself or an equal one that others use already.
    package mutating func callAsFunction(_ text: String) -> String {
        // Fifteen bytes fit into a `String` itself, and a long text is hardly ever seen twice.
        let length = text.utf8.count
        guard length > 15, length <= 96 else { return text }
        let place = Int(truncatingIfNeeded: text.hashValue) & (texts.count - 1)
        if texts[place] != text { texts[place] = text }
        return texts[place]
    }

    /// A list of texts (tags, stores, the keys of properties) with the storage of an equal one.
    package mutating func callAsFunction(_ list: [String]) -> [String] {
        if list.isEmpty { return [] }
        let place = Int(truncatingIfNeeded: list.hashValue) & (lists.count - 1)
        if lists[place] != list { lists[place] = list.map { self($0) } }
        return lists[place]
    }
}

extension Image {
    /// Makes the texts that repeat from image to image share their storage.
    package mutating func share(with interner: inout Interner) {
        owner = owner.map { ProjectID(interner($0.rawValue)) }
        diskFormat = diskFormat.map { interner($0) }
        containerFormat = containerFormat.map { interner($0) }
        tags = interner(tags)
        stores = interner(stores)
        properties.share(with: &interner)
    }
}
