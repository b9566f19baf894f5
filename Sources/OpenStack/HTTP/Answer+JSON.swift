internal import Catalog
internal import FoundationEssentials

extension Answer {
    /// The body as JSON.
    ///
    /// - Throws: `Problem` of the kind `malformed` if it is something else, cut short, or JSON of another form.
    func json<Value: Decodable>(as type: Value.Type = JSONValue.self) throws(Problem) -> Value {
        try requireJSON()
        do {
            return try Value(json: body)
        } catch {
            throw malformed("the answer is \(DecodingError.words(for: error)) (\(body.count) bytes)")
        }
    }

    /// Makes sure that the service calls its answer JSON. One that does not say what it is may pass.
    private func requireJSON() throws(Problem) {
        guard let type = header("content-type") else { return }
        let essence = type.prefix { $0 != ";" }.trimmed.lowercased()
        guard essence == "application/json" || essence.hasSuffix("+json") else {
            throw malformed("the answer is \(essence.isEmpty ? "of no type" : essence), not JSON")
        }
    }
}

extension Decodable {
    /// Reads JSON. Bytes that are no UTF-8 become U+FFFD; half a surrogate pair is an error where its text is read.
    init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(String(decoding: json, as: UTF8.self).utf8))
    }
}

extension DecodingError {
    /// What is wrong with what could not be read, in a few words.
    static func words(for error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(_, let context): context.debugDescription
        case DecodingError.typeMismatch, DecodingError.valueNotFound: "JSON of another form"
        // Foundation's own errors, which have no public type, are always about the text.
        default: "no valid JSON"
        }
    }
}
