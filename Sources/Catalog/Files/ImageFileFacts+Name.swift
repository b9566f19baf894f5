/// A name for the image, after that of the file.
extension ImageFileFacts {
    /// The file's name without its endings, in the characters of the naming convention, and, where a system and its
    /// version are in it, with what the convention wants beside (R40): `debian-12-genericcloud-amd64.qcow2` becomes
    /// `debian-12-genericcloud-v1.0`. Advice, to be edited.
    package var suggestedName: String {
        let stem = Self.stem(of: fileName)
        if VersionedName(stem) != nil { return stem }
        let plain = Self.plain(stem)
        if VersionedName(plain) != nil { return plain }
        // Without a number there is no telling which word would be the version.
        let parts = plain.split(separator: "-")
        guard parts.dropFirst().contains(where: { $0.first?.isNumber ?? false }) else { return plain }
        let candidates = ["\(plain)-v1.0", "\(plain)-base-v1.0"]
        return candidates.first { VersionedName($0) != nil } ?? plain
    }

    /// The name without the endings that files of this kind have, also several: `disk.raw.xz`.
    private static func stem(of name: String) -> String {
        var name = name
        while true {
            guard ImageFileFormat.isUsualName(name) else { return name }
            name = String(name.dropLast(suffix(of: name).count + 1))
        }
    }

    /// Lower case, hyphens for what the convention does not have, without words that every such name has.
    private static func plain(_ name: String) -> String {
        let characters = name.lowercased().map { character -> Character in
            character.isASCII && (character.isLetter || character.isNumber || "._+".contains(character))
                ? character : "-"
        }
        var words = String(characters).split(separator: "-").map(String.init)
        for architecture in architectures {
            // `…-1.1.x86_64` is one word.
            words = words.map { $0.hasSuffix("." + architecture) ? String($0.dropLast(architecture.count + 1)) : $0 }
        }
        let kept = words.filter { !architectures.contains($0) && $0 != "cloudimg" && $0 != "disk" }
        return kept.isEmpty ? words.joined(separator: "-") : kept.joined(separator: "-")
    }

    private static let architectures = [
        "x86_64", "amd64", "aarch64", "arm64", "ppc64le", "s390x", "i386", "i686", "riscv64",
    ]
}
