import Testing

@testable import Canvas

@Suite("The window on a list")
struct ScrollWindowTests {
    private func window(_ count: Int = 100, height: Int = 10, cursor: Int = 0) -> ScrollWindow {
        var window = ScrollWindow(count: count, height: height)
        window.move(to: cursor)
        return window
    }

    @Test("Moving scrolls only when the cursor would leave the window")
    func moving() {
        var window = window(cursor: 9)
        #expect(window.visible == 0..<10)
        window.move(by: 1)
        #expect(window.visible == 1..<11)
        window.move(by: -9)
        #expect(window.visible == 1..<11)
        window.move(by: -1)
        #expect(window.visible == 0..<10 && window.cursor == 0)
        window.move(by: -1)
        #expect(window.cursor == 0)
        window.moveToLast()
        #expect(window.visible == 90..<100 && window.cursor == 99)
        window.moveToFirst()
        #expect(window.visible == 0..<10)
    }

    @Test("Pages keep one line in sight and the cursor's line on the screen")
    func pages() {
        var window = window(cursor: 3)
        window.page(by: 1)
        #expect(window.visible == 9..<19 && window.cursor == 12)
        window.page(by: -1)
        #expect(window.visible == 0..<10 && window.cursor == 3)
        window.page(by: -1)
        #expect(window.visible == 0..<10 && window.cursor == 0)
        window.page(by: 50)
        #expect(window.visible == 90..<100 && window.cursor == 99)
        window.halfPage(by: -1)
        #expect(window.visible == 85..<95 && window.cursor == 94)
    }

    @Test("The wheel moves the rows; the cursor stays on its row while that is seen")
    func wheel() {
        var window = window(cursor: 5)
        window.wheel(by: 3)
        #expect(window.visible == 3..<13 && window.cursor == 5)
        window.wheel(by: 3)
        #expect(window.visible == 6..<16 && window.cursor == 6)
        window.wheel(by: -100)
        #expect(window.visible == 0..<10 && window.cursor == 6)
    }

    @Test("Rows that come or go elsewhere do not move the cursor's line on the screen")
    func follow() {
        var window = window(cursor: 50)
        let line = window.cursor - window.top
        window.follow(cursor: 57, count: 107)
        #expect(window.cursor == 57 && window.cursor - window.top == line)
        window.follow(cursor: 20, count: 40)
        #expect(window.cursor == 20 && window.cursor - window.top == line)
        // Too few rows below: what is above fills the room.
        window.follow(cursor: 20, count: 21)
        #expect(window.cursor == 20 && window.visible == 11..<21)
        // Too few rows above: there is no other way than up.
        window.follow(cursor: 2, count: 3)
        #expect(window.cursor == 2 && window.top == 0)
    }

    @Test("Rows that arrive above the first line are seen while there is room, and do not move it where there is none")
    func atTop() {
        var window = window(5, cursor: 0)
        window.follow(cursor: 3, count: 8)
        #expect(window.cursor == 3 && window.visible == 0..<8)
        window = self.window(50, cursor: 0)
        window.follow(cursor: 3, count: 53)
        #expect(window.cursor == 3 && window.visible == 3..<13)
    }

    @Test("Another height keeps the cursor in sight and leaves no room empty")
    func resizing() {
        var window = window(cursor: 99)
        window.resize(height: 20)
        #expect(window.visible == 80..<100)
        window.resize(height: 3)
        #expect(window.visible.contains(99) && window.visible.count == 3)
        window.resize(height: 0)
        #expect(window.visible.count == 1)
    }

    @Test("An empty list has no rows to see")
    func empty() {
        var window = window(0)
        window.move(by: 3)
        window.page(by: -1)
        window.wheel(by: 2)
        #expect(window.cursor == 0 && window.visible.isEmpty)
        window.follow(cursor: 0, count: 2)
        #expect(window.visible == 0..<2)
    }
}
