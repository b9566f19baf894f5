internal import Canvas
internal import Catalog

/// Launch Instance: makes a server from an image (R5, R9; dialogs.md 13).
struct LaunchDialog: FormDialog {
    let title = "Launch Instance"
    let subject: String
    var form: Form
    let submitLabel = "Launch"
    let entry: CatalogueEntry
    private let requiresSignature: Bool
    /// What there is to choose from; nil until the services have told.
    private(set) var offer: LaunchOffer?
    /// What was found at the path of the user data.
    private(set) var file: (path: String, answer: Result<UserData, Problem>)?
    private var askedFile = ""

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        self.entry = entry
        requiresSignature = browser.rights.requiresSignature
        subject = Subjects(entry).title(in: browser)
        form = Form(Self.fields(entry))
        browser.emit(.fetchLaunchOffer)
    }

    // MARK: What is known

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        switch event {
        case .launchOffer(let offer):
            self.offer = offer
            take(offer)
        case .userData(let path, let answer):
            guard path == form["data_file"].value else { return false }
            file = (path, answer)
            if case .success = answer, case .path(let text, var completion) = form["data_file"].control {
                completion.isFile = true
                form["data_file"].control = .path(text, completion)
            }
        default: return false
        }
        return true
    }

    mutating func questions(in browser: Browser) -> [Effect] {
        let path = form["data_file"].value
        guard form["data_file"].isVisible, path != askedFile else { return [] }
        askedFile = path
        return path.isEmpty ? [] : [.readUserData(path), .completePath(path)]
    }

    /// What the server is to do at its first start; nil for nothing, and while that is not known.
    var userData: UserData? {
        switch form["data"].value {
        case "text": UserData(Array(form["data_text"].value.utf8))
        case "file": file?.path == form["data_file"].value ? try? file?.answer.get() : nil
        default: nil
        }
    }

    mutating func refresh(in browser: Browser) {
        form["data_text"].isVisible = form["data"].value == "text"
        form["data_file"].isVisible = form["data"].value == "file"
        form["networks"].isVisible = form["attach"].value == "these" && form["networks"].control.canBeFocused
        let knowsCertificates = offer?.knows(.trustedCertificates) ?? false
        form["certificates"].isVisible = entry.image.signature == .signed && knowsCertificates
        check()
        let server = server
        form["review"].control = .review(summary(of: server), commands: [EquivalentCommand.line(for: server)])
    }

    // MARK: Sending

    /// The server as it will be asked for.
    var server: NewServer {
        var server = NewServer(
            name: form["name"].value.trimmedOfBlanks, image: entry.id, imageTitle: entry.title,
            flavor: form["flavor"].value)
        let networks = form["networks"].rows?.text.split(separator: "\n").map(String.init) ?? []
        switch form["attach"].value {
        case "these": server.networks = .these(networks)
        case "auto": server.networks = .automatic
        case "none": server.networks = .none
        default: server.networks = .leftOut
        }
        let key = form["key"].value
        server.keyPair = key.isEmpty ? nil : key
        server.securityGroups = form["groups"].rows?.text.split(separator: "\n").map(String.init) ?? []
        server.userData = userData
        if form["certificates"].isVisible { server.certificates = form["certificates"].items }
        server.requiresSignature = requiresSignature
        return server
    }

    private func summary(of server: NewServer) -> [String] {
        let flavor = form["flavor"].option.map { "\($0.title): \($0.detail)" } ?? "no flavor yet"
        var lines = ["Server \(server.name.isEmpty ? "without a name" : server.name), \(flavor)"]
        if let data = server.userData {
            let source = data.path.map { " from \($0)" } ?? ""
            lines.append(
                "User data: \(data.kind ?? "of an unknown kind"), \(ByteSize(Int64(data.bytes.count)).short)\(source)")
        }
        return lines
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission { .launch(server) }

    /// Puts what the service said at the field it is about.
    mutating func place(_ problem: Problem) {
        let text = problem.reason.lowercased()
        let meanings = [
            ("flavor", "flavor"), ("memory", "flavor"), ("disk", "flavor"), ("ram", "flavor"),
            ("security group", "groups"), ("security_group", "groups"), ("key_name", "key"), ("keypair", "key"),
            ("key pair", "key"), ("network", "attach"), ("user_data", "data"), ("user data", "data"),
            ("certificate", "certificates"),
        ]
        guard let id = meanings.first(where: { text.contains($0.0) })?.1, form[id].isVisible else { return }
        form[id].answer = problem.reason.asSentence + (problem.requestID.map { " \($0)" } ?? "")
        form.focus(on: id)
    }

    var draft: Draft? { Subjects(entry).draft(of: .launchInstance, form.answers) }
}
