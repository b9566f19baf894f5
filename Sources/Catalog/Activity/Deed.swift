/// What was done to an image, for the activity log.
package enum Deed: Hashable, Sendable {
    case changed(ImageChange)
    /// The record was made, without data.
    case created(NewImage)
    /// Data was sent from this machine, so many bytes; `digest` is what the service and this machine agree on, nil
    /// if they could not be compared.
    case uploaded(bytes: Int64, digest: String?)
    /// The service took data by one of its import methods.
    case imported(method: String)
    /// Data was brought into a file of this machine, so many bytes; `digest` as with `uploaded`.
    case exported(bytes: Int64, path: String, digest: String?)

    /// A server was made from the image; the ID is nil if none is known.
    case launched(name: String, id: String?)

    /// What was done in a few words, without the image: "visibility private → shared", "create".
    package var summary: String {
        switch self {
        case .changed(let change): change.summary
        case .created(let image): "create, \(image.diskFormat), \(image.visibility.text)"
        case .uploaded(let bytes, let digest):
            "upload \(ByteSize(bytes).short), \(digest == nil ? "not verified" : "verified")"
        case .imported(let method): "import by \(method)"
        case .exported(let bytes, let path, let digest):
            "export \(ByteSize(bytes).short) to \(path), \(digest == nil ? "not verified" : "verified")"
        case .launched(let name, let id): "launch \(name)" + (id.map { " (\($0))" } ?? "")
        }
    }
}

extension Deed {
    /// Whether data was moved by it, as Transfers shows it.
    package var isTransfer: Bool {
        switch self {
        case .uploaded, .imported, .exported: true
        case .changed, .created, .launched: false
        }
    }

    /// The deed in the form in which the journal keeps it.
    package var json: JSONValue {
        switch self {
        case .changed(let change): change.json
        case .created(let image): .object(["do": .string("create"), "image": image.keptJSON])
        case .uploaded(let bytes, let digest):
            .object([
                "do": .string("upload"), "bytes": .integer(bytes), "digest": digest.map(JSONValue.string) ?? .null,
            ])
        case .imported(let method): .object(["do": .string("import"), "method": .string(method)])
        case .exported(let bytes, let path, let digest):
            .object([
                "do": .string("export"), "bytes": .integer(bytes), "path": .string(path),
                "digest": digest.map(JSONValue.string) ?? .null,
            ])
        case .launched(let name, let id):
            .object(["do": .string("launch"), "name": .string(name), "id": id.map(JSONValue.string) ?? .null])
        }
    }

    /// Nil if it is none that this release knows.
    package init?(_ json: JSONValue) {
        if let change = ImageChange(json) {
            self = .changed(change)
            return
        }
        switch json["do"]?.string {
        case "create":
            guard let image = json["image"].flatMap(NewImage.init(kept:)) else { return nil }
            self = .created(image)
        case "upload":
            guard let bytes = json["bytes"]?.integer else { return nil }
            self = .uploaded(bytes: bytes, digest: json["digest"]?.string)
        case "import":
            guard let method = json["method"]?.string else { return nil }
            self = .imported(method: method)
        case "export":
            guard let bytes = json["bytes"]?.integer, let path = json["path"]?.string else { return nil }
            self = .exported(bytes: bytes, path: path, digest: json["digest"]?.string)
        case "launch":
            guard let name = json["name"]?.string else { return nil }
            self = .launched(name: name, id: json["id"]?.string)
        default: return nil
        }
    }
}
