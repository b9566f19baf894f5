internal import Catalog

/// Everything a key or the palette can ask for. The raw value is the name in settings, help and palette.
package enum Action: String, CaseIterable, Sendable {
    case goToImages = "go-to-images"
    case goToShared = "go-to-shared-with-me"
    case goToAdmin = "go-to-admin"
    case nextPane = "next-pane"
    case previousPane = "previous-pane"

    case moveDown = "move-down"
    case moveUp = "move-up"
    case goToFirst = "go-to-first"
    case goToLast = "go-to-last"
    case pageDown = "page-down"
    case pageUp = "page-up"
    case halfPageDown = "half-page-down"
    case halfPageUp = "half-page-up"
    case scrollLeft = "scroll-left"
    case scrollRight = "scroll-right"

    case openDetails = "open-details"
    case follow = "follow"
    case openByID = "open-by-id"
    case goBack = "go-back"
    case mark = "mark"
    case markAll = "mark-all"
    case unmarkAll = "unmark-all"
    case copyID = "copy-id"
    case copyValue = "copy-value"
    case compare
    case checkCatalogue = "check-catalogue"
    case showInstances = "show-instances"

    case filter = "filter"
    case saveFilter = "save-filter"
    case useFilter = "use-filter"
    case sort = "sort"
    case toggleFamilies = "toggle-families"
    case toggleExpanded = "toggle-expanded"
    case toggleHidden = "toggle-hidden"
    case chooseColumns = "choose-columns"

    case createImage = "create-image"
    case nextVersion = "next-version"
    case editImage = "edit-image"
    case updateMetadata = "update-metadata"
    case uploadData = "upload-data"
    case shareImage = "share-image"
    case editVisibility = "edit-visibility"
    case toggleActivation = "toggle-activation"
    case deprecate
    case rotateFamily = "rotate-family"
    case copyToStores = "copy-to-stores"
    case removeFromStore = "remove-from-store"
    case queueForCache = "queue-for-cache"
    case signImage = "sign-image"
    case verifySignature = "verify-signature"
    case deleteImage = "delete-image"
    case exportImage = "export-image"
    case launchInstance = "launch-instance"
    case acceptOffer = "accept-offer"
    case rejectOffer = "reject-offer"
    case undo

    case siteUsage = "site-usage"
    case imageCache = "image-cache"

    case refresh = "refresh"
    case switchCloud = "switch-cloud"
    case openPalette = "open-palette"
    case chooseTheme = "choose-theme"
    case showHelp = "show-help"
    case showTransfers = "show-transfers"
    case showActivity = "show-activity"
    case redraw = "redraw"
    case suspend = "suspend"
    case abort = "abort"
    case quit = "quit"

    /// The name as words: `open details`.
    package var words: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }

    /// The name as dialogs have it in their titles: `Open Details`.
    var title: String {
        words.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}

extension Action {
    /// What it does to images or with them, where rights count; nil for what anybody may do.
    var imageAction: ImageAction? {
        switch self {
        case .createImage, .nextVersion, .editImage, .updateMetadata, .uploadData, .shareImage, .editVisibility,
            .toggleActivation,
            .deprecate, .copyToStores, .removeFromStore, .queueForCache, .signImage, .verifySignature, .deleteImage,
            .exportImage, .acceptOffer, .rejectOffer, .launchInstance, .showInstances:
            ImageAction(rawValue: rawValue)
        default: nil
        }
    }
}
