/// What the program says about an action, wherever it says it: hint line, help, palette and documentation are all
/// made from this table.
package struct ActionEntry: Sendable {
    package let action: Action
    /// Default keys, by the names that `Key` reads. The first one is shown in hints.
    package let keys: [String]
    /// One or two words for the hint line.
    package let hint: String
    /// A sentence for help, palette and documentation.
    package let summary: String
    package let group: ActionGroup
    /// Where the action means something.
    package let places: Set<Place>
}

/// The parts of the screen that keys go to.
package enum Place: String, CaseIterable, Sendable {
    /// One of the three panes.
    case pane
    /// The details of an image.
    case details
    /// Text to read: help, the activity log.
    case reader
}

/// The headings under which help lists actions.
package enum ActionGroup: String, CaseIterable, Sendable {
    case move = "Moving"
    case panes = "Panes"
    case look = "Looking"
    case list = "The list"
    case change = "Changing images"
    case program = "The program"
}

package enum ActionTable {
    package static let entries: [ActionEntry] = [
        entry(.goToImages, "1", "images", "Go to the pane Images.", .panes, [.pane, .details]),
        entry(.goToShared, "2", "shared", "Go to the pane Shared with Me.", .panes, [.pane, .details]),
        entry(.goToAdmin, "3", "admin", "Go to the pane Admin.", .panes, [.pane, .details]),
        entry(.nextPane, "Tab", "next pane", "Go to the next pane.", .panes, [.pane]),
        entry(.previousPane, "S-Tab", "previous pane", "Go to the previous pane.", .panes, [.pane]),

        entry(.moveDown, "j Down", "down", "Move down one line.", .move),
        entry(.moveUp, "k Up", "up", "Move up one line.", .move),
        entry(.goToFirst, "g Home", "first", "Go to the first line.", .move),
        entry(.goToLast, "G End", "last", "Go to the last line.", .move),
        entry(.pageDown, "PgDn C-f", "page down", "Move down one page.", .move),
        entry(.pageUp, "PgUp C-b", "page up", "Move up one page.", .move),
        entry(.halfPageDown, "C-d", "half down", "Move down half a page.", .move),
        entry(.halfPageUp, "C-u", "half up", "Move up half a page.", .move),
        entry(.scrollLeft, "Left", "left", "Scroll the columns to the left.", .move, [.pane]),
        entry(.scrollRight, "Right", "right", "Scroll the columns to the right.", .move, [.pane]),

        entry(.openDetails, "Enter", "details", "Open the details of the image under the cursor.", .look, [.pane]),
        entry(
            .follow, "Enter", "follow", "Go to the image that the line names, or show all of a line that is cut.",
            .look,
            [.details, .reader]),
        entry(.openByID, "O", "open ID", "Open an image by its ID, whether or not it is listed.", .look, [.pane]),
        entry(.copyID, "y", "copy ID", "Copy the image ID to the terminal's clipboard.", .look, [.pane, .details]),
        entry(.copyValue, "Y", "copy value", "Copy the value under the cursor.", .look, [.details, .reader]),
        entry(
            .compare, "=", "compare",
            "Compare two images side by side: the two marked ones, else this one and the version before it.", .look,
            [.pane, .details]),
        entry(
            .checkCatalogue, "", "check",
            "Check the catalogue: list what is wrong or untidy about the images of this pane.", .look, [.pane]),
        entry(
            .showInstances, "i", "instances", "Show the servers that use the image, and volumes made from it.", .look,
            [.pane, .details]),
        entry(
            .siteUsage, "", "site usage",
            "Show the site's stores, what this project has used of its limits, and ways of importing.", .look, [.pane]),
        entry(
            .imageCache, "", "image cache",
            "Show which images the service has in its cache, and drop some (administrators).", .look, [.pane]),
        entry(.goBack, "Esc", "back", "Go back, close, or clear the filter.", .look),

        entry(.filter, "/", "filter", "Filter the list as you type; in details and text, search.", .list),
        entry(.useFilter, "", "saved filters", "Choose one of the saved filters.", .list, [.pane]),
        entry(.saveFilter, "", "save filter", "Save the filter of this pane under a name.", .list, [.pane]),
        entry(.sort, "o", "sort", "Choose the column to sort by, and its direction.", .list, [.pane]),
        entry(.mark, "Space", "mark", "Mark the image and move down.", .list, [.pane]),
        entry(.markAll, "*", "mark all", "Mark all images that match the filter.", .list, [.pane]),
        entry(.unmarkAll, "u", "unmark", "Remove all marks.", .list, [.pane]),
        entry(
            .toggleFamilies, "f", "families", "Group the versions of an image into families, or not.", .list, [.pane]),
        entry(.toggleExpanded, "z", "expand", "Show or hide the versions of the family.", .list, [.pane]),
        entry(.toggleHidden, "H", "hidden", "Show hidden images too, or not.", .list, [.pane]),
        entry(.chooseColumns, "w", "columns", "Choose columns, their order and their widths.", .list, [.pane]),
        entry(.createImage, "n", "create", "Create Image: register a new one.", .change, [.pane]),
        entry(
            .nextVersion, "N", "next version", "Create Image as the next version of this one.", .change,
            [.pane, .details]),
        entry(.editImage, "e", "edit", "Edit Image: name, sizes, tags and more.", .change, [.pane, .details]),
        entry(
            .updateMetadata, "m", "metadata", "Update Metadata, for one image or for all marked ones.", .change,
            [.pane, .details]),
        entry(
            .uploadData, "", "upload", "Upload Data: bring data to an image that has none yet.", .change,
            [.pane, .details]),
        entry(
            .shareImage, "s", "share", "Share Image: offer it to projects, see what they answered.", .change,
            [.pane, .details]),
        entry(
            .editVisibility, "v", "visibility", "Edit Visibility: promote, decommission, share or keep private.",
            .change,
            [.pane, .details]),
        entry(.toggleActivation, "t", "activation", "Deactivate or reactivate.", .change, [.pane, .details]),
        entry(
            .deprecate, "d", "deprecate",
            "Deprecate Image: deactivate it, mark it with its replacement, withdraw it.", .change, [.pane, .details]),
        entry(
            .rotateFamily, "", "rotate",
            "Rotate Family: keep the newest versions, deprecate the others in favour of the current one.", .change,
            [.pane, .details]),
        entry(
            .copyToStores, "", "copy to stores",
            "Copy to Stores: have the service keep further copies of the data, one image's or all marked ones'.",
            .change,
            [.pane, .details]),
        entry(
            .removeFromStore, "", "remove copy",
            "Remove from Store: delete copies of the data, never the last one.", .change, [.pane, .details]),
        entry(
            .queueForCache, "", "queue for cache",
            "Have the service fetch the data into its cache, before somebody waits for it (administrators).", .change,
            [.pane, .details]),
        entry(
            .signImage, "", "sign",
            "Sign Image: set, make or take away the four properties of its signature.", .change, [.pane, .details]),
        entry(
            .verifySignature, "", "verify",
            "Verify Signature: compare a file of this machine with the image's signature, by a certificate.", .look,
            [.pane, .details]),
        entry(
            .deleteImage, "D", "delete", "Delete Image, after saying what will be lost.", .change, [.pane, .details]),
        entry(
            .exportImage, "x", "export", "Export Image: bring its data into a file of this machine, verified.", .change,
            [.pane, .details]),
        entry(
            .launchInstance, "l", "launch", "Launch Instance: make a server from the image.", .change,
            [.pane, .details]),
        entry(
            .acceptOffer, "a", "accept", "Accept the offer of an image (Shared with Me).", .change, [.pane, .details]),
        entry(
            .rejectOffer, "R", "reject", "Reject the offer of an image (Shared with Me).", .change, [.pane, .details]),
        entry(
            .undo, "U", "undo", "Undo the last change that can be taken back, after showing what that sends.", .change,
            [.pane, .details]),

        entry(.refresh, "r", "refresh", "Ask the service for everything again, now.", .list, [.pane, .details]),

        entry(.openPalette, ":", "palette", "Find any action, pane, saved filter, theme or cloud by name.", .program),
        entry(.showHelp, "? F1", "help", "Show the keys and words of this place.", .program),
        entry(
            .showTransfers, "T", "transfers",
            "Show Transfers: uploads, exports and imports under way, and what was cut off or failed.", .program),
        entry(
            .showActivity, "!", "activity",
            "Show what was changed, also in earlier runs, and what was asked of which service.", .program),
        entry(.switchCloud, "C", "cloud", "Switch to another cloud, region or project.", .program, [.pane]),
        entry(.chooseTheme, "", "theme", "Choose a theme.", .program),
        entry(.redraw, "C-l", "redraw", "Draw the screen again.", .program),
        entry(.suspend, "C-z", "suspend", "Suspend the program and return to the shell.", .program),
        entry(.abort, "C-c", "abort", "Abort what is running, then ask to quit.", .program),
        entry(.quit, "q", "quit", "Close; at the top, quit.", .program),
    ]

    private static let byAction = Dictionary(uniqueKeysWithValues: entries.map { ($0.action, $0) })

    package static func entry(of action: Action) -> ActionEntry? { byAction[action] }

    private static func entry(
        _ action: Action, _ keys: String, _ hint: String, _ summary: String, _ group: ActionGroup,
        _ places: Set<Place> = Set(Place.allCases)
    ) -> ActionEntry {
        ActionEntry(
            action: action, keys: keys.split(separator: " ").map(String.init), hint: hint, summary: summary,
            group: group, places: places)
    }
}
