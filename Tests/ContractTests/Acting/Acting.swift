import Browser
import Canvas
import Catalog
import Testing

/// What tests of dialogs have in common: what is on the screen, and what the service says by other means.
extension Seat {
    /// Presses a key whose action may not be done to the image under the cursor: the reason is told, and nothing opens.
    func refuses(_ key: String, _ reason: String, location: SourceLocation = #_sourceLocation) {
        press(key)
        #expect(text.contains(reason), "\(key)\n\(lines.joined(separator: "\n"))", sourceLocation: location)
        // Would submit a dialog if one had opened.
        press("C-s")
    }

    /// The requests so far that change something at the image service.
    var changes: [RequestRecord] { requests.filter { $0.service == "image" && $0.method != "GET" } }

    /// Waits until the status line or a dialog says something, wherever lines are broken.
    func wait(forWords words: String, isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait(forAnyOf: [words])
    }

    /// The same for several, of which one is enough.
    func wait(forAnyOf words: [String], isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait("“\(words.joined(separator: "” or “"))”", within: .seconds(30)) {
            let screen = $0.browser.view().text.unbroken
            return words.contains { screen.contains($0) } ? true : nil
        }
    }

    /// Whether something stands on the screen, wherever lines are broken.
    func says(_ words: String) -> Bool { frame.text.unbroken.contains(words) }
}

extension String {
    /// The text of a screen without frames, as one line.
    fileprivate var unbroken: String {
        split { $0 == " " || $0 == "\n" || $0 == "│" }.joined(separator: " ")
    }
}

extension JSONValue {
    /// What a person may have changed: not what the service writes by itself.
    func differs(from other: JSONValue) -> Set<String> {
        let (mine, others) = (withSortedTags.object ?? [:], other.withSortedTags.object ?? [:])
        return Set(mine.keys).union(others.keys).filter { mine[$0] != others[$0] }.subtracting(["updated_at"])
    }
}
