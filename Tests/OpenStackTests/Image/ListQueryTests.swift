import Catalog
import Testing

@testable import OpenStack

@Suite("Queries for lists")
struct ListQueryTests {
    @Test("Nothing asked is nothing sent")
    func empty() {
        #expect(ListQuery().text(after: nil) == "")
    }

    @Test("Each filter in the service's own spelling")
    func filters() throws {
        let since = try #require(Instant(iso: "2026-11-23T12:00:00Z"))
        let query = ListQuery(
            visibility: .shared, membership: .pending, owner: ProjectID("p 1"), isHidden: true, updatedSince: since,
            ids: [ImageID("a"), ImageID("b")], statuses: [.queued, .pendingDelete], limit: 50)
        #expect(
            query.text(after: PageMarker(after: ImageID("m")))
                == "limit=50&visibility=shared&member_status=pending&owner=p%201&os_hidden=true"
                + "&updated_at=gte%3A2026-11-23T12%3A00%3A00Z&id=in%3Aa%2Cb&status=in%3Aqueued%2Cpending_delete&marker=m"
        )
    }

    @Test("Where a page begins is told with when that was, rounded up to the second that the service shows")
    func place() throws {
        let created = try #require(Instant(iso: "2026-11-23T12:00:59Z"))
        #expect(
            ListQuery(visibility: .all, limit: 2).text(after: PageMarker(after: ImageID("m"), createdAt: created))
                == "limit=2&created_at=lte%3A2026-11-23T12%3A01%3A00Z&visibility=all&marker=m")
    }

    @Test("A name is always sent with its operator, since a colon in it would be read as one")
    func name() {
        #expect(ListQuery(name: "a:b&c=ü").text(after: nil) == "name=eq%3Aa%3Ab%26c%3D%C3%BC")
    }

    @Test("In a list, a value with a comma is quoted")
    func quoting() {
        #expect(ListQuery(ids: [ImageID("a,b"), ImageID("c")]).text(after: nil) == "id=in%3A%22a%2Cb%22%2Cc")
    }

    @Test("Tags are repeated, properties sent as they are")
    func tags() {
        let query = ListQuery(tags: ["lts", "a/b"], properties: ["os_distro": "debian", "b c": "="])
        #expect(query.text(after: nil) == "tag=lts&tag=a%2Fb&b%20c=%3D&os_distro=debian")
    }
}
