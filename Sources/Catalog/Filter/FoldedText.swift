/// A text to look for in others without regard to case.
struct FoldedText: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    var hasBlank: Bool { bytes.contains(0x20) }

    /// Whether `text` contains it. An empty one is contained in every text.
    func occurs(in text: String) -> Bool {
        var isASCII = true
        let isFound = text.utf8.withContiguousStorageIfAvailable { find(in: $0, &isASCII) }
        // Nearly all texts are ASCII and need no copy in lower case.
        if let isFound, isFound || isASCII { return isFound }
        var lower = text.lowercased()
        return lower.withUTF8 { find(in: $0, &isASCII) }
    }

    /// Looks for the bytes where capital letters of ASCII count as small ones. Notes whether there is anything else
    /// that can have a case.
    private func find(in text: UnsafeBufferPointer<UInt8>, _ isASCII: inout Bool) -> Bool {
        bytes.withUnsafeBufferPointer { wanted in
            var place = 0
            var highest: UInt8 = 0
            while place < text.count {
                highest |= text[place]
                var length = 0
                while length < wanted.count, place + length < text.count,
                    Self.lower(text[place + length]) == wanted[length]
                {
                    length += 1
                }
                if length == wanted.count { return true }
                place += 1
            }
            isASCII = highest < 0x80
            return wanted.isEmpty
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
