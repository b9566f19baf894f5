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
            tellLayers(event)
        case .detail, .projects, .planStep, .planEnded: tellLayers(event)
        case .definitions(let definitions):
            self.definitions = definitions
            tellLayers(event)
        case .started: break
        case .cloudNeeded: openCloudChooser()
        case .copyTooLong: say(.warning, "Too long for the terminal's clipboard.")
        case .choicesNotSaved(let reason): say(.warning, "Your choice could not be written down: \(reason)")
        case .terminated: emit(.quit)
        case .resumed: emit(.redraw)
        case .timer(.watch): reportVisible()
        case .timer(.message): message = nil
        }
        fitLists()
        return takeEffects()
    }

    private mutating func take(_ input: Input) {
        if case .resized(let size) = input {
            self.size = size
            return
        }
        guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
            if case .key(let key) = input, keymap.action(for: key, in: .pane) == .quit { emit(.quit) }
            return
        }
        if case .key = input, message?.kind != .error { message = nil }
        if let top = layers.indices.last {
            // Taken off while it works, so that it may change the program it is part of.
            var layer = layers.remove(at: top)
            let reply = handle(input, in: &layer)
            settle(reply, of: layer, at: top)
            if case .pass = reply, case .key(let key) = input, let place = layer.place,
                let action = keymap.action(for: key, in: place)
            {
                perform(action)
            }
        } else {
            takeInPane(input)
        }
        scheduleWatch()
    }

    /// Offers input to a layer: as an action where the table knows one for its place, as it is otherwise.
    private mutating func handle(_ input: Input, in layer: inout any Layer) -> LayerReply {
        if case .key(let key) = input, let place = layer.place {
            let reply = layer.handle(input, in: &self)
            guard case .pass = reply, let action = keymap.action(for: key, in: place) else { return reply }
            return layer.perform(action, in: &self)
        }
        return layer.handle(input, in: &self)
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
        case .closeAnd(let action): perform(action)
        case .open(let next):
            layers.insert(layer, at: index)
            layers.append(next)
        case .replace(let next): layers.insert(next, at: index)
        }
    }

    private mutating func takeInPane(_ input: Input) {
        switch input {
        case .key(let key):
            if let action = keymap.action(for: key, in: .pane) {
                perform(action)
            } else {
                say(.plain, "\(key) means nothing here. ? shows the keys.")
            }
        case .mouse(let event): takeInPane(event)
        case .paste: say(.plain, "Pasted text goes nowhere here. Press / first to filter by it.")
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
