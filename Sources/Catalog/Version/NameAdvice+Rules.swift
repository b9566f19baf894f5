extension Image {
    /// What there is to say about the name, errors first. Snapshots, templates, kernels and ramdisks follow other
    /// conventions (R47): for them there are errors only.
    package var nameAdvice: [NameAdvice] {
        let advice = NameAdvice.advice(name ?? "", properties: properties)
        return kind == .image ? advice : advice.filter(\.isError)
    }
}

extension NameAdvice {
    /// What there is to say about a name, with the properties the image has or is to have.
    package static func advice(_ name: String, properties: Properties = Properties()) -> [NameAdvice] {
        if name.isEmpty { return [.missingName] }
        let length = name.unicodeScalars.count
        var advice: [NameAdvice] = length > 255 ? [.tooLong(length)] : []
        if let version = VersionedName(name) {
            advice += disagreements(version, properties)
        } else {
            advice += convention(name)
        }
        return advice + dashboard(name, length)
    }

    /// Why a name does not follow the convention: what has to be repaired before anything else can be said, else
    /// which parts are missing.
    private static func convention(_ name: String) -> [NameAdvice] {
        let segments = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard !segments.contains("") else { return [.emptyPart] }
        if let character = name.first(where: { !isAllowed($0) }) { return [.character(character)] }
        var parts = segments
        var missing: [Part] = []
        var advice: [NameAdvice] = []
        if let last = parts.last, ImageVersion(last) != nil {
            parts.removeLast()
        } else if let last = parts.last, let misspelling = misspelling(last, afterParts: parts.count - 1) {
            advice.append(misspelling)
            parts.removeLast()
        } else {
            missing.append(.version)
        }
        let digit = parts.indices.dropFirst().first { parts[$0].first?.isNumber ?? false }
        let place = digit ?? 1
        if parts.isEmpty { missing.append(.os) }
        if place >= parts.count { missing.append(.osVersion) }
        if place + 1 >= parts.count { missing.append(.profile) }
        let inOrder = Part.allCases.filter(missing.contains)
        return inOrder.isEmpty ? advice : [.missing(inOrder)] + advice
    }

    /// What to say of a last part that is meant as a version but not written as one; nil if it is not meant so.
    ///
    /// Without a `v` it can as well be the version of the operating system (`ubuntu-24.04`), so that is only taken for
    /// the image's where the other three parts are there.
    private static func misspelling(_ segment: String, afterParts parts: Int) -> NameAdvice? {
        guard segment.hasPrefix("v") || parts >= 3 else { return nil }
        let digits = segment.hasPrefix("v") ? segment.dropFirst() : segment[...]
        let numbers = digits.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.allSatisfy({ $0 ?? -1 >= 0 }), let first = numbers.first, let major = first else { return nil }
        // Of three numbers nobody can say which one to leave out.
        guard numbers.count < 3, let minor = numbers.dropFirst().first ?? 0 else {
            return .misspelt(version: segment, proposal: nil)
        }
        return .misspelt(version: segment, proposal: "v\(major).\(minor)")
    }

    /// Whether `os_distro` and `os_version` agree with the name. `windows` agrees with `windows-server`, and `9` with
    /// `9.4`, as these are what people write.
    private static func disagreements(_ name: VersionedName, _ properties: Properties) -> [NameAdvice] {
        func agree(_ a: String, _ b: String, at separator: String) -> Bool {
            a == b || a.hasPrefix(b + separator) || b.hasPrefix(a + separator)
        }
        var advice: [NameAdvice] = []
        if let distro = properties["os_distro"], !distro.isEmpty, !agree(name.os, distro.lowercased(), at: "-") {
            advice.append(.disagreement(property: "os_distro", value: distro, inName: name.os))
        }
        if let version = properties["os_version"], !version.isEmpty,
            !agree(name.osVersion, version.lowercased(), at: ".")
        {
            advice.append(.disagreement(property: "os_version", value: version, inName: name.osVersion))
        }
        return advice
    }

    private static func dashboard(_ name: String, _ length: Int) -> [NameAdvice] {
        var advice: [NameAdvice] = []
        if let first = name.first, !first.isLetter { advice.append(.dashboard(.beginning)) }
        if length > 128 { advice.append(.dashboard(.length(length))) }
        // Looking at characters is slow, and nearly all names have no others than these.
        if name.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x2D...0x2E ~= $0 || 0x30...0x39 ~= $0 }) { return advice }
        let odd = name.first { !$0.isLetter && !$0.isNumber && !"\"'()[]{}._-".contains($0) }
        if let odd { advice.append(.dashboard(.character(odd))) }
        return advice
    }

    private static func isAllowed(_ character: Character) -> Bool {
        switch character.asciiValue {
        case .some(0x61...0x7A), .some(0x30...0x39): true
        default: "._+-".contains(character)
        }
    }
}
