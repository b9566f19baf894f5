import Catalog
import Testing

@testable import CatalogService

@Suite("Reporting")
struct OutboxTests {
    private func change(_ number: Int) -> ServiceEvent {
        .changed([CatalogueChange(.added, CatalogueEntry(image: image(number)))])
    }

    private func words(_ events: [ServiceEvent]) -> [String] {
        events.map { event in
            switch event {
            case .changed(let changes): "changed " + changes.map(\.entry.id.short).joined(separator: ",")
            case .loaded(let rows, let isLast): "loaded \(rows.count)\(isLast ? " last" : "")"
            case .requested(let records): "requested " + records.map(\.path).joined(separator: ",")
            case .passProgress(let progress): "progress \(progress.listed)\(progress.isDone ? " done" : "")"
            case .offerSearch(let checked, _): "search \(checked)"
            case .synchronised: "synchronised"
            case .connection: "connection"
            default: "other"
            }
        }
    }

    private func request(_ path: String) -> ServiceEvent {
        .requested([
            RequestRecord(at: Instant(seconds: 0), service: "image", method: "GET", path: path, milliseconds: 1)
        ])
    }

    @Test("What is alike becomes one event; rows and what is said about them keep their order")
    func merging() {
        var events: [ServiceEvent] = []
        for event in [
            change(1), request("a"), change(2), .passProgress(PassProgress(.full, listed: 1)), request("b"),
            .passProgress(PassProgress(.full, listed: 2, isDone: true)),
            .synchronised(at: Instant(seconds: 0), quiet: false),
            change(3), .connection(.online), .offerSearch(checked: 1, total: 9), change(4),
            .offerSearch(checked: 2, total: 9),
        ] { events.add(event) }
        #expect(
            words(events) == [
                "changed 1,2", "requested a,b", "progress 2 done", "synchronised", "changed 3,4", "connection",
                "search 2",
            ])
    }

    @Test("The end of a pass is told after the rows that it found, and the next pass after that")
    func end() {
        var events: [ServiceEvent] = []
        for event: ServiceEvent in [
            .passProgress(PassProgress(.full, listed: 1)), change(1),
            .passProgress(PassProgress(.full, listed: 2, isDone: true)), .passProgress(PassProgress(.full, listed: 3)),
        ] { events.add(event) }
        #expect(words(events) == ["progress 1", "changed 1", "progress 2 done", "progress 3"])
    }

    @Test("Batches of loaded rows become one until the last, and changes never overtake them")
    func loading() {
        var events: [ServiceEvent] = []
        let row = CatalogueEntry(image: image(1))
        for event: ServiceEvent in [
            .loaded([row], isLast: false), .loaded([row, row], isLast: true), change(2),
            .replicaOpened(session: nil, lastPass: nil, counts: PaneCounts()), change(3),
        ] { events.add(event) }
        #expect(words(events) == ["loaded 3 last", "changed 2", "other", "changed 3"])
    }

    @Test("Many rows come in events that the panes can take in between two keys")
    func parts() async {
        let outbox = Outbox(timing: ManualTime().timing, interval: .milliseconds(50))
        let row = CatalogueEntry(image: image(1))
        outbox.post(.loaded(Array(repeating: row, count: 1_001), isLast: true))
        outbox.finish()
        var events: [ServiceEvent] = []
        for await event in outbox.events { events.append(event) }
        #expect(words(events) == ["loaded 500", "loaded 500", "loaded 1 last"])
    }

    @Test("The first four events go out at once, the next ones together when an interval is over")
    func pace() async {
        let time = ManualTime()
        let outbox = Outbox(timing: time.timing, interval: .milliseconds(50))
        var events = outbox.events.makeAsyncIterator()
        for _ in 0..<4 {
            outbox.post(change(1))
            #expect(words([await events.next()].compactMap { $0 }) == ["changed 1"])
        }
        outbox.post(change(2))
        outbox.post(change(3))
        await time.advance(by: .milliseconds(50))
        #expect(words([await events.next()].compactMap { $0 }) == ["changed 2,3"])
        outbox.post(change(4))
        outbox.finish()
        outbox.post(change(5))
        #expect(words([await events.next()].compactMap { $0 }) == ["changed 4"])
        #expect(await events.next() == nil)
    }
}

extension ServiceEvent? {
    fileprivate static func == (event: ServiceEvent?, _: _OptionalNilComparisonType) -> Bool {
        if case .none = event { true } else { false }
    }
}
