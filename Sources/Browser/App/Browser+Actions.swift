internal import Canvas
internal import Catalog

/// What actions do in the panes.
extension Browser {
    mutating func perform(_ action: Action) {
        switch action {
        case .goToImages: go(to: .images)
        case .goToShared: go(to: .shared)
        case .goToAdmin: go(to: .admin)
        case .nextPane: step(by: 1)
        case .previousPane: step(by: -1)

        case .moveDown, .moveUp, .goToFirst, .goToLast, .pageDown, .pageUp, .halfPageDown, .halfPageUp:
            moveCursor { _ = $0.perform(action) }
        case .scrollLeft: scrollColumns(by: -1)
        case .scrollRight: scrollColumns(by: 1)

        case .openDetails: openDetails()
        case .follow: break
        case .openByID: layers.append(OpenByIDLayer())
        case .goBack: goBack()
        case .mark: markCursor()
        case .markAll: markAll()
        case .unmarkAll: unmarkAll()
        case .copyID: copyID()
        case .copyValue: say(.plain, "Values are copied in the details: press \(key(.openDetails)) first.")

        case .filter: layers.append(FilterLayer(of: self))
        case .saveFilter: saveFilter()
        case .useFilter: layers.append(PickerLayer.savedFilters(of: self))
        case .sort: layers.append(PickerLayer.sortColumns(of: self))
        case .toggleFamilies: toggleFamilies()
        case .toggleExpanded: toggleExpanded()
        case .toggleHidden: toggleHidden()
        case .chooseColumns: layers.append(ColumnsLayer(of: self))

        case .createImage: createImage()
        case .nextVersion:
            openForOne(.nextVersion) { FormLayer(CreateDialog(after: $0, in: &$1), in: &$1) }
        case .editImage: openForOne(.editImage) { FormLayer(EditDialog($0, in: &$1), in: &$1) }
        case .uploadData: openForOne(.uploadData) { FormLayer(UploadDialog($0, in: &$1), in: &$1) }
        case .shareImage: open(for: .shareImage) { FormLayer(ShareDialog($0, in: &$1), in: &$1) }
        case .updateMetadata: open(for: .updateMetadata) { FormLayer(MetadataDialog($0, in: &$1), in: &$1) }
        case .editVisibility: open(for: .editVisibility) { FormLayer(VisibilityDialog($0, in: &$1), in: &$1) }
        case .toggleActivation: toggleActivation()
        case .deprecate: open(for: .deprecate) { FormLayer(DeprecateDialog($0, in: &$1), in: &$1) }
        case .rotateFamily: rotateFamily()
        case .copyToStores: openIfOffered(.copyToStores) { StoresDialog(copying: $0, in: &$1) }
        case .removeFromStore: openIfOffered(.removeFromStore) { StoresDialog(removing: $0, in: &$1) }
        case .queueForCache: queueForCache()
        case .signImage: openForOne(.signImage) { FormLayer(SignDialog($0, in: &$1), in: &$1) }
        case .verifySignature: verifySignature()
        case .deleteImage: deleteImages()
        case .exportImage: openForOne(.exportImage) { FormLayer(ExportDialog($0, in: &$1), in: &$1) }
        case .showInstances: openForOne(.showInstances) { InstancesLayer($0, in: &$1) }
        case .launchInstance: launchInstance()
        case .acceptOffer: answerOffers(.accepted)
        case .rejectOffer: answerOffers(.rejected)
        case .undo: undo()

        case .compare: compare()
        case .checkCatalogue: layers.append(CheckLayer(in: &self))

        case .siteUsage: openSiteUsage()
        case .imageCache: openImageCache()

        case .refresh: refresh()
        case .switchCloud: openCloudChooser()
        case .openPalette: openPalette()
        case .chooseTheme: layers.append(PickerLayer.themes(of: self))
        case .showHelp: layers.append(HelpLayer(of: self))
        case .showTransfers: layers.append(TransfersLayer(of: &self))
        case .showActivity: layers.append(ActivityLayer(of: &self))
        case .redraw: emit(.redraw)
        case .suspend: emit(.suspend)
        case .abort: abort()
        case .quit: quit()
        }
    }

    // MARK: Panes

    mutating func go(to pane: Pane) {
        if let refusal = refusal(of: pane), pane != active {
            say(.warning, refusal)
            if pane == .admin { return }
        }
        guard pane != active else { return }
        leavePane()
        active = pane
        change(pane) { state, _ in state.isSeen = true }
        if pane == .shared { emit(.searchOffers(visible: visibleImages)) }
    }

    /// Goes on to the next pane that may be opened.
    private mutating func step(by steps: Int) {
        let all = Pane.allCases
        guard var index = all.firstIndex(of: active) else { return }
        repeat { index = (index + steps + all.count) % all.count } while refusal(of: all[index]) != nil
        go(to: all[index])
    }

    /// What was marked as new in a pane counts as seen once it is left.
    private mutating func leavePane() {
        let listing = current.listing
        markSeen(unseen.filter { catalogue.slot(of: $0).map(listing.isMatch) ?? false })
    }

    // MARK: The list

    /// Puts the cursor on an image that was made here: now, or when it is listed if nothing was pressed by then.
    mutating func land(on image: ImageID) {
        landing = change(active) { pane, catalogue in pane.goTo(image, in: catalogue) } ? nil : image
    }

    mutating func moveCursor(_ movement: (inout ScrollWindow) -> Void) {
        let before = current.window.cursor
        let height = current.window.height
        change(active) { pane, catalogue in pane.move(movement, in: catalogue) }
        let after = current.window.cursor
        guard before != after, !unseen.isEmpty else { return }
        // Everything the cursor passed, but no more than a screen: a jump to the end has not shown what lies between.
        let passed = min(before, after)...max(before, after)
        guard passed.count <= height + 1 else { return markSeen([cursorEntry?.id].compactMap { $0 }) }
        let rows = passed.filter { $0 < current.listing.count && $0 != after }.map { current.listing[$0] }
        markSeen(rows.compactMap(\.slot).compactMap { catalogue[$0]?.id })
    }

    private mutating func scrollColumns(by columns: Int) {
        if current.listing.groupsFamilies { return say(.plain, "Families have no further columns.") }
        let layout = columnLayout
        if columns < 0 ? !layout.isCutLeft : !layout.isCutRight {
            let side = columns < 0 ? "left" : "right"
            return say(.plain, "There are no more columns to the \(side). \(key(.chooseColumns)) chooses others.")
        }
        change(active) { pane, _ in pane.columnScroll += columns }
    }

    private mutating func openDetails() {
        guard let entry = previewEntry else { return say(.plain, "There is nothing to open.") }
        layers.append(DetailsLayer(entry.id, in: &self))
    }

    /// Clears the filter; without one there is nothing to go back from.
    private mutating func goBack() {
        if !current.filter.isEmpty {
            setFilter("", in: active)
        } else if !current.marks.isEmpty {
            say(.plain, "\(key(.unmarkAll)) removes the marks.")
        }
    }

    private mutating func markCursor() {
        guard let row = current.cursorRow else { return say(.plain, "There is nothing to mark.") }
        let images = images(of: row)
        change(active) { pane, _ in
            if images.allSatisfy(pane.marks.contains) {
                pane.marks.subtract(images)
            } else {
                pane.marks.formUnion(images)
            }
        }
        moveCursor { $0.move(by: 1) }
        refilter(by: "marked")
    }

    /// The images a row stands for: its own, or all listed versions of its family.
    func images(of row: ListingRow) -> [ImageID] {
        switch row {
        case .image(let slot), .version(let slot): catalogue[slot].map { [$0.id] } ?? []
        case .family(let family):
            catalogue.family(family, in: active, showingHidden: current.listing.showsHidden)
                .versions.filter { current.listing.isMatch($0.slot) }.map(\.entry.id)
        }
    }

    private mutating func markAll() {
        let images = current.listing.matches.compactMap { catalogue[$0]?.id }
        change(active) { pane, _ in pane.marks.formUnion(images) }
        refilter(by: "marked")
        say(.plain, images.count == 1 ? "1 image marked." : "\(images.count) images marked.")
    }

    private mutating func unmarkAll() {
        change(active) { pane, _ in pane.marks.removeAll() }
        refilter(by: "marked")
    }

    private mutating func copyID() {
        guard let entry = cursorEntry else { return say(.plain, "There is no image under the cursor.") }
        copy(entry.id.rawValue)
    }

    /// Puts a text on the terminal's clipboard. It is also shown alone on a line, to be taken from there where
    /// something on the way swallows the escape sequence.
    mutating func copy(_ text: String) {
        emit(.copy(text))
        say(.plain, text)
    }

    private mutating func toggleFamilies() {
        let groups = !current.listing.groupsFamilies
        settings.families = groups
        for pane in Pane.inOrder {
            change(pane) { state, catalogue in
                state.relist(in: catalogue) { $0.setGroupsFamilies(groups, in: $1) }
            }
        }
        saveChoices()
    }

    private mutating func toggleExpanded() {
        guard current.listing.groupsFamilies else {
            return say(.plain, "Families are off. \(key(.toggleFamilies)) groups versions into families.")
        }
        guard let row = current.cursorRow, let family = family(of: row) else {
            return say(.plain, "This image's name does not follow the convention, so it has no family.")
        }
        change(active) { pane, catalogue in
            let isExpanded = pane.listing.expanded.contains(family)
            pane.relist(in: catalogue) { $0.setExpanded(family, !isExpanded, in: $1) }
            if isExpanded, let position = pane.listing.position(of: .family(family)) {
                pane.move({ $0.move(to: position) }, in: catalogue)
            }
        }
    }

    func family(of row: ListingRow) -> FamilyID? {
        switch row {
        case .family(let family): family
        case .image(let slot), .version(let slot): catalogue.family(of: slot)
        }
    }

    private mutating func toggleHidden() {
        let shows = !current.listing.showsHidden
        change(active) { pane, catalogue in
            pane.relist(in: catalogue) { $0.setShowsHidden(shows, in: $1) }
        }
        say(.plain, shows ? "Hidden images are shown too." : "Hidden images are left out.")
    }

    // MARK: The program

    private mutating func refresh() {
        if case .offlineByChoice = connection {
            return say(.warning, "Started with --offline: only what was seen before is shown.")
        }
        if selection == nil { return say(.plain, "No cloud is open. \(key(.switchCloud)) chooses one.") }
        if case .lost(let problem, let retryAt?) = connection, case .busy(_?) = problem.kind, retryAt > now {
            let time = localTime(retryAt)
            return say(.warning, "The service asked to be left alone until \(time). It is asked again then.")
        }
        emit(.refresh(visible: visibleImages))
        if active == .shared { emit(.searchOffers(visible: visibleImages)) }
        // What comes of it is told even if it is what was told before.
        trouble = nil
        isRefreshing = true
        message = Self.asking
    }

    private mutating func abort() {
        if pass != nil || offerSearch != nil {
            emit(.abort)
            pass = nil
            isRefreshing = false
            offerSearch = nil
            say(.plain, "Stopped. What was read so far stays; \(key(.refresh)) goes on.")
        } else {
            layers.append(QuitLayer(question: "Quit Vitrine?\(fateOfTransfers)\(fateOfBackground)"))
        }
    }

    /// Ends the program; asks first where something is under way.
    private mutating func quit() {
        let fate = fateOfTransfers + fateOfBackground
        if fate.isEmpty { emit(.quit) } else { layers.append(QuitLayer(question: "Quit Vitrine?\(fate)")) }
    }
}
