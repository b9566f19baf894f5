import Canvas
import Testing

@testable import Browser

@Suite("Lists in forms")
struct ListFieldTests {
    @Test("Items of a list may hold blanks and commas: in quotation marks, in which they come back to be corrected")
    func quotedItems() throws {
        var field = FormField("tags", "Tags", .list(["web server"], entry: TextField()))
        func type(_ text: String) { for character in text { _ = field.handle(.key(Key(character))) } }
        _ = field.handle(.key(Key(.backspace)))
        guard case .list(let left, let entry) = field.control else { return #expect(Bool(false), "no list") }
        #expect(left.isEmpty && entry.text == "\"web server\"")
        #expect(field.items == ["web server"])
        _ = field.handle(.key(Key(.enter)))
        type("\"a, b\" c,")
        #expect(field.items == ["web server", "a, b", "c"])
    }
}
