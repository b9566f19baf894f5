import Testing

@testable import Canvas

@Suite("Differences between frames")
struct FrameDifferenceTests {
    private func frame(_ lines: String...) -> Frame {
        var frame = Frame(size: Size(columns: 8, rows: 3))
        for (row, line) in lines.enumerated() { frame.write(line, at: Point(column: 0, row: row)) }
        return frame
    }

    private func runs(_ old: Frame?, _ new: Frame) -> [FrameDifference.Run] {
        FrameDifference(from: old, to: new).runs
    }

    @Test("Equal frames do not differ")
    func equal() { #expect(runs(frame("abc"), frame("abc")).isEmpty) }

    @Test("Only what changed is told, in runs")
    func changes() {
        let difference = FrameDifference(from: frame("abcdef", "x"), to: frame("aXXdeY", "x", "z"))
        #expect(
            difference.runs == [
                .init(row: 0, columns: 1..<3), .init(row: 0, columns: 5..<6), .init(row: 2, columns: 0..<1),
            ])
        #expect(difference.cellCount == 4)
    }

    @Test("A change of look is a change")
    func styles() {
        var other = frame("abc")
        other.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1), with: Style(attributes: .bold))
        #expect(runs(frame("abc"), other) == [.init(row: 0, columns: 1..<2)])
    }

    @Test("A run never begins or ends within a wide character")
    func wide() {
        #expect(runs(frame("a字b"), frame("a語b")) == [.init(row: 0, columns: 1..<3)])
        #expect(runs(frame("a字b"), frame("axyb")) == [.init(row: 0, columns: 1..<3)])
        #expect(runs(frame("axyb"), frame("a字b")) == [.init(row: 0, columns: 1..<3)])
    }

    @Test("Everything changed where nothing was, or another size")
    func other() {
        let everything = (0..<3).map { FrameDifference.Run(row: $0, columns: 0..<8) }
        #expect(runs(nil, frame()) == everything)
        #expect(runs(Frame(size: Size(columns: 3, rows: 3)), frame()) == everything)
    }
}
