import Browser
import Canvas
import Catalog
import Testing

/// Presses every key of the action table wherever it means something, and looks at what came of it.
@Suite("Every action in every place")
struct ActionPlacesTests {
    private static let entries = (1...60).map { Samples.entry($0, "image-9-base-v1.\($0)", .private, size: 1) }

    /// What an action has to bring about: an effect, something on the screen, or something gone from it.
    private struct Outcome {
        var effect: Effect?
        var shown: String?
        var gone: String?
        var note: String?
    }

    private func outcome(of action: Action, in place: Place) -> Outcome {
        let isPane = place == .pane
        switch action {
        case .goToImages: return Outcome(shown: "NAME")
        case .goToShared: return Outcome(effect: .searchOffers(visible: []), shown: "No project offers")
        case .goToAdmin: return Outcome(note: "role admin")
        case .nextPane, .previousPane: return Outcome(effect: .searchOffers(visible: []), shown: "No project offers")
        case .moveDown, .moveUp, .goToFirst, .goToLast, .pageDown, .pageUp, .halfPageDown, .halfPageUp:
            return Outcome()
        case .scrollLeft: return Outcome(note: "no more columns to the left")
        case .scrollRight: return Outcome(shown: "‹")
        case .openDetails: return Outcome(effect: .fetchDetails(Samples.id(30)), shown: "Minimum disk")
        case .follow: return Outcome()
        case .openByID: return Outcome(shown: "Open by ID")
        case .copyID: return Outcome(effect: .copy(Samples.id(30).rawValue))
        case .copyValue: return Outcome()
        case .compare: return Outcome(shown: "image-9-base-v1.29")
        case .checkCatalogue: return Outcome(shown: "Catalogue Check")
        case .showInstances: return Outcome(note: "no compute service")
        case .siteUsage: return Outcome(effect: .fetchSiteReport(generation: 1), shown: "Asking the service.")
        case .imageCache: return Outcome(note: "for administrators")
        case .verifySignature: return Outcome(note: "It is not signed.")
        case .goBack: return isPane ? Outcome() : Outcome(shown: "NAME")
        case .filter: return Outcome(note: "/")
        case .useFilter: return Outcome(note: "No filter is saved yet.")
        case .saveFilter: return Outcome(note: "There is no filter to save")
        case .sort: return Outcome(shown: "Sort by")
        case .mark: return Outcome(shown: "✓")
        case .markAll: return Outcome(note: "60 images marked.")
        case .unmarkAll: return Outcome(gone: "✓")
        case .toggleFamilies: return Outcome(shown: "FAMILY")
        case .toggleExpanded: return Outcome(note: "Families are off")
        case .toggleHidden: return Outcome(note: "Hidden images are shown too.")
        case .chooseColumns: return Outcome(shown: "Columns of Images")
        case .refresh: return isPane ? Outcome(note: "Asking") : Outcome(effect: .fetchDetails(Samples.id(30)))
        case .openPalette: return Outcome(shown: "Palette")
        case .showHelp: return Outcome(shown: place == .reader ? "NAME" : "Move down one line.")
        case .showActivity: return Outcome(effect: .fetchActivity(latest: 500), shown: "Activity")
        case .showTransfers: return Outcome(shown: "Nothing is on its way")
        case .switchCloud: return Outcome(effect: .fetchProjects, shown: "Switch Cloud, Region, Project")
        case .chooseTheme: return Outcome(shown: "contrast")
        case .redraw: return Outcome(effect: .redraw)
        case .suspend: return Outcome(effect: .suspend)
        case .abort: return Outcome(note: "Quit Vitrine?")
        case .quit: return isPane ? Outcome(effect: .quit) : Outcome(shown: "NAME")
        default: return Outcome(note: "nothing is known of what \(action) has to do")
        }
    }

    /// A pilot in the middle of a list, of details or of a text.
    private func pilot(in place: Place) -> Pilot {
        let pilot = Pilot.signedIn(entries: Self.entries)
        // Hundreds of times: not by looking at the screen after each step.
        pilot.press("g", String(repeating: "j", count: 29))
        #expect(pilot.cursorName == "image-9-base-v1.30")
        switch place {
        case .pane: break
        case .details:
            pilot.press("Enter")
            pilot.expectDetails(30, definitions: true)
        case .reader: pilot.press("?")
        }
        return pilot
    }

    /// Those that change images open dialogs, which have tests of their own.
    private static let cases = Place.allCases.flatMap { place in
        ActionTable.entries.filter { $0.places.contains(place) && $0.group != .change }.map { (place, $0.action) }
    }

    @Test("It does what the table says, by each of its keys and by the palette", arguments: cases)
    func action(place: Place, action: Action) throws {
        let entry = try #require(ActionTable.entry(of: action))
        for key in entry.keys + [":"] {
            // From the palette these would only close it, or open it again.
            if key == ":", [.openPalette, .goBack, .showHelp, .quit].contains(action) {
                continue
            }
            let pilot = pilot(in: place)
            if key == ":" { pilot.press(":", action.words, "Enter") } else { pilot.press(key) }
            let outcome = outcome(of: action, in: place)
            if let effect = outcome.effect { pilot.expect(effect) }
            if case .openDetails = action { pilot.expect(.fetchDefinitions) }
            if case .refresh = action, place == .pane { pilot.expect(.refresh(visible: visible(pilot))) }
            if case .toggleFamilies = action { #expect(pilot.takeChoices() != nil) }
            if let shown = outcome.shown { #expect(pilot.shows(shown), "\(key): \(pilot.frame.text)") }
            if let gone = outcome.gone { #expect(!pilot.shows(gone), "\(key)") }
            if let note = outcome.note { #expect(pilot.status.contains(note), "\(key): \(pilot.status)") }
            #expect(!pilot.status.contains("means nothing"), "\(key)")
        }
    }

    /// The images on the screen, as `refresh` names them.
    private func visible(_ pilot: Pilot) -> [ImageID] {
        pilot.names.compactMap { name in Self.entries.first { $0.image.name == name }?.id }
    }
}
