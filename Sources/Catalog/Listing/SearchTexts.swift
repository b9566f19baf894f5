internal import Glibc

/// The text of each row in which words of a filter are looked for: name, ID, description and tags in lower case.
///
/// One run of memory for all rows: a word is looked for in a hundred thousand of them at each key press, and most of
/// that time would be spent on waiting for memory if the texts were scattered.
struct SearchTexts: Sendable {
    /// UTF-8, each row's text ended by a zero.
    private var bytes: [CChar] = []
    /// By slot: where its text begins and how long it is, the zero included; length 0 for none.
    private var places: ContiguousArray<(start: UInt32, length: UInt32)> = []
    /// How many bytes belong to no row any more.
    private var unused = 0
    private var scratch: [CChar] = []

    mutating func addSlot() { places.append((0, 0)) }

    mutating func remove(_ slot: Slot) {
        unused += Int(places[Int(slot)].length)
        places[Int(slot)] = (0, 0)
    }

    mutating func put(_ image: Image, at slot: Slot) {
        scratch.removeAll(keepingCapacity: true)
        // A line feed between the parts, so that no word matches across two of them.
        Self.append(image.name ?? "", to: &scratch)
        scratch.append(0x0A)
        Self.append(image.id.rawValue, to: &scratch)
        if let description = image.properties["description"] {
            scratch.append(0x0A)
            Self.append(description, to: &scratch)
        }
        for tag in image.tags {
            scratch.append(0x0A)
            Self.append(tag, to: &scratch)
        }
        scratch.append(0)
        store(at: slot)
    }

    private mutating func store(at slot: Slot) {
        let place = places[Int(slot)]
        if scratch.count <= place.length {
            let start = Int(place.start)
            for (index, byte) in scratch.enumerated() { bytes[start + index] = byte }
            unused += Int(place.length) - scratch.count
            places[Int(slot)].length = UInt32(scratch.count)
            return
        }
        unused += Int(place.length)
        places[Int(slot)] = (0, 0)
        if unused > bytes.count / 2 + 65_536 { compact() }
        places[Int(slot)] = (UInt32(bytes.count), UInt32(scratch.count))
        bytes += scratch
    }

    private mutating func compact() {
        var kept: [CChar] = []
        kept.reserveCapacity(bytes.count - unused)
        for index in places.indices where places[index].length > 0 {
            let start = Int(places[index].start)
            places[index].start = UInt32(kept.count)
            kept += bytes[start..<start + Int(places[index].length)]
        }
        bytes = kept
        unused = 0
    }

    /// Those of `candidates` in whose text, or in whose name alone, `word` occurs. An empty word always does.
    func select(_ word: Needle, from candidates: SlotSet, isNameOnly: Bool = false) -> SlotSet {
        var found = SlotSet(capacity: places.count)
        bytes.withUnsafeBufferPointer { bytes in
            word.bytes.withUnsafeBufferPointer { word in
                guard let bytes = bytes.baseAddress, let word = word.baseAddress else { return }
                for slot in candidates {
                    let place = places[Int(slot)]
                    let text = bytes + Int(place.start)
                    guard place.length > 0, let match = strstr(text, word) else { continue }
                    // The name ends at the first line feed.
                    if isNameOnly, let end = strchr(text, 0x0A), end < match { continue }
                    found.insert(slot)
                }
            }
        }
        return found
    }

    private static func append(_ text: String, to bytes: inout [CChar]) {
        var isASCII = true
        let start = bytes.count
        for byte in text.utf8 {
            isASCII = isASCII && byte < 0x80
            let isCapital = (0x41...0x5A).contains(byte)
            bytes.append(CChar(bitPattern: byte == 0 ? 1 : isCapital ? byte | 0x20 : byte))
        }
        guard !isASCII else { return }
        bytes.removeSubrange(start...)
        for byte in text.lowercased().utf8 { bytes.append(byte == 0 ? 1 : CChar(bitPattern: byte)) }
    }

    /// A word to look for, in the form in which the texts are kept: lower case, ended by a zero, with another control
    /// character in the place of any zero inside.
    struct Needle: Hashable, Sendable {
        fileprivate let bytes: [CChar]

        init(_ word: String) {
            var bytes: [CChar] = []
            SearchTexts.append(word, to: &bytes)
            self.bytes = bytes + [0]
        }
    }
}
