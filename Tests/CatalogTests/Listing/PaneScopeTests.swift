import Catalog
import Testing

@Suite("Which rows belong to which pane")
struct PaneScopeTests {
    private func panes(_ scope: PaneScope, _ entry: CatalogueEntry, hidden: Bool = false) -> [Pane] {
        let membership = scope.membership(of: entry)
        return Pane.allCases.filter { membership.isListed(in: $0, showingHidden: hidden) }
    }

    @Test("R10: a member's Images has the own private image; another project's private image is in Admin only")
    func privateImages() {
        #expect(panes(member, entry(1, "a", .private)) == [.images])
        #expect(panes(administrator, entry(1, "a", .private)) == [.images, .admin])
        #expect(panes(administrator, entry(1, "a", owner: other, .private)) == [.admin])
    }

    @Test("R11, R75: a share is offered in Shared with Me, and in Images once it was accepted")
    func shares() {
        func share(_ status: MemberStatus) -> CatalogueEntry { entry(1, "a", owner: other, .shared, offer: status) }
        #expect(panes(member, share(.pending)) == [.shared])
        #expect(panes(member, share(.rejected)) == [.shared])
        #expect(panes(member, share(.accepted)) == [.images, .shared])
        #expect(panes(member, share(.other("odd"))) == [.shared])
        #expect(panes(administrator, share(.pending)) == [.shared, .admin])
    }

    @Test(
        "R16: another project's community image is in every project's Images, and so is a public one",
        arguments: [member, administrator])
    func communityImages(scope: PaneScope) {
        #expect(panes(scope, entry(1, "a", owner: other, .community)).contains(.images))
        #expect(panes(scope, entry(1, "a", owner: other, .public)).contains(.images))
    }

    @Test("R17: an administrator's Images leaves out shares between other projects")
    func administratorsUnion() {
        #expect(panes(administrator, entry(1, "a", owner: other, .shared)) == [.admin])
        #expect(panes(administrator, entry(1, "a", .shared)) == [.images, .admin])
        #expect(
            panes(administrator, entry(1, "a", owner: other, .shared, offer: .accepted)) == [.images, .shared, .admin])
    }

    @Test("R70: the owner does not find an own shared image in Shared with Me, whatever the member list says")
    func ownShare() {
        #expect(panes(member, entry(1, "a", .shared, offer: .pending)) == [.images])
    }

    @Test("An offer whose image is no longer shared is no offer any more")
    func offerOfPrivateImage() {
        #expect(panes(administrator, entry(1, "a", owner: other, .private, offer: .accepted)) == [.admin])
        #expect(panes(member, entry(1, "a", owner: other, .community, offer: .rejected)) == [.images])
    }

    @Test("Hidden images and hidden offers are listed only when they are asked for")
    func hidden() {
        let image = entry(1, "a") { $0.isHidden = true }
        #expect(panes(member, image) == [])
        #expect(panes(member, image, hidden: true) == [.images])
        let offer = entry(2, "b", owner: other, .shared, offer: .pending) { $0.isHidden = true }
        #expect(panes(member, offer) == [])
        #expect(panes(member, offer, hidden: true) == [.shared])
    }

    @Test(
        "Rows that are killed, deleted or about to be are in no pane; withdrawn ones stay until seen",
        arguments: [ImageStatus.killed, .deleted, .pendingDelete])
    func gone(status: ImageStatus) {
        #expect(panes(administrator, entry(1, "a", .private, status)) == [])
        #expect(panes(member, entry(1, "a", .private, status, news: .withdrawn)) == [.images])
    }

    @Test("A visibility that is not known is kept: a member sees what the service lists, an administrator in Admin")
    func unknownVisibility() {
        #expect(panes(member, entry(1, "a", owner: other, .other("guild"))) == [.images])
        #expect(panes(administrator, entry(1, "a", owner: other, .other("guild"))) == [.admin])
    }

    @Test("Without a project all rows are in Images, and nothing can be offered")
    func noProject() {
        let scope = PaneScope(nil)
        #expect(panes(scope, entry(1, "a", owner: nil)) == [.images])
        #expect(panes(scope, entry(2, "b", owner: other, .shared)) == [.images])
        #expect(scope.refusal(of: .shared) != nil)
        #expect(scope.refusal(of: .admin) != nil)
        #expect(administrator.refusal(of: .admin) == nil)
    }

    @Test("The rules follow from the session: its project and the role admin")
    func session() {
        var session = Session(cloud: "c", project: Named(id: own), roles: ["member"])
        #expect(PaneScope(session) == member)
        session.roles = ["Admin"]
        #expect(PaneScope(session) == administrator)
    }
}
