package import Canvas
package import Catalog

extension Browser {
    /// The smallest window in which anything but a notice is drawn.
    package static let smallest = Size(columns: 60, rows: 15)

    /// Takes in one event and answers what is to be done outside. Waits for nothing and reads no clock.
    package mutating func update(_ event: Event, at now: Instant) -> [Effect] {
        self.now = now
        switch event {
        case .input(let input): take(input)
        case .service(let news, let generation) where generation == self.generation:
            take(news)
            tellLayers(event)
        case .service: break
        case .detail(let image, .members(.success(let members))):
            knownMembers[image] = members
            refilter(by: "member:")
            tellLayers(event)
        case .members(let answers):
            for (image, answer) in answers { if let members = try? answer.get() { knownMembers[image] = members } }
            refilter(by: "member:")
            tellLayers(event)
        case .timer(.check), .timer(.details): tellLayers(event)
        case .planStep(let plan, let index, .done):
            if let steps = plansUnderWay[plan]?.steps, steps.indices.contains(index) {
                noteMembers(after: steps[index])
            }
            takeInBackground(event)
            tellLayers(event)
        case .planStep:
            takeInBackground(event)
            tellLayers(event)
        case .planEnded(let plan):
            plansUnderWay[plan] = nil
            takeInBackground(event)
            tellLayers(event)
        case .detail, .projects, .regions, .everyProject, .creation, .undoProposed, .drafts, .activity,
            .pastTransfers, .pathCandidates, .targetFacts, .fileFacts, .keyKind, .signatureRead, .signing,
            .certificate, .verification, .usage, .volumes, .launchOffer, .userData:
            tellLayers(event)
        case .launch:
            followLaunches(event)
            tellLayers(event)
        case .site(let site, self.generation):
            self.site = site
            tellLayers(event)
        case .siteReport(_, self.generation), .imageCache(_, self.generation): tellLayers(event)
        case .site, .siteReport, .imageCache: break
        case .transfers(let transfers):
            take(transfers)
            tellLayers(event)
        case .definitions(let definitions):
            self.definitions = definitions
            tellLayers(event)
        case .configurationNotices(let notices, self.generation): take(notices)
        case .configurationNotices: break
        case .started: break
        case .cloudNeeded: openCloudChooser()
        case .copyTooLong: say(.warning, "Too long for the terminal's clipboard.")
        case .choicesNotSaved(let reason): say(.warning, "Your choice could not be written down: \(reason)")
        case .terminated:
            keepDrafts()
            emit(.quit)
        case .resumed: emit(.redraw)
        case .timer(.watch): reportVisible()
        }
        offerDraft()
        fitLists()
        return takeEffects()
    }

    /// Takes over what a step has changed of members that were read before.
    private mutating func noteMembers(after step: ChangePlan.Step) {
        switch step.change {
        case .addMember(let project):
            guard knownMembers[step.image]?.contains(where: { $0.project == project }) == false else { return }
            knownMembers[step.image]?.append(
                Member(image: step.image, project: project, status: .pending, createdAt: now, updatedAt: now))
        case .removeMember(let project, _): knownMembers[step.image]?.removeAll { $0.project == project }
        default: return
        }
        refilter(by: "member:")
    }

    private mutating func take(_ input: Input) {
        if case .resized(let size) = input {
            window = size
            return
        }
        guard isLargeEnough else { return takeWhileTooSmall(input) }
        if case .key(let key) = input, message != nil {
            let isError = message?.kind == .error
            if !isError || key == Key(.escape) { message = nil }
            // Reading an error and dismissing it is one thing, going back another.
            if isError, key == Key(.escape) { return }
        }
        if let layer = layers.last {
            take(input, in: layer)
        } else {
            takeInPane(input)
        }
        scheduleWatch()
    }

    var isLargeEnough: Bool { window == size }

    /// Nothing is done to what cannot be seen.
    private mutating func takeWhileTooSmall(_ input: Input) {
        guard case .key(let key) = input else { return }
        switch keymap.action(for: key, in: .pane) {
        case .quit, .abort: emit(.quit)
        case .suspend: emit(.suspend)
        case .redraw: emit(.redraw)
        default: break
        }
    }

    /// Offers input to the layer on top: as it is, then as an action where the table knows one for its place.
    private mutating func take(_ input: Input, in layer: any Layer) {
        var layer = layer
        let top = layers.count - 1
        // Taken off while it works, so that it may change the program it is part of.
        layers.removeLast()
        let reply = layer.handle(input, in: &self)
        guard case .pass = reply, let place = layer.place else { return settle(reply, of: layer, at: top) }
        layers.append(layer)
        switch input {
        case .key(let key):
            if let action = keymap.action(for: key, in: place) {
                dispatch(action)
            } else {
                sayMeaningless(key)
            }
        case .paste: say(.plain, "Pasted text goes nowhere here. \(self.key(.filter)) searches.")
        case .mouse(let event):
            guard event.isClick, regions.tabs.contains(event.point), let pane = pane(at: event.point.column) else {
                return
            }
            switch pane {
            case .images: dispatch(.goToImages)
            case .shared: dispatch(.goToShared)
            case .admin: dispatch(.goToAdmin)
            }
        case .resized: break
        }
    }

    /// Does what an action means where the user is. What means something only in the panes closes what lies over them.
    mutating func dispatch(_ action: Action) {
        let places = ActionTable.entry(of: action)?.places ?? []
        while var layer = layers.last {
            let top = layers.count - 1
            layers.removeLast()
            guard let place = layer.place, places.contains(place) else {
                if places.contains(.pane) { continue }
                return layers.append(layer)
            }
            let reply = layer.perform(action, in: &self)
            settle(reply, of: layer, at: top)
            if case .pass = reply { perform(action) }
            return
        }
        perform(action)
    }

    private mutating func sayMeaningless(_ key: Key) {
        say(.plain, "\(key) means nothing here. \(self.key(.showHelp)) shows the keys.")
    }

    private mutating func tellLayers(_ event: Event) {
        for index in layers.indices.reversed() {
            var layer = layers.remove(at: index)
            let reply = layer.receive(event, in: &self)
            settle(reply, of: layer, at: index)
        }
    }

    /// Does what a layer that was taken off the stack asks for, and puts it back unless it is done.
    mutating func settle(_ reply: LayerReply, of layer: any Layer, at index: Int) {
        switch reply {
        case .stay, .pass: layers.insert(layer, at: index)
        case .close: break
        case .closeAnd(let action): dispatch(action)
        case .open(let next):
            layers.insert(layer, at: index)
            layers.append(next)
        case .replace(let next): layers.insert(next, at: index)
        }
    }

    private mutating func takeInPane(_ input: Input) {
        landing = nil
        switch input {
        case .key(let key):
            if let action = keymap.action(for: key, in: .pane) {
                perform(action)
            } else {
                sayMeaningless(key)
            }
        case .mouse(let event): takeInPane(event)
        case .paste: say(.plain, "Pasted text goes nowhere here. Press \(key(.filter)) first to filter by it.")
        case .resized: break
        }
    }

    /// Gives the lists the height the screen has for them.
    private mutating func fitLists() {
        let height = regions.rows.rows
        changeAll { pane, _ in pane.resize(height: height) }
    }

    // MARK: Rows on the screen

    /// Sets a timer to tell the service which rows are on the screen, once they have been the same for a moment.
    mutating func scheduleWatch() {
        guard visibleImages != watched else { return }
        emit(.schedule(.watch, milliseconds: 150))
    }

    private mutating func reportVisible() {
        let visible = visibleImages
        guard visible != watched else { return }
        watched = visible
        emit(.watch(visible, active))
    }

    /// The images on the screen, those of families left out that are folded away.
    var visibleImages: [ImageID] { current.visibleRows.compactMap(\.slot).compactMap { catalogue[$0]?.id } }

    // MARK: What was seen

    /// Takes the marks off rows that were seen.
    mutating func markSeen(_ images: some Sequence<ImageID>) {
        let seen = images.filter { unseen.contains($0) }
        guard !seen.isEmpty else { return }
        unseen.subtract(seen)
        emit(.markSeen(seen))
    }
}
