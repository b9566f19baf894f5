/// A text to look for in others without regard to case.
struct FoldedText: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    /// Whether `text` contains it. An empty one is contained in every text.
    func occurs(in text: String) -> Bool {
        if bytes.isEmpty { return true }
        // Nearly all texts are ASCII, and need no copy in lower case.
        let answer = text.utf8.withContiguousStorageIfAvailable { haystack -> Bool? in
            haystack.allSatisfy { $0 < 0x80 } ? occurs(inASCII: haystack) : nil
        }
        if case .some(.some(let found)) = answer { return found }
        return occurs(inASCII: Array(text.lowercased().utf8))
    }

    private func occurs(inASCII text: some RandomAccessCollection<UInt8>) -> Bool {
        guard text.count >= bytes.count else { return false }
        return text.indices.dropLast(bytes.count - 1).contains { start in
            zip(text[start...], bytes).allSatisfy { Self.lower($0) == $1 }
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
