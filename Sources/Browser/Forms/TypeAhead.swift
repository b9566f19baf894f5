/// Finds an option by the letters its name begins with. There is no clock here: letters belong together as long as some
/// option begins with them.
package struct TypeAhead: Hashable, Sendable {
    private var typed = ""

    package init() {}

    /// The option that one more letter leads to: one that begins with all letters so far, else the next that begins
    /// with this one; nil if there is none.
    package mutating func option(with letter: Character, in titles: [String], after selected: Int?) -> Int? {
        let longer = typed + letter.lowercased()
        let start = selected ?? -1
        if !typed.isEmpty, let found = Self.first(longer, in: titles, from: max(0, start)) {
            typed = longer
            return found
        }
        typed = letter.lowercased()
        return Self.first(typed, in: titles, from: start + 1)
    }

    /// Another key came.
    package mutating func forget() { typed = "" }

    private static func first(_ letters: String, in titles: [String], from start: Int) -> Int? {
        titles.indices.map { (start + $0) % titles.count }.first { titles[$0].lowercased().hasPrefix(letters) }
    }
}
