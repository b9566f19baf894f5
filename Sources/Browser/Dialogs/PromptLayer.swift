internal import Canvas
internal import Catalog

/// A small box that asks for one line of text.
struct Prompt: Hashable, Sendable {
    var title: String
    var label: String
    var field: TextField
    /// Sentences under the field.
    var note = ""
    var noteRole = ThemeRole.textDim

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        let theme = browser.theme
        let wide = min(70, body.columns - 4)
        let notes = note.isEmpty ? [] : note.wrapped(columns: wide - 4)
        let area = body.centered(columns: wide, rows: 4 + notes.count)
        frame.fill(area, theme[.dialog])
        frame.box(area, style: theme[.dialogBorder], title: title, titleStyle: theme[.dialogTitle])
        let inner = area.inset(columns: 2, rows: 1)
        frame.write(label, at: inner.origin, style: theme[.label], width: inner.columns)
        let line = Rect(column: inner.column, row: inner.row + 1, columns: inner.columns, rows: 1)
        frame.fill(line, theme[.fieldFocused])
        frame.cursor = field.draw(on: &frame, in: line, style: theme[.fieldFocused])
        for (index, text) in notes.enumerated() {
            frame.write(text, at: Point(column: inner.column, row: inner.row + 2 + index), style: theme[noteRole])
        }
    }
}

/// Asks for a password or a one-time code, without echo. What is typed is handed on and kept nowhere.
struct CredentialLayer: Layer {
    private var prompt: Prompt

    init(_ request: CredentialRequest) {
        let what = request.secret == .password ? "Password" : "One-time code"
        prompt = Prompt(
            title: "Sign in to \(request.cloud)", label: "\(what) of \(request.user)", field: TextField(isSecret: true),
            note: request.problem?.asSentence ?? "It is sent to the \(request.recipient) and kept nowhere else.",
            noteRole: request.problem == nil ? .textDim : .messageError)
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)):
            guard !prompt.field.characters.isEmpty else { return .stay }
            browser.emit(.supplyCredential(prompt.field.text))
            return .close
        case .key(Key(.escape)), .key(Key("c", .control)):
            browser.emit(.declineCredential)
            return .close
        default:
            prompt.field.handle(input)
            return .stay
        }
    }

    var hints: [Hint] { [Hint("Enter", "sign in"), Hint("Esc", "stay offline")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        prompt.draw(on: &frame, body: body, browser: browser)
    }
}

/// Asks for a name under which the filter is kept.
struct SaveFilterLayer: Layer {
    private let filter: String
    private var prompt: Prompt

    init(_ filter: String) {
        self.filter = filter
        prompt = Prompt(title: "Save Filter", label: "Name for: \(filter)", field: TextField())
    }

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)), .key(Key("s", .control)):
            let name = prompt.field.text
            guard !name.allSatisfy({ $0 == " " }) else { return .stay }
            browser.settings.chosen.filters[name] = filter
            browser.saveChoices()
            browser.say(.done, "Saved. The palette and \"use filter\" find it as \(name).")
            return .close
        case .key(Key(.escape)), .key(Key("c", .control)): return .close
        default:
            prompt.field.handle(input)
            let exists = browser.settings.filters[prompt.field.text] != nil
            prompt.note = exists ? "A filter of this name exists and will be replaced." : ""
            return .stay
        }
    }

    var hints: [Hint] { [Hint("Enter", "save"), Hint("Esc", "do not save")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        prompt.draw(on: &frame, body: body, browser: browser)
    }
}

/// Asks for an image ID and opens that image, listed or not: an offer can be read by its ID before it is accepted.
struct OpenByIDLayer: Layer {
    private var prompt = Prompt(
        title: "Open by ID", label: "Image ID", field: TextField(),
        note: "Also finds images that no list shows, for instance an offer somebody told you of.")
    private var asked: ImageID?

    mutating func handle(_ input: Input, in browser: inout Browser) -> LayerReply {
        switch input {
        case .key(Key(.enter)):
            let text = String(prompt.field.text.filter { !$0.isWhitespace })
            guard !text.isEmpty else { return .stay }
            let id = ImageID(text)
            if browser.catalogue[id] != nil { return .replace(DetailsLayer(id, in: &browser)) }
            asked = id
            prompt.note = "Asking the image service."
            prompt.noteRole = .textDim
            browser.emit(.fetchImage(id))
            return .stay
        case .key(Key(.escape)), .key(Key("c", .control)): return .close
        default:
            prompt.field.handle(input)
            return .stay
        }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> LayerReply {
        guard case .detail(let id, .image(let answer)) = event, id == asked else { return .stay }
        switch answer {
        case .success(let image):
            // An offer is answered in its list, to which it comes by that.
            if image.visibility == .shared, browser.catalogue[id] == nil {
                browser.emit(.refresh(visible: browser.visibleImages))
            }
            return .replace(DetailsLayer(image, in: &browser))
        case .failure(let problem):
            asked = nil
            prompt.note = problem.sentence
            prompt.noteRole = .messageError
            return .stay
        }
    }

    var hints: [Hint] { [Hint("Enter", "open"), Hint("Esc", "close")] }

    func draw(on frame: inout Frame, body: Rect, browser: Browser) {
        prompt.draw(on: &frame, body: body, browser: browser)
    }
}
