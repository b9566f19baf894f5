internal import Canvas
internal import Catalog

/// Waits for the compute service to say which servers use images that are to be deleted: at this moment, and not as
/// somebody remembers it (R58).
struct DeletionCheckLayer: Layer {
    private let subjects: Subjects
    private let asked: Set<ImageID>
    private var usages: [ImageID: ImageUsage] = [:]

    init(_ subjects: Subjects, asked: [UsageQuestion]) {
        self.subjects = subjects
        self.asked = Set(asked.map(\.image))
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        guard input == .key(Key(.escape)) || input == .key(Key("c", .control)) else { return .stay }
        browser.emit(.checkUsage([]))
        return .close
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        guard case .usage(let usage) = event, asked.contains(usage.image) else { return .stay }
        usages[usage.image] = usage
        guard usages.count == asked.count else { return .stay }
        return .replace(PlanLayer(browser.deletion(of: subjects, usages: usages), in: &browser))
    }

    var takesStatusLine: Bool { true }

    var hints: [Hint] { [Hint("Esc", "cancel")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let what = asked.count == 1 ? "this image" : "\(asked.count) images, \(usages.count) answered"
        browser.drawQuestion("Asking the compute service which servers use \(what).", on: &frame, role: .progress)
    }
}
