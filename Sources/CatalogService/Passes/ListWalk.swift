internal import Catalog
internal import OpenStack
internal import Replica

/// How far the reading of one listing has come, and where it goes on.
struct ListWalk {
    let list: ImageList
    /// Where the next page begins; nil for the first one.
    private(set) var marker: PageMarker?
    private(set) var isOver = false
    /// Whether every row was readable: otherwise it is not known what is missing.
    private(set) var isComplete = true
    /// The rows that were seen.
    private(set) var seen = SlotSet()
    /// Images listed.
    private(set) var listed = 0
    private(set) var pages = 0
    /// Rows seen before the marker, the nearest last: where to begin again if the marker's image is deleted.
    private var trail: [ImageID] = []
    private var used: Set<ImageID> = []
    private var hasBegunAgain = false

    /// Rows that are kept for beginning again.
    private static let trailLength = 20

    init(_ list: ImageList) { self.list = list }

    /// The marker of the page after `page`; nil if there is none, or if the service leads back to where it was.
    func following(_ page: ListPage) -> PageMarker? { page.next.flatMap { used.contains($0.image) ? nil : $0 } }

    /// Takes in that a page was read: what it held, and in which rows that is.
    mutating func note(_ page: ListPage, ids: [ImageID], unreadable: Int, rows: [RowNumber]) {
        pages += 1
        listed += page.count
        for row in rows { seen.insert(row) }
        if unreadable > 0 { isComplete = false }
        trail = (trail + ids).suffix(Self.trailLength)
        guard let next = page.next else {
            isOver = true
            return
        }
        if used.insert(next.image).inserted {
            marker = next
        } else if let last = ids.last, used.insert(last).inserted {
            // The link lies; the last row of the page is where the next one has to begin.
            marker = PageMarker(after: last)
        } else {
            isOver = true
            isComplete = false
        }
    }

    /// The marker's image is gone: goes back by one row, or to the beginning. Answers whether there is any way on.
    mutating func stepBack() -> Bool {
        while let id = trail.popLast() {
            if let marker, marker.image == id { continue }
            marker = PageMarker(after: id)
            return true
        }
        guard !hasBegunAgain else { return false }
        hasBegunAgain = true
        used = []
        marker = nil
        return true
    }
}

extension ListQuery {
    /// What a listing is asked for.
    init(_ list: ImageList, limit: Int? = nil, since: Instant? = nil, ids: [ImageID] = []) {
        self.init(
            visibility: list.offers == nil ? .all : .shared, membership: list.offers.flatMap(Membership.init),
            isHidden: list.isHidden ? true : nil, updatedSince: since, ids: ids, limit: limit)
    }
}

extension ListQuery.Membership {
    fileprivate init?(_ status: MemberStatus) { self.init(rawValue: status.text) }
}
