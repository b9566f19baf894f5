internal import Glibc

/// The text in which words of a filter are looked for: name, ID, description and tags, in lower case, as one run of
/// UTF-8 with a line feed between the parts, so that no word matches across two of them.
package struct SearchText: Sendable {
    private let bytes: [CChar]

    package init(of image: Image) {
        var text = image.name ?? ""
        text += "\n" + image.id.rawValue
        if let description = image.properties["description"] { text += "\n" + description }
        for tag in image.tags { text += "\n" + tag }
        bytes = Needle(text).bytes
    }

    /// Whether `needle` occurs. An empty needle always does.
    package func contains(_ needle: Needle) -> Bool {
        bytes.withUnsafeBufferPointer { text in
            needle.bytes.withUnsafeBufferPointer { word in
                guard let text = text.baseAddress, let word = word.baseAddress else { return true }
                return strstr(text, word) != nil
            }
        }
    }

    /// A word to look for, in the form in which haystacks are kept: lower case, zero-terminated, with another control
    /// character in the place of any zero inside.
    package struct Needle: Hashable, Sendable {
        fileprivate let bytes: [CChar]

        package init(_ word: String) {
            bytes = word.lowercased().utf8.map { $0 == 0 ? 1 : CChar(bitPattern: $0) } + [0]
        }
    }
}
