internal import Canvas
internal import Catalog

/// The fields of a signature: what they are, which are shown, and what is wrong with them.
extension SignatureSection {
    /// - Parameter values: the properties to begin with.
    static func fields(_ values: Properties) -> [FormField] {
        var model = Image(id: ImageID(""))
        model.properties = values
        let isSigned = Signature.keys.contains { values[$0] != nil }
        var way = FormField(
            "signing", "Signed by", .choice(options(refusal: nil), selected: isSigned ? 1 : 0),
            help: "Where the signature comes from.")
        way.explanation = """
            With all four properties the service verifies the data while it stores it, and refuses it with 400 if the \
            signature does not match, or if it cannot fetch the certificate: a site without a key manager takes no signed \
            data. Compute verifies it before a server starts, where the site demands that. A signature is over the file as \
            it is uploaded; by an RSA key with PSS, the mask MGF1 with the same hash, and the longest salt there can be.
            """
        var passphrase = FormField(
            "passphrase", "Passphrase", .text(TextField(isSecret: true)),
            help: "Of an encrypted key. Never kept, and in no list of processes.")
        passphrase.placeholder = "none"
        return [
            way,
            FormField(
                textKey, "Signature", .text(TextField(values[textKey] ?? "")),
                help: "In base64, over the file as it is uploaded."),
            FormField(
                "signature_file", "Signature file", .path(TextField(), PathCompletion()), isRequired: true,
                help: "Binary, as openssl writes it, or in base64. Tab completes."),
            FormField(
                "key", "Private key", .path(TextField(), PathCompletion()), isRequired: true,
                help: "A file that openssl can read: PEM or DER. Tab completes."),
            passphrase,
            ImageFields.choice(
                hashKey, "Hash method", model, SignatureHash.allCases.map(\.rawValue), help: "The hash that is signed."),
            ImageFields.choice(
                typeKey, "Key type", model, SignatureKeyType.allCases.map(\.rawValue),
                help: "The kind of key that signs it; taken over from a private key."),
            FormField(
                certificateKey, "Certificate", .text(TextField(values[certificateKey] ?? "")),
                help: "The UUID of the certificate in the site's key manager."),
        ]
    }

    private static func options(refusal: String?) -> [FormOption] {
        [
            FormOption("", "Nobody", detail: "the image is not signed"),
            FormOption("values", "Values", detail: "all four properties, typed or pasted"),
            FormOption("file", "A file", detail: "a signature that was made elsewhere"),
            FormOption("key", "A key", detail: "made here by openssl, before anything is sent", refusal: refusal),
        ]
    }

    /// Brings fields, mistakes and remarks up to date.
    ///
    /// - Parameters:
    ///   - isOpen: whether they are shown at all.
    ///   - refusal: why nothing can be signed here; nil if it can.
    func refresh(_ form: inout Form, isOpen: Bool = true, refusal: String?) {
        form["signing"].offer(Self.options(refusal: refusal))
        let way = Self.way(form)
        let isShown = [
            Self.textKey: way == .values, "signature_file": way == .file, "key": way == .key, "passphrase": way == .key,
        ]
        for id in Self.ids { form[id].isVisible = isOpen && (id == "signing" || isShown[id] ?? (way != .none)) }
        if way == .key, form[Self.hashKey].value.isEmpty, !form[Self.hashKey].wasEdited {
            form[Self.hashKey].value = SignatureHash.sha256.rawValue
        }
        for id in Self.ids { form[id].mistake = nil }
        form["signing"].mistake = form["signing"].option?.refusal
        check(way, &form)
    }

    private func check(_ way: Way, _ form: inout Form) {
        guard way != .none else { return }
        var values = Dictionary(Signature.keys.map { ($0, form[$0].value) }) { $1 }
        if way == .file { checkFile(&form) }
        if way == .key {
            // It is not there before it is made, and the key tells its type.
            values[Self.textKey] = "made"
            if values[Self.typeKey]?.isEmpty ?? true { values[Self.typeKey] = SignatureKeyType.rsaPSS.rawValue }
            checkKey(&form)
        }
        for (id, mistake) in Signature.mistakes(in: values) where form[id].mistake == nil {
            if id != Self.textKey || way == .values { form[id].mistake = mistake }
        }
    }

    private func checkFile(_ form: inout Form) {
        let path = form["signature_file"].value
        form["signature_file"].remark = nil
        guard !path.isEmpty else {
            form["signature_file"].mistake = "Name the file that holds the signature."
            return
        }
        guard let found, found.path == path else {
            form["signature_file"].mistake = "The file is being read."
            return
        }
        switch found.answer {
        case .success(let text): form["signature_file"].remark = "\(text.utf8.count) characters in base64."
        case .failure(let problem): form["signature_file"].mistake = problem.reason.asSentence
        }
    }

    private func checkKey(_ form: inout Form) {
        let path = form["key"].value
        form["key"].remark = nil
        guard !path.isEmpty else {
            form["key"].mistake = "Name the file of the private key."
            return
        }
        guard let kind, kind.key.path == path else {
            form["key"].mistake = "The key is being read."
            return
        }
        switch kind.answer {
        case .success(let kind):
            form["key"].remark = kind.label.asSentence
            guard let type = kind.type else {
                form["key"].mistake = "Image services know no signatures by such keys."
                return
            }
            let wanted = form[Self.typeKey].value
            if !wanted.isEmpty, wanted != type.rawValue {
                form[Self.typeKey].mistake = "The key is of another kind: \(kind.label)."
            }
        case .failure(let problem) where problem.kind == .credentialMissing:
            // What was typed since is tried when it is left, and at the latest when the signature is made.
            let passphrase = form["passphrase"].value
            if passphrase == kind.key.passphrase?.revealed ?? "" {
                form["passphrase"].mistake = "\(problem.reason.asSentence) \(problem.advice)".trimmedOfBlanks
            }
        case .failure(let problem): form["key"].mistake = problem.reason.asSentence
        }
    }

    /// What of it there is to say in short, while it is folded away.
    static func summary(_ form: Form) -> String {
        switch way(form) {
        case .none: "nothing set"
        case .values: "given, \(form[typeKey].value)"
        case .file: "from \(form["signature_file"].value)"
        case .key: "made with \(form["key"].value)"
        }
    }
}
