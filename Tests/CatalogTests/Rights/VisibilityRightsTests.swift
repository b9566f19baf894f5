import Catalog
import Testing

@Suite("Which visibilities may be chosen, and what is locked")
struct VisibilityRightsTests {
    private func refusal(
        _ visibility: Visibility, _ entry: CatalogueEntry?, _ session: Session = RightsTests.alice,
        in pane: Pane = .images, rules: AccessRules = .platform
    ) -> String? {
        Rights(session: session, rules: rules).refusal(ofVisibility: visibility, for: entry, in: pane)
    }

    @Test("R14, R15: a member may choose private and shared, not community or public")
    func members() {
        #expect(refusal(.private, entry(1, "a")) == nil)
        #expect(refusal(.shared, entry(1, "a")) == nil)
        #expect(refusal(.community, entry(1, "a")) == "Only administrators make images community.")
        #expect(refusal(.public, nil) == "Only administrators make images public.")
    }

    @Test("R20: an administrator promotes in Admin")
    func pane() {
        #expect(refusal(.community, entry(1, "a"), RightsTests.admin) == "Images are made community in the pane Admin.")
        #expect(refusal(.community, entry(1, "a"), RightsTests.admin, in: .admin) == nil)
        #expect(refusal(.public, nil, RightsTests.admin, in: .admin) == nil)
    }

    @Test("R21: only an active image is promoted", arguments: [ImageStatus.queued, .deactivated, .saving])
    func status(status: ImageStatus) {
        #expect(
            refusal(.public, entry(1, "a", .private, status), RightsTests.admin, in: .admin)?.contains(status.text)
                == true)
        #expect(refusal(.private, entry(1, "a", .public, status), RightsTests.admin, in: .admin) == nil)
    }

    @Test("The visibility an image has can always stay; the service's rules leave the choice to the service")
    func others() {
        #expect(refusal(.community, entry(1, "a", .community)) == nil)
        #expect(refusal(.community, entry(1, "a"), rules: .service) == nil)
    }

    @Test("R3: published is active or deactivated and not private")
    func published() {
        func isPublished(_ visibility: Visibility, _ status: ImageStatus) -> Bool {
            image(1, "a", visibility, status).isPublished
        }
        #expect(
            isPublished(.shared, .active) && isPublished(.public, .deactivated) && isPublished(.other("x"), .active))
        #expect(!isPublished(.private, .active) && !isPublished(.shared, .queued))
    }
}
