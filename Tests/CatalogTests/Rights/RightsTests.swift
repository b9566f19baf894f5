import Catalog
import Testing

@Suite("Who may do what")
struct RightsTests {
    static let alice = session("member")
    static let admin = session("admin")
    static let rita = session("reader")

    static func session(_ role: String, change: (inout Session) -> Void = { _ in }) -> Session {
        var session = Session(
            cloud: "c", user: Named(id: "u", name: role), project: Named(id: own), roles: [role])
        session.services = ["image", "compute"]
        change(&session)
        return session
    }

    private func refusal(
        _ action: ImageAction, _ entry: CatalogueEntry?, _ session: Session? = alice, in pane: Pane = .images,
        rules: AccessRules = .platform
    ) -> String? {
        Rights(session: session, rules: rules, projects: ProjectNames(names: [other: "platform"]))
            .refusal(of: action, on: entry, in: pane)
    }

    private static let changes: [ImageAction] = [
        .editImage, .updateMetadata, .shareImage, .editVisibility, .toggleActivation, .deprecate, .deleteImage,
    ]

    @Test("The names of actions are those of settings, help and palette")
    func names() {
        #expect(
            ImageAction.allCases.map(\.rawValue) == [
                "create-image", "next-version", "edit-image", "update-metadata", "upload-data", "share-image",
                "edit-visibility", "toggle-activation", "deprecate", "delete-image", "copy-to-stores",
                "remove-from-store",
                "queue-for-cache", "sign-image", "verify-signature", "export-image", "accept-offer", "reject-offer",
                "show-instances", "launch-instance", "open-image", "refresh",
            ])
    }

    @Test("R15: a member may do everything to an own private or shared image", arguments: changes)
    func ownImages(action: ImageAction) {
        #expect(refusal(action, entry(1, "a", .private)) == nil)
        #expect(refusal(action, entry(1, "a", .shared)) == nil)
    }

    @Test(
        "R12, R13: a published image is changed by administrators only, even an own one", arguments: changes,
        [Visibility.community, .public])
    func publishedForAll(action: ImageAction, visibility: Visibility) {
        let image = entry(1, "a", visibility)
        let words = "It is \(visibility.text): only administrators may change what every project uses."
        #expect(refusal(action, image) == words)
        #expect(refusal(action, image, Self.admin) == nil)
        #expect(refusal(action, image, rules: .service) == nil)
    }

    @Test(
        "Somebody else's image is changed by its owner or an administrator; R12: a published one by the latter alone",
        arguments: changes)
    func foreignImages(action: ImageAction) {
        let image = entry(1, "a", owner: other, .community)
        let words = "Only its owner, platform, or an administrator may do that."
        #expect(refusal(action, entry(2, "b", owner: other, .private)) == words)
        #expect(refusal(action, image, rules: .service) == words)
        #expect(refusal(action, image)?.contains("only administrators may change what every project uses") == true)
        #expect(refusal(action, image, Self.admin, in: .admin) == nil)
    }

    @Test("A reader changes nothing, accepts nothing and downloads nothing, but may look")
    func reader() {
        for action in ImageAction.allCases where action.isWrite {
            #expect(refusal(action, entry(1, "a"), Self.rita)?.contains("role reader") == true)
        }
        #expect(refusal(.exportImage, entry(1, "a", .public), Self.rita) == "The role reader may not download images.")
        for action: ImageAction in [.showInstances, .openImage, .refresh] {
            #expect(refusal(action, entry(1, "a"), Self.rita) == nil)
        }
    }

    @Test("A read-only session refuses every write, an administrator's too, and still exports")
    func readOnly() {
        let session = Self.session("admin") { $0.isReadOnly = true }
        for action in ImageAction.allCases where action.isWrite {
            #expect(refusal(action, entry(1, "a"), session)?.contains("read-only") == true)
        }
        #expect(refusal(.exportImage, entry(1, "a"), session) == nil)
    }

    @Test("Without a session nothing is written; without an image nothing is done to one")
    func nothing() {
        #expect(refusal(.editImage, entry(1, "a"), nil) == "You are not signed in.")
        #expect(refusal(.exportImage, entry(1, "a"), nil) == "You are not signed in.")
        #expect(refusal(.editImage, nil) == "No image is selected.")
        #expect(refusal(.createImage, nil) == nil)
        #expect(refusal(.refresh, nil, nil) == nil)
        #expect(refusal(.editImage, entry(1, "a", news: .withdrawn))?.contains("deleted") == true)
    }

    @Test("Images are created in Images and Admin, in a project; a site without projects needs none")
    func creation() {
        #expect(refusal(.createImage, nil, in: .admin) == nil)
        #expect(refusal(.createImage, nil, in: .shared) == "Images are created in the panes Images and Admin.")
        #expect(
            refusal(.createImage, nil, Self.session("member") { $0.project = nil })?.contains("signed in to none")
                == true)
        #expect(refusal(.createImage, nil, Session(cloud: "standalone")) == nil)
    }

    @Test("R44: a next version needs a version in the name, and a family of one's own")
    func nextVersion() {
        #expect(refusal(.nextVersion, entry(1, "ubuntu-24.04-base-v1.0")) == nil)
        #expect(refusal(.nextVersion, entry(1, "ubuntu-24.04-base-v1.0", .public)) == nil)
        #expect(refusal(.nextVersion, entry(1, "ubuntu"))?.hasPrefix("Its name has no version") == true)
        #expect(
            refusal(.nextVersion, entry(1, "ubuntu-24.04-base-v1.0", owner: other, .public))
                == "The family belongs to platform.")
    }

    @Test("R84: the metadata of VM Templates is not edited here")
    func templates() {
        let template = entry(1, "t") { $0.properties["xloud_template"] = "true" }
        #expect(refusal(.updateMetadata, template)?.contains("VM Templates") == true)
        #expect(refusal(.editImage, template) == nil)
    }

    @Test("Only active and deactivated images are switched or deprecated, and not twice")
    func states() {
        for status: ImageStatus in [.queued, .saving, .importing, .uploading] {
            #expect(refusal(.toggleActivation, entry(1, "a", .private, status))?.contains(status.text) == true)
            #expect(refusal(.deprecate, entry(1, "a", .private, status))?.contains(status.text) == true)
        }
        #expect(refusal(.toggleActivation, entry(1, "a", .private, .deactivated)) == nil)
        func deprecated(_ visibility: Visibility, _ status: ImageStatus) -> CatalogueEntry {
            entry(1, "a", visibility, status) { $0.properties["deprecated"] = "true" }
        }
        #expect(refusal(.deprecate, deprecated(.shared, .deactivated)) == nil)
        #expect(refusal(.deprecate, deprecated(.private, .active)) == nil)
        #expect(refusal(.deprecate, deprecated(.private, .deactivated))?.contains("already") == true)
    }

    @Test("R33, R61: what an export has deactivated for a while is not deprecated meanwhile; it may be reactivated")
    func held() {
        let image = entry(1, "a", .private, .deactivated)
        var rights = Rights(session: Self.admin)
        rights.held = [image.id]
        #expect(
            rights.refusal(of: .deprecate, on: image, in: .admin)?.hasPrefix("An export has deactivated it") == true)
        #expect(rights.refusal(of: .deprecate, on: entry(2, "b", .private, .deactivated), in: .admin) == nil)
        #expect(rights.refusal(of: .toggleActivation, on: image, in: .admin) == nil)
    }

    @Test("A protected image is not deleted, by an administrator neither")
    func protected() {
        let image = entry(1, "a") { $0.isProtected = true }
        #expect(refusal(.deleteImage, image)?.contains("protected") == true)
        #expect(refusal(.deleteImage, image, Self.admin)?.contains("protected") == true)
        #expect(refusal(.editImage, image) == nil)
    }

    @Test("R35: a deactivated image is exported by administrators only, one without data by nobody")
    func export() {
        #expect(refusal(.exportImage, entry(1, "a", owner: other, .public)) == nil)
        #expect(refusal(.exportImage, entry(1, "a", .private, .deactivated))?.contains("administrators") == true)
        #expect(refusal(.exportImage, entry(1, "a", .private, .deactivated), Self.admin) == nil)
        #expect(refusal(.exportImage, entry(1, "a", .private, .queued), Self.admin)?.contains("queued") == true)
        #expect(refusal(.exportImage, entry(1, "a", owner: other, .shared, offer: .accepted), in: .shared) != nil)
    }

    @Test("R73, R74, R76: offers are answered by the receiving project, in Shared with Me, not by the owner")
    func offers() {
        func share(_ status: MemberStatus) -> CatalogueEntry { entry(1, "a", owner: other, .shared, offer: status) }
        #expect(refusal(.acceptOffer, share(.pending), in: .shared) == nil)
        #expect(refusal(.rejectOffer, share(.pending), in: .shared) == nil)
        #expect(refusal(.acceptOffer, share(.rejected), in: .shared) == nil)
        #expect(refusal(.acceptOffer, share(.accepted), in: .shared) == "Your project has accepted it already.")
        #expect(refusal(.rejectOffer, share(.rejected), in: .shared) == "Your project has rejected it already.")
        #expect(
            refusal(.acceptOffer, share(.pending), in: .images) == "Offers are answered in the pane Shared with Me.")
        #expect(refusal(.acceptOffer, entry(1, "a", .shared, offer: .pending), in: .shared)?.contains("Nobody") == true)
        #expect(refusal(.acceptOffer, share(.pending), Self.rita, in: .shared)?.contains("reader") == true)
        #expect(refusal(.deleteImage, share(.pending), Self.admin, in: .shared)?.contains("platform") == true)
    }

    @Test("R60: a deprecated image is not launched, and the replacement is named")
    func launchDeprecated() {
        func image(_ replacement: String?) -> CatalogueEntry {
            entry(1, "a") {
                $0.properties["deprecated"] = "true"
                $0.properties["replacement"] = replacement
            }
        }
        #expect(refusal(.launchInstance, image("b")) == "It is deprecated: use b.")
        #expect(refusal(.launchInstance, image(nil)) == "It is deprecated and names no replacement.")
    }

    @Test("Launching needs compute, an active image that the project can use, and more than a kernel")
    func launch() {
        #expect(refusal(.launchInstance, entry(1, "a")) == nil)
        #expect(
            refusal(.launchInstance, entry(1, "a"), Self.session("member") { $0.services = ["image"] })?.contains(
                "compute") == true)
        #expect(
            refusal(.showInstances, entry(1, "a"), Self.session("member") { $0.services = ["image"] })?.contains(
                "compute") == true)
        #expect(refusal(.launchInstance, entry(1, "a", .private, .deactivated))?.contains("deactivated") == true)
        #expect(refusal(.launchInstance, entry(1, "a") { $0.diskFormat = "aki" })?.contains("kernel") == true)
        #expect(
            refusal(.launchInstance, entry(1, "a", owner: other, .shared, offer: .pending), in: .shared)?.contains(
                "accepted") == true)
        #expect(refusal(.launchInstance, entry(1, "a", owner: other, .shared, offer: .accepted), in: .shared) == nil)
        #expect(
            refusal(.launchInstance, entry(1, "a", owner: other, .private), Self.admin, in: .admin)?.contains(
                "platform") == true)
    }
}
