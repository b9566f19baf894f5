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

    /// Goes from field to field until the one with this help has the focus.
    func tab(to help: String, location: SourceLocation = #_sourceLocation) {
        for _ in 0..<60 where !says(help) { press("Tab") }
        #expect(says(help), sourceLocation: location)
    }

    /// Leaves whatever dialogs are open, and what was entered into them.
    func leaveDialogs() {
        for _ in 0..<4 {
            press("Esc")
            if says("Discard what you") { press("Enter") }
        }
    }

    /// The requests so far that change something at the image service.
    var changes: [RequestRecord] { requests.filter { $0.service == "image" && $0.method != "GET" } }

    /// These changes and no others have been sent. Requests and outcomes come to the
    /// screen by different ways, so that they are waited for.
    func expectChanges(
        _ methods: [String], _ comment: Comment? = nil,
        isolation: isolated (any Actor)? = #isolation, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for _ in 0..<200 where changes.count < methods.count { try await Task.sleep(for: .milliseconds(20)) }
        #expect(changes.map(\.method) == methods, comment, sourceLocation: sourceLocation)
    }

    /// Waits until the status line or a dialog says something, wherever lines are broken.
    func wait(forWords words: String, isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait(forAnyOf: [words])
    }

    /// The same for several, of which one is enough.
    func wait(forAnyOf words: [String], isolation: isolated (any Actor)? = #isolation) async throws {
        try await wait("“\(words.joined(separator: "” or “"))”", within: .seconds(30)) {
            let screen = $0.browser.view().text
            return words.contains { screen.says($0) } ? true : nil
        }
    }

    /// Whether something stands on the screen, wherever lines are broken.
    func says(_ words: String) -> Bool { frame.text.says(words) }
}

extension String {
    /// Whether words stand on a screen, wherever lines are broken: across it, or between the edges of a dialog.
    fileprivate func says(_ words: String) -> Bool {
        let dialog = split(separator: "\n").map { $0.split(separator: "│", omittingEmptySubsequences: false) }
            .compactMap { $0.count > 2 ? $0[1] : nil }
        return unbroken.contains(words) || dialog.joined(separator: " ").joinedBlanks.contains(words)
    }

    /// Without frames, as one line.
    private var unbroken: String { split { $0 == " " || $0 == "\n" || $0 == "│" }.joined(separator: " ") }
}

extension JSONValue {
    /// What a person may have changed: not what the service writes by itself.
    func differs(from other: JSONValue) -> Set<String> {
        let (mine, others) = (withSortedTags.object ?? [:], other.withSortedTags.object ?? [:])
        return Set(mine.keys).union(others.keys).filter { mine[$0] != others[$0] }.subtracting(["updated_at"])
    }
}
