import Canvas
import Testing

@Suite("A text of several lines that is being edited")
struct TextAreaTests {
    private func area(_ text: String = "", _ keys: String...) -> TextArea {
        var area = TextArea(text)
        press(keys, &area)
        return area
    }

    private func press(_ keys: [String], _ area: inout TextArea) {
        for name in keys {
            for key in Key(name).map({ [$0] }) ?? name.map({ Key($0) }) { _ = area.handle(.key(key)) }
        }
    }

    /// The line and the column of the cursor.
    private func place(_ area: TextArea) -> [Int] { [area.row, area.lines[area.row].cursor] }

    @Test("Enter parts a line where the cursor is, Backspace and Delete join two")
    func lines() {
        #expect(area("", "one", "Enter", "two").text == "one\ntwo")
        let parted = area("onetwo", "Left", "Left", "Left", "Enter")
        #expect(parted.text == "one\ntwo")
        #expect(place(parted) == [1, 0])
        let joined = area("one\ntwo", "Home", "Backspace")
        #expect(joined.text == "onetwo")
        #expect(place(joined) == [0, 3])
        #expect(area("one\ntwo", "Up", "End", "Delete").text == "onetwo")
        #expect(area("", "Backspace", "Delete").text == "")
    }

    @Test("The cursor goes up and down, and round the ends of lines; at either end Up and Down are left to others")
    func movement() {
        let up = area("long line\nab", "Up")
        #expect(place(up) == [0, 2])
        #expect(place(area("ab\nlong line", "Up")) == [0, 2])
        #expect(place(area("ab\ncd", "Home", "Left")) == [0, 2])
        #expect(place(area("ab\ncd", "Up", "End", "Right")) == [1, 0])
        #expect(place(area("ab\ncd\nef", "C-Home")) == [0, 0])
        #expect(place(area("ab\ncd\nef", "C-Home", "C-End")) == [2, 2])
        var area = area("ab\ncd")
        let down = area.handle(.key(Key(.down)))
        #expect(!down)
        _ = area.handle(.key(Key(.up)))
        let again = area.handle(.key(Key(.up)))
        #expect(!again)
    }

    @Test("What is pasted keeps its lines, however they end, and nothing that a terminal would obey")
    func paste() {
        var area = area("<>", "Left")
        _ = area.handle(.paste("#!/bin/sh\r\necho \u{1B}[31m\rls\n"))
        #expect(area.text == "<#!/bin/sh\necho [31m\nls\n>")
        #expect(place(area) == [3, 0])
    }

    @Test("No more is taken than fits")
    func longest() {
        var area = TextArea(String(repeating: "x\n", count: 32_767))
        _ = area.handle(.paste("abc"))
        #expect(area.text.count == TextArea.longest)
    }

    @Test("The lines around the cursor are shown")
    func shown() {
        let text = (0..<10).map(String.init).joined(separator: "\n")
        #expect(area(text).shown(atMost: 4) == 6..<10)
        #expect(area(text, "C-Home").shown(atMost: 4) == 0..<4)
        #expect(area("a\nb").shown(atMost: 4) == 0..<2)
    }
}
