import Canvas
import TestSupport
import Testing

@Suite("A terminal that is not there")
@MainActor
struct RecordingTerminalTests {
    @Test("It tells of input, wakers and other reasons once")
    func waiting() {
        let terminal = RecordingTerminal()
        #expect(terminal.wait(timeout: nil).isEmpty)
        terminal.inputs = [.key(Key("j"))]
        terminal.waker.wake()
        terminal.waker.wake()
        terminal.reasons = .terminate
        #expect(terminal.wait(timeout: nil) == [.input, .woken, .terminate])
        #expect(terminal.readInput() == [.key(Key("j"))])
        #expect(terminal.wait(timeout: nil).isEmpty)
    }

    @Test("It takes the size it is told of")
    func size() {
        let terminal = RecordingTerminal()
        terminal.inputs = [.resized(Size(columns: 60, rows: 15))]
        _ = terminal.readInput()
        #expect(terminal.size == Size(columns: 60, rows: 15))
    }

    @Test("It keeps what it was shown")
    func frames() {
        let terminal = RecordingTerminal()
        terminal.show(Frame(size: terminal.size))
        terminal.suspend()
        terminal.restore()
        #expect(terminal.frame?.size == Size(columns: 80, rows: 24))
        #expect(terminal.copy("x") && terminal.copies == ["x"])
        #expect(terminal.turns == [.suspended, .restored])
    }
}
