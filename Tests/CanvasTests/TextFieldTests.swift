import Testing

@testable import Canvas

@Suite("A field of text")
struct TextFieldTests {
    /// A field after some keys, told by their names; everything else is typed.
    private func field(_ text: String = "", history: [String] = [], isSecret: Bool = false, _ keys: String...)
        -> TextField
    {
        var field = TextField(text, isSecret: isSecret, history: history)
        for name in keys {
            if let key = Key(name) { _ = field.handle(key) } else { field.insert(name) }
        }
        return field
    }

    /// The text with a bar where the cursor is.
    private func marked(_ field: TextField) -> String {
        String(field.characters[..<field.cursor]) + "|" + String(field.characters[field.cursor...])
    }

    @Test(
        "Keys move and delete as in a shell",
        arguments: [
            (["Left"], "os:ubuntu 24.0|4"), (["Home"], "|os:ubuntu 24.04"), (["C-a", "Right"], "o|s:ubuntu 24.04"),
            (["C-a", "C-e"], "os:ubuntu 24.04|"), (["M-b"], "os:ubuntu 24.|04"),
            (["M-b", "M-b", "M-b"], "os:|ubuntu 24.04"),
            (["C-a", "M-f"], "os|:ubuntu 24.04"), (["C-a", "M-f", "M-f"], "os:ubuntu| 24.04"),
            (["C-Left"], "os:ubuntu 24.|04"),
            (["C-w"], "os:ubuntu |"), (["C-w", "C-w"], "|"), (["M-Backspace"], "os:ubuntu 24.|"), (["C-u"], "|"),
            (["C-a", "C-k"], "|"), (["C-a", "M-d"], "|:ubuntu 24.04"), (["Backspace"], "os:ubuntu 24.0|"),
            (["C-a", "Del"], "|s:ubuntu 24.04"), (["C-a", "C-d"], "|s:ubuntu 24.04"),
            (["C-a", "Backspace"], "|os:ubuntu 24.04"),
            (["Del"], "os:ubuntu 24.04|"), (["Right"], "os:ubuntu 24.04|"), (["C-a", "x"], "x|os:ubuntu 24.04"),
            (["C-w", "C-a", "C-y"], "24.04|os:ubuntu "), (["C-b", "C-b", "C-f"], "os:ubuntu 24.0|4"),
        ] as [([String], String)])
    func editing(keys: [String], expected: String) throws {
        var field = TextField("os:ubuntu 24.04")
        for name in keys {
            let isTaken = try field.handle(#require(Key(name)))
            #expect(isTaken)
        }
        #expect(marked(field) == expected)
    }

    @Test(
        "Keys that mean nothing here are left to others",
        arguments: ["Enter", "Esc", "Tab", "S-Tab", "C-s", "F1", "Up", "Down", "PgDn", "M-p"])
    func untaken(name: String) throws {
        var field = TextField("x")
        let isTaken = try field.handle(#require(Key(name)))
        #expect(!isTaken)
        #expect(field == TextField("x"))
    }

    @Test("Every printable key is text, a blank and the digits too")
    func printable() {
        #expect(field("", "q", "Space", "1", "/", "?").text == "q 1/?")
    }

    @Test("Shift selects; typing, deleting and pasting replace what is selected")
    func selection() {
        var field = field("hello world", "C-S-Left")
        #expect(field.selectedText == "world")
        #expect(field.selection == 6..<11)
        field.insert("there")
        #expect(marked(field) == "hello there|")
        #expect(self.field("abc", "S-Home", "Backspace").text.isEmpty)
        #expect(marked(self.field("abc", "Home", "S-Right", "S-Right", "Del")) == "|c")
        #expect(self.field("abc", "S-Left", "Left").selectedText == nil)
        var all = TextField("abc")
        all.selectAll()
        #expect(all.selectedText == "abc")
    }

    @Test("The cursor never stands within a character as it is drawn")
    func graphemes() {
        #expect(marked(field("a👨‍👩‍👧b", "Left", "Left")) == "a|👨‍👩‍👧b")
        #expect(marked(field("e\u{301}x", "Left", "Backspace")) == "|x")
        #expect(field("漢字", "Backspace").text == "漢")
        // A mark typed after its letter joins it.
        var field = TextField("e")
        field.insert("\u{301}")
        #expect(field.characters.count == 1 && field.cursor == 1)
    }

    @Test("Pasted lines become one line, and control characters are left out")
    func pasting() {
        var field = TextField("")
        field.handle(.paste("one\r\ntwo\tthree\n\u{1B}[2Jx\u{9B}y\u{7}"))
        #expect(field.text == "one two three [2Jxy")
    }

    @Test("More text than there is room for is refused in part, and that is told")
    func longest() {
        var field = TextField(String(repeating: "x", count: TextField.longest - 1))
        let fits = field.insert("ab")
        #expect(!fits)
        #expect(field.characters.count == TextField.longest)
        #expect(field.characters.last == "a")
        field.move(to: 0, selecting: true)
        field.insert("short")
        #expect(field.text == "short")
    }

    @Test("History goes back and forth and keeps what was being written")
    func history() {
        let past = ["first", "second"]
        #expect(marked(field("dra", history: past, "Up")) == "second|")
        #expect(field("dra", history: past, "Up", "Up", "Up").text == "first")
        #expect(field("dra", history: past, "Up", "Up", "Down").text == "second")
        #expect(field("dra", history: past, "Up", "Down").text == "dra")
        #expect(field("dra", history: past, "Down").text == "dra")
        // Changing an entry begins a text of its own.
        #expect(field("", history: past, "Up", "x", "Up").text == "second")
        #expect(field("", history: past, "Up", "x", "Up", "Down").text == "secondx")
    }

    @Test("A secret is drawn as dots, is one word, and is told to nobody")
    func secret() {
        var field = field("pass word", history: ["old"], isSecret: true, "S-Home")
        #expect(field.selectedText == nil)
        #expect("\(field)" == "secret")
        #expect(field.history.isEmpty)
        field.move(to: 9)
        _ = field.handle(Key("b", .alt))
        #expect(field.cursor == 0)
        var frame = Frame(size: Size(columns: 12, rows: 1))
        field.draw(on: &frame, in: frame.bounds)
        #expect(frame.text.hasPrefix("••••••••") && !frame.text.contains("•••••••••"))
        // However long it is, it looks the same.
        var other = Frame(size: Size(columns: 12, rows: 1))
        self.field("x", isSecret: true).draw(on: &other, in: other.bounds)
        #expect(other.text == frame.text)
        #expect(self.field("secret", isSecret: true, "C-u", "C-y").text.isEmpty)
    }

    // MARK: Drawing

    private func drawn(_ field: TextField, columns: Int) -> (text: String, cursor: Int) {
        var frame = Frame(size: Size(columns: columns + 4, rows: 1))
        let place = field.draw(on: &frame, in: Rect(column: 2, row: 0, columns: columns, rows: 1))
        return (frame.text, place.column - 2)
    }

    @Test("A text that fits is drawn whole, with the cursor after its last character")
    func fits() {
        #expect(drawn(TextField("abc"), columns: 5) == ("  abc", 3))
        #expect(drawn(field("字b", "Home", "Right"), columns: 5) == ("  字b", 2))
    }

    @Test("A longer text is scrolled to the cursor and marked where it goes on")
    func scrolls() {
        let long = "abcdefghijklmnopqrstuvwxyz"
        #expect(drawn(field(long, "Home"), columns: 10) == ("  abcdefghi›", 0))
        #expect(drawn(TextField(long), columns: 10) == ("  ‹vwxyz", 6))
        var middle = TextField(long)
        middle.move(to: 12)
        #expect(drawn(middle, columns: 10) == ("  ‹ghijklmn›", 7))
    }

    @Test("Wherever the cursor is, it is in the field and not on a mark")
    func cursorIsSeen() {
        for text in ["abcdefghijklmnopqrstuvwxyz", "漢字漢字漢字漢字漢字漢字", "a漢b字c漢d字e漢f字g"] {
            for columns in 1...12 {
                var field = TextField(text)
                for place in 0...field.characters.count {
                    field.move(to: place)
                    let (shown, cursor) = drawn(field, columns: columns)
                    #expect((0..<columns).contains(cursor), "\(text) \(columns) \(place)")
                    if columns > 5 && place > 0 && shown.dropFirst(2).first == "‹" { #expect(cursor > 0) }
                }
            }
        }
    }

    @Test("An empty field shows its hint")
    func hint() {
        var frame = Frame(size: Size(columns: 10, rows: 1))
        let place = TextField().draw(on: &frame, in: frame.bounds, hint: "none")
        #expect(frame.text == "none")
        #expect(frame[0, 0].style.attributes == .dim)
        #expect(place == Point(column: 0, row: 0))
    }

    @Test("What is selected looks selected")
    func selected() {
        var frame = Frame(size: Size(columns: 5, rows: 1))
        field("abc", "S-Left").draw(on: &frame, in: frame.bounds, style: Style(attributes: .underline))
        #expect(frame[2, 0].style.attributes == [.underline, .reverse])
        #expect(frame[1, 0].style.attributes == .underline)
    }
}
