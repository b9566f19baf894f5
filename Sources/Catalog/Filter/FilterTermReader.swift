/// Reads one term: a word, or a field with its value.
enum FilterTermReader {
    typealias Piece = FilterLexer.Term.Piece

    static func expression(_ term: FilterLexer.Term) throws(FilterMistake) -> FilterExpression {
        guard let name = term.field else {
            return .word(term.value.text)
        }
        if term.value.text.isEmpty && !term.value.isQuoted {
            throw FilterMistake(.incomplete, term.range, "After \(name.text): comes what to look for.")
        }
        guard !name.isQuoted, let field = FilterField(name: name.text) else {
            let isAny = term.value.text == "*" && !term.value.isQuoted
            return .condition(isAny ? .present(name.text) : .property(name.text, term.value.text))
        }
        return .condition(try condition(field, term.value))
    }

    private static func condition(_ field: FilterField, _ value: Piece) throws(FilterMistake) -> FilterCondition {
        switch field {
        case .os, .tag, .member, .name, .id, .family, .store, .checksum, .hash: return .text(field, value.text)
        case .owner:
            return value.text.lowercased() == "mine" && !value.isQuoted ? .owned : .text(field, value.text)
        case .vis: return .visibility(try word(value, of: Visibility.known, \.text) { .init($0) })
        case .status: return .status(try word(value, of: ImageStatus.known, \.text) { .init($0) })
        case .format: return .format(try open(value, FilterWords.formats))
        case .container: return .container(try open(value, FilterWords.containers))
        case .type: return .type(try word(value, of: ImageKind.allCases, { "\($0)" }, nil))
        case .offer: return .offer(try word(value, of: MemberStatus.known, \.text, nil))
        case .signature: return .signature(try word(value, of: Signature.allCases, \.rawValue, nil))
        case .is: return .flag(try word(value, of: FilterFlag.allCases, \.rawValue, nil))
        case .protected, .hidden: return .truth(field, try truth(value))
        case .ver: return try version(value)
        case .size, .virtualSize:
            return .amount(field, try .parse(value, FilterAmount.words) { FilterAmount($0) })
        case .minDisk:
            return .number(field, try .parse(value, "The minimum disk is a number of GB, like 10.") { number($0) })
        case .minRAM:
            return .number(field, try .parse(value, "The minimum RAM is a number of MB, like 1024.") { number($0) })
        case .updated, .created:
            return .moment(field, try .parse(value, FilterMoment.words) { FilterMoment($0) })
        }
    }

    /// One of the words a field has. In quotes any other is taken as it is, where the service may have more.
    private static func word<Value>(
        _ piece: Piece, of values: [Value], _ text: (Value) -> String, _ other: ((String) -> Value)?
    ) throws(FilterMistake) -> Value {
        let lower = piece.text.lowercased()
        if let value = values.first(where: { text($0) == lower }) { return value }
        if piece.isQuoted, let other { return other(piece.text) }
        throw mistake(piece, values.map(text))
    }

    /// A word of an open list: what is the beginning of a known one is taken for unfinished.
    private static func open(_ piece: Piece, _ known: [String]) throws(FilterMistake) -> String {
        let lower = piece.text.lowercased()
        if !piece.isQuoted, !known.contains(lower), known.contains(where: { $0.hasPrefix(lower) }) {
            throw mistake(piece, known)
        }
        return lower
    }

    private static func mistake(_ piece: Piece, _ words: [String]) -> FilterMistake {
        let lower = piece.text.lowercased()
        let isBeginning = words.contains { $0.hasPrefix(lower) }
        let sentence =
            if let near = Nearest.word(to: lower, in: words) {
                "There is no \(lower) here. Did you mean \(near)?"
            } else {
                "There is no \(lower) here, only \(FilterWords.list(words))."
            }
        return FilterMistake(isBeginning ? .incomplete : .wrong, piece.range, sentence)
    }

    private static func truth(_ piece: Piece) throws(FilterMistake) -> Bool {
        switch piece.text.lowercased() {
        case "yes", "true": return true
        case "no", "false": return false
        case let text:
            let isBeginning = ["yes", "true", "no", "false"].contains { $0.hasPrefix(text) }
            throw FilterMistake(isBeginning ? .incomplete : .wrong, piece.range, "This is either yes or no.")
        }
    }

    /// With a sign or as a range an image version; alone also the beginning of one, or the system's version.
    private static func version(_ piece: Piece) throws(FilterMistake) -> FilterCondition {
        let words = "Image versions look like v1.10."
        if piece.isQuoted || !FilterText.isComparison(piece.text) {
            if piece.text == "v" { throw FilterMistake(.incomplete, piece.range, words) }
            return .anyVersion(piece.text)
        }
        return .version(
            try .parse(piece, words) { text in
                ImageVersion(text.hasPrefix("v") ? String(text) : "v" + text)
            })
    }

    private static func number(_ text: Substring) -> Int64? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? Int64(text) : nil
    }
}

/// Words that are offered and understood.
enum FilterWords {
    /// Disk formats of the service (dialogs.md, 3.2), and what the Format column makes of two containers.
    static let formats = [
        "aki", "ami", "ari", "docker", "iso", "ova", "ploop", "qcow2", "raw", "vdi", "vhd", "vhdx", "vmdk",
    ]
    static let containers = ["aki", "ami", "ari", "bare", "compressed", "docker", "ova", "ovf"]

    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
