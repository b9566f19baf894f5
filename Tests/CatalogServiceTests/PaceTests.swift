import Catalog
import OpenStack
import Replica
import Testing

@testable import CatalogService

@Suite("Pace")
struct PaceTests {
    /// The pages that a service is asked for which takes `page` microseconds for each of them and `image` for each
    /// image on it: their sizes, and how many seconds each took. `extra` is added to some.
    private static func pages(
        _ number: Int, page: Int = 0, image: Int, of sizer: inout PageSizer, extra: (Int) -> Int = { _ in 0 }
    ) -> [(size: Int, seconds: Double)] {
        (0..<number).map { index in
            let size = sizer.size
            let time = Duration.microseconds(page + image * size + extra(index))
            sizer.note(size, of: size, took: time)
            return (size, time.seconds)
        }
    }

    @Test("A page gets as many images as take a fifth of a second, and is at most twice as large as the one before")
    func pages() {
        var sizer = PageSizer()
        // 1.25 ms an image: 160 of them, beside 10 ms for the page. The third has one, to tell what a page costs.
        let sizes = Self.pages(22, page: 10_000, image: 1_250, of: &sizer).map(\.size)
        #expect(sizes.prefix(4) == [50, 100, 1, 161])
        #expect(sizes.dropFirst(3).allSatisfy { (159...161).contains($0) })
        #expect(abs(sizer.expected(160)!.seconds - 0.21) < 0.002)
        #expect(sizer.size == 1)
    }

    @Test("A slow first page and one slow page in four, as a service has that tidies up, leave most near that time")
    func unevenPages() {
        var sizer = PageSizer()
        let times = Self.pages(80, page: 38_000, image: 1_500, of: &sizer) { index in
            index == 0 ? 400_000 : index % 4 == 3 ? 130_000 : 0
        }.dropFirst(5).map(\.seconds).sorted()
        #expect((0.2...0.25).contains(times[times.count / 2]))
        #expect(times.last! < 0.4)
    }

    @Test("One slow page of one image does not make the others longer", arguments: [2, 22, 42])
    func slowProbe(slow: Int) {
        var sizer = PageSizer()
        let times = Self.pages(60, page: 10_000, image: 1_250, of: &sizer) { $0 == slow ? 500_000 : 0 }
        #expect(times.dropFirst(slow + 1).allSatisfy { $0.seconds < 0.25 })
    }

    @Test("Where a page costs much for itself, that becomes a quarter of its time", arguments: [100_000, 650_000])
    func dearPages(price: Int) {
        var sizer = PageSizer()
        let size = Self.pages(15, page: price, image: 2_000, of: &sizer).last?.size ?? 0
        #expect((0...4).contains(size - 3 * price / 2_000))
    }

    @Test("A service that becomes slower is asked for less, and one further away for more")
    func changes() {
        var sizer = PageSizer()
        _ = Self.pages(20, image: 1_000, of: &sizer)
        #expect((198...202).contains(sizer.size))
        #expect((48...52).contains(Self.pages(20, image: 4_000, of: &sizer).last?.size ?? 0))
        #expect((148...156).contains(Self.pages(45, page: 200_000, image: 4_000, of: &sizer).last?.size ?? 0))
    }

    @Test("A slow service is asked for few at a time, but not for fewer than 25; a fast one for at most 1000")
    func bounds() {
        var slow = PageSizer()
        #expect(Self.pages(6, image: 200_000, of: &slow).map(\.size) == [50, 25, 1, 1, 25, 25])
        var fast = PageSizer()
        #expect(Self.pages(9, image: 10, of: &fast).map(\.size) == [50, 100, 1, 200, 400, 800, 1_000, 1_000, 1_000])
        var nothing = PageSizer()
        nothing.note(0, of: 50, took: .seconds(1))
        #expect(nothing.size == 50)
    }

    @Test("Pauses double from one second to five minutes, and begin anew after an answer")
    func backoff() {
        var backoff = Backoff()
        let pauses = (0..<11).map { _ in backoff.pause(after: .refusedConnection, jitter: 0.5)?.components.seconds }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        backoff.reset()
        #expect(backoff.pause(after: .refusedConnection, jitter: 0) == .milliseconds(750))
        #expect(backoff.pause(after: .refusedConnection, jitter: 1) == .milliseconds(2_500))
    }

    @Test("Turns come a tenth earlier or later by chance, and a moment that has passed is now")
    func turns() {
        let now = Instant(seconds: 1_000)
        #expect(Turns.after(.seconds(60), from: now, jitter: 0) == Instant(seconds: 1_054))
        #expect(Turns.after(.seconds(60), from: now, jitter: 1) == Instant(seconds: 1_066))
        #expect(Turns.pause(until: Instant(seconds: 900), now: now) == .zero)
        #expect(Turns.pause(until: nil, now: now) == nil)
    }

    @Test("A bell rung before anybody waits is heard; one that is not rung lets go after its time")
    func bell() async {
        let bell = Bell()
        bell.ring()
        #expect(await bell.wait(atMost: nil, .system))
        #expect(await bell.wait(atMost: .milliseconds(5), .system) == false)
        let waiter = Task { await bell.wait(atMost: nil, .system) }
        bell.ring()
        #expect(await waiter.value)
        let cancelled = Task { await bell.wait(atMost: nil, .system) }
        cancelled.cancel()
        #expect(await cancelled.value == false)
    }

    @Test("A trial tells two listings side by side from one after the other; who waits is answered in any case")
    func sideBySide() async {
        var fast = SideBySide()
        fast.begin()
        fast.note(elapsed: .milliseconds(220), expected: .milliseconds(400))
        #expect(fast.isFaster == true)
        var slow = SideBySide()
        slow.begin()
        slow.note(elapsed: .milliseconds(390), expected: .milliseconds(400))
        #expect(slow.isFaster == false)
        var untried = SideBySide()
        #expect(await withCheckedContinuation { untried.answer(to: $0) } == false)
        #expect(untried.isFaster == nil)
    }
}

@Suite("Walking along a listing")
struct ListWalkTests {
    private func page(_ ids: [Int], next: Int?) -> ListPage {
        ListPage(next: next.map { PageMarker(after: id($0)) }, count: ids.count, servedAt: nil) { ([], []) }
    }

    @Test("Each listing is asked for as the service wants it")
    func queries() {
        #expect(ListQuery(.visible, limit: 5) == ListQuery(visibility: .all, limit: 5))
        #expect(ListQuery(.hidden) == ListQuery(visibility: .all, isHidden: true))
        #expect(ListQuery(.pending) == ListQuery(visibility: .shared, membership: .pending))
        #expect(ListQuery(.rejectedHidden) == ListQuery(visibility: .shared, membership: .rejected, isHidden: true))
    }

    @Test("After a vanished marker it goes back row by row, then once to the beginning, then gives up")
    func stepBack() {
        var walk = ListWalk(.visible)
        let first = page([9, 8, 7], next: 7)
        #expect(walk.following(first)?.image == id(7))
        walk.note(first, ids: [id(9), id(8), id(7)], unreadable: 0, rows: [1, 2, 3])
        var places: [ImageID?] = []
        while walk.stepBack() { places.append(walk.marker?.image) }
        #expect(places == [id(8), id(9), nil])
        #expect(!walk.isOver && walk.listed == 3)
    }

    @Test("The last page ends it; one with an unreadable row leaves it incomplete")
    func end() {
        var walk = ListWalk(.visible)
        walk.note(page([3], next: 3), ids: [id(3)], unreadable: 0, rows: [1])
        #expect(!walk.isOver && walk.isComplete)
        walk.note(page([2, 1], next: nil), ids: [id(2)], unreadable: 1, rows: [2])
        #expect(walk.isOver && !walk.isComplete && walk.pages == 2)
    }

    @Test(
        "A member's pass reads all six listings, an administrator's two, and one broken off begins with what was begun")
    func fullPass() {
        let now = Instant(seconds: 0)
        var pass = FullPass(for: PaneScope(project: mine, isAdmin: false), startedAt: now)
        var lists: [ImageList] = []
        while let list = pass.takeNext() { lists.append(list) }
        #expect(lists.first == .visible && Set(lists) == Set(ImageList.allCases))
        #expect(FullPass(for: PaneScope(project: mine, isAdmin: true), startedAt: now).waiting == [.visible, .hidden])
        #expect(FullPass(for: PaneScope(project: nil, isAdmin: false), startedAt: now).waiting == [.visible, .hidden])
        pass = FullPass(for: PaneScope(project: mine, isAdmin: false), startedAt: now)
        _ = pass.takeNext()
        _ = pass.takeNext()
        pass.walks[.visible] = ListWalk(.visible)
        pass.walks[.visible]?.note(page([1], next: nil), ids: [id(1)], unreadable: 0, rows: [1])
        pass.walks[.pending] = ListWalk(.pending)
        pass.breakOff()
        #expect(pass.waiting == [.pending, .hidden, .rejected, .pendingHidden, .rejectedHidden])
        #expect(pass.completeLists == [.visible])
    }
}

@Suite("Asking again about images on their way")
struct TransitionalScheduleTests {
    private let intervals = SyncIntervals()

    private func row(_ number: Int, _ status: ImageStatus, stuck: Bool = false) -> CatalogueEntry {
        CatalogueEntry(image: image(number, status: status), isStuck: stuck)
    }

    @Test("Only transitional rows that are not stuck have turns, the first one after two seconds")
    func first() {
        var schedule = TransitionalSchedule()
        schedule.watch([row(1, .saving), row(2, .active), row(3, .queued, stuck: true)], at: .seconds(10), intervals)
        #expect(schedule.next == .seconds(12))
        #expect(schedule.takeDue(at: .milliseconds(11_900), intervals).isEmpty)
        #expect(schedule.takeDue(at: .seconds(12), intervals) == [id(1)])
    }

    @Test("Pauses grow to a minute while nothing changes, and begin anew after a change")
    func growth() {
        var schedule = TransitionalSchedule()
        schedule.watch([row(1, .saving)], at: .zero, intervals)
        var times: [Double] = []
        while times.count < 10, let next = schedule.next {
            times.append(next.seconds)
            #expect(schedule.takeDue(at: next, intervals) == [id(1)])
            schedule.watch([row(1, .saving)], at: next, intervals)
        }
        let pauses = zip(times.dropFirst(), times).map { (($0 - $1) * 10).rounded() / 10 }
        #expect(pauses == [3.4, 5.8, 9.8, 16.7, 28.4, 48.3, 60, 60, 60])
        schedule.watch([row(1, .importing)], at: .seconds(1_000), intervals)
        #expect(schedule.next == .seconds(1_002))
        schedule.watch([], at: .seconds(1_000), intervals)
        #expect(schedule.next == nil)
    }

    @Test("Images whose turns are close are asked about together")
    func together() {
        var schedule = TransitionalSchedule()
        schedule.watch([row(1, .saving)], at: .zero, intervals)
        schedule.watch([row(1, .saving), row(2, .saving)], at: .milliseconds(400), intervals)
        #expect(schedule.takeDue(at: .seconds(2), intervals) == [id(1), id(2)])
    }
}
