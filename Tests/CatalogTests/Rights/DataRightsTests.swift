import Catalog
import Testing

@Suite("Who may do what to data: copies, cache, signatures")
struct DataRightsTests {
    private func refusal(
        _ action: ImageAction, _ session: Session, rules: AccessRules = .platform, _ change: (inout Image) -> Void
    ) -> String? {
        var image = entry(1, "a", .private).image
        change(&image)
        return Rights(session: session, rules: rules)
            .refusal(of: action, on: CatalogueEntry(image: image), in: .images)
    }

    @Test("R82: copies are the administrators' by the platform's rules; by the service's, owners may try")
    func copies() {
        let words = "Only administrators copy images between stores, and remove copies."
        for action in [ImageAction.copyToStores, .removeFromStore] {
            func refusal(_ session: Session, _ rules: AccessRules = .platform) -> String? {
                self.refusal(action, session, rules: rules) { $0.stores = ["fast", "archive"] }
            }
            #expect(refusal(RightsTests.alice) == words)
            #expect(refusal(RightsTests.admin) == nil)
            #expect(refusal(RightsTests.alice, .service) == nil)
            #expect(refusal(RightsTests.rita, .service) != nil)
        }
    }

    @Test(
        "A copy is made of an active image, and removed from one that has several, protected or not, as the service does it"
    )
    func states() {
        let admin = RightsTests.admin
        #expect(
            refusal(.copyToStores, admin) { $0.status = .queued }
                == "Only an active image is copied to stores; it is queued.")
        #expect(
            refusal(.removeFromStore, admin) {
                $0.stores = ["a", "b"]
                $0.isProtected = true
            } == nil)
        #expect(
            refusal(.removeFromStore, admin) { $0.stores = ["fast"] }
                == "Its only copy is in fast: copy it to another store first, or delete the image.")
        #expect(refusal(.removeFromStore, admin) { _ in } == "The service names no store that its data is in.")
    }

    @Test("The cache is the administrators', and takes active images")
    func cache() {
        #expect(
            refusal(.queueForCache, RightsTests.alice) { _ in } == "The service's cache is for administrators.")
        #expect(refusal(.queueForCache, RightsTests.admin) { _ in } == nil)
        #expect(
            refusal(.queueForCache, RightsTests.admin) { $0.status = .deactivated }
                == "Only an active image is cached; it is deactivated.")
    }

    @Test("R81: whoever sees a signed image may verify it; R84: a VM Template is signed on its own page")
    func signatures() {
        let keys = Signature.keys
        #expect(
            refusal(.verifySignature, RightsTests.rita) { image in for key in keys { image.properties[key] = "x" } }
                == nil)
        #expect(refusal(.verifySignature, RightsTests.rita) { _ in } == "It is not signed.")
        #expect(refusal(.signImage, RightsTests.rita) { _ in } != nil)
        #expect(refusal(.signImage, RightsTests.alice) { _ in } == nil)
        #expect(refusal(.signImage, RightsTests.alice) { $0.properties["xloud_template"] = "true" } != nil)
    }
}
