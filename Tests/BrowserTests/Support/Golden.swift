import Canvas
import Foundation
import Testing

/// Whole screens, text and styles, as somebody has looked at them: `Tests/BrowserTests/Golden/*.txt`.
///
/// `make golden` draws them anew; what changed is to be looked at before it is committed.
enum Golden {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden")
    private static let isUpdating = ProcessInfo.processInfo.environment["VITRINE_UPDATE_GOLDEN"] == "1"

    /// Fails with the lines that differ, unless the screen is as it is in the file.
    static func expect(_ frame: Frame, _ name: String, location: SourceLocation = #_sourceLocation) {
        let file = folder.appendingPathComponent(name + ".txt")
        let shown = frame.styledText + "\n"
        if isUpdating {
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(shown.utf8).write(to: file)
            } catch {
                Issue.record("\(file.path) cannot be written: \(error)", sourceLocation: location)
            }
            return
        }
        guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("There is no \(file.path). make golden draws it; look at it then.", sourceLocation: location)
            return
        }
        guard shown != expected else { return }
        let difference = difference(expected.split(separator: "\n"), shown.split(separator: "\n"))
        Issue.record(
            """
            The screen is not as in Golden/\(name).txt (- expected, + shown):
            \(difference)
            If that is meant, make golden draws it anew.
            """, sourceLocation: location)
    }

    /// The name of a screen of some size: `images-80x24`.
    static func name(_ name: String, _ size: Size) -> String { "\(name)-\(size.columns)x\(size.rows)" }

    private static func difference(_ expected: [Substring], _ shown: [Substring]) -> String {
        var lines: [String] = []
        for index in 0..<max(expected.count, shown.count) {
            let before = index < expected.count ? expected[index] : ""
            let after = index < shown.count ? shown[index] : ""
            if before != after { lines += ["\(index + 1) - \(before)", "\(index + 1) + \(after)"] }
        }
        let more = lines.count > 40 ? ["… and \(lines.count / 2 - 20) more lines"] : []
        return (lines.prefix(40) + more).joined(separator: "\n")
    }
}
