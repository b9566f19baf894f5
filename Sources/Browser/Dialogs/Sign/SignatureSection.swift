internal import Canvas
internal import Catalog

/// The part of a dialog that is about an image's signature (dialogs.md 14): the four properties as they are given, read
/// from a file, or made here with a private key before anything is sent.
struct SignatureSection: Sendable {
    /// How the signature comes about.
    enum Way: String {
        case none = ""
        case values, file, key
    }

    /// Every field of it, in the order in which they are shown.
    static let ids =
        ["signing", "img_signature", "signature_file", "key", "passphrase"] + Signature.keys.filter { $0 != textKey }
    static let textKey = "img_signature"
    static let hashKey = "img_signature_hash_method"
    static let typeKey = "img_signature_key_type"
    static let certificateKey = "img_signature_certificate_uuid"

    /// What the key is, as it was asked about last.
    private(set) var kind: (key: SigningKey, answer: Result<KeyKind, Problem>)?
    /// What the file of a signature holds, by its path as it was typed.
    private(set) var found: (path: String, answer: Result<String, Problem>)?
    /// How far the making of a signature is.
    private(set) var course: (request: SigningRequest, report: SigningReport)?
    private var askedKey: SigningKey?
    private var askedFile = ""

    static func way(_ form: Form) -> Way { Way(rawValue: form["signing"].value) ?? .none }

    // MARK: Outside

    mutating func questions(_ form: Form) -> [Effect] {
        switch Self.way(form) {
        case .file:
            let path = form["signature_file"].value
            guard path != askedFile else { return [] }
            askedFile = path
            return path.isEmpty ? [] : [.readSignature(path), .completePath(path)]
        case .key:
            let key = Self.key(form)
            // A passphrase is tried once it was entered, not at each letter.
            guard key.path != askedKey?.path || key != askedKey && form.focus != "passphrase" else { return [] }
            let isNewPath = key.path != askedKey?.path
            askedKey = key
            return key.path.isEmpty ? [] : [.lookIntoKey(key)] + (isNewPath ? [.completePath(key.path)] : [])
        case .none, .values: return []
        }
    }

    /// Takes in an answer from outside; tells whether it was one for this.
    mutating func receive(_ event: Event, _ form: inout Form) -> Bool {
        switch event {
        case .keyKind(let key, let answer) where key == askedKey:
            kind = (key, answer)
            switch answer {
            case .success(let read):
                Self.markAsFile("key", in: &form)
                if let type = read.type, !form[Self.typeKey].wasEdited { form[Self.typeKey].value = type.rawValue }
            case .failure(let problem):
                if problem.kind == .credentialMissing { Self.markAsFile("key", in: &form) }
            }
        case .signatureRead(let path, let answer) where path == form["signature_file"].value:
            found = (path, answer)
            guard case .success(let text) = answer else { return true }
            Self.markAsFile("signature_file", in: &form)
            form[Self.textKey].value = text
        case .signing(let request, let report): course = (request, report)
        default: return false
        }
        return true
    }

    private static func markAsFile(_ id: String, in form: inout Form) {
        guard case .path(let text, var completion) = form[id].control else { return }
        completion.isFile = true
        form[id].control = .path(text, completion)
    }

    private static func key(_ form: Form) -> SigningKey {
        let passphrase = form["passphrase"].value
        return SigningKey(path: form["key"].value, passphrase: passphrase.isEmpty ? nil : Secret(passphrase))
    }

    // MARK: Making it

    /// What is to be signed; nil while that is not known.
    static func request(_ form: Form, file: String, image: Image? = nil) -> SigningRequest? {
        guard way(form) == .key, let hash = SignatureHash(rawValue: form[hashKey].value) else { return nil }
        return SigningRequest(
            file: file, key: key(form), hash: hash, keyType: SignatureKeyType(rawValue: form[typeKey].value),
            image: image)
    }

    /// The signature if it was made, once; else what has to happen first.
    mutating func take(_ request: SigningRequest) -> Result<MadeSignature, Wait> {
        guard let course, course.request == request else { return .failure(.preparing(request, nil)) }
        switch course.report {
        case .done(let made):
            // The file may be another one by the time it is sent again.
            self.course = nil
            return .success(made)
        case .failed(let problem):
            self.course = nil
            return .failure(.refused(problem))
        case .progress(let done, let total): return .failure(.preparing(request, (done, total)))
        }
    }

    /// Why there is no signature yet.
    enum Wait: Error {
        case preparing(SigningRequest, (done: Int64, total: Int64)?)
        case refused(Problem)

        var submission: FormSubmission {
            switch self {
            case .refused(let problem): return .refuse(problem.sentence)
            case .preparing(let request, let course):
                let name = request.file.split(separator: "/").last.map(String.init) ?? request.file
                let state = course.map { ": \(ByteSize($0.done).short) of \(ByteSize($0.total).short)" } ?? ""
                return .prepare("Signing \(name)\(state)", [.sign(request)], stop: .stopSigning)
            }
        }
    }

    /// The value of one of the four properties as it will be sent; empty for none.
    static func value(of key: String, _ form: Form) -> String {
        switch way(form) {
        case .none: ""
        case .key where key == textKey: ""
        case .values, .file, .key: form[key].value
        }
    }
}
