/// An image whose data is to be brought into a file of this machine.
package struct ImageExport: Hashable, Sendable {
    package var image: ImageID
    /// The image's name, or its ID where it has none.
    package var title: String
    /// Of the file, from the root on.
    package var path: String
    /// Whether a file that is there already may be replaced (R38).
    package var replaces = false
    /// Whether the image is deactivated while its data is read (R32).
    package var deactivates = false

    package init(_ image: Image, to path: String) {
        self.image = image.id
        title = image.name.flatMap { $0.isEmpty ? nil : $0 } ?? image.id.rawValue
        self.path = path
    }

    /// What the file is called until its content was verified: in the same folder, hidden, and for each image another
    /// one, so that what came of one is never taken for a part of another.
    package var partPath: String {
        let (folder, name) = path.folderAndName
        return "\(folder).\(name.prefix(bytes: ExportName.limit - 15)).\(image.rawValue.prefix(8)).part"
    }

    /// Where the file is kept whose content is not the image's.
    package var corruptPath: String {
        let (folder, name) = path.folderAndName
        return "\(folder)\(name.prefix(bytes: ExportName.limit - 8)).corrupt"
    }
}

/// Names for the files that images are exported to.
package enum ExportName {
    /// Bytes that a name may have on the usual file systems.
    static let limit = 255
    /// Bytes of names that are proposed: room is left for what is put before and after them.
    private static let proposed = 200

    /// `<name>.<ext>` (R31). An image's name may hold anything; the file's leads nowhere else, is not hidden, is no
    /// option of a command, and obeys no terminal.
    package static func proposal(for image: Image) -> String {
        let suffix = suffix(of: image)
        var stem = safe(image.name ?? "")
        if stem.lowercased().hasSuffix("." + suffix) { stem = String(stem.dropLast(suffix.utf8.count + 1)) }
        if stem.isEmpty { stem = safe(image.id.rawValue) }
        if suffix.isEmpty { return String(stem.prefix(bytes: proposed)) }
        return "\(stem.prefix(bytes: proposed - suffix.utf8.count - 1)).\(suffix)"
    }

    private static func suffix(of image: Image) -> String {
        let choice = FormatChoice(disk: image.diskFormat, container: image.containerFormat)
        return choice?.suffix ?? String(safe(image.diskFormat ?? "").prefix(bytes: 20))
    }

    private static func safe(_ text: String) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                name += "_"
            case .spaceSeparator: name += " "
            default: name.unicodeScalars.append(scalar == "/" || scalar == "\\" ? "_" : scalar)
            }
        }
        let start = name.drop { $0 == " " || $0 == "." || $0 == "-" }
        return String(String(start.reversed().drop { $0 == " " || $0 == "." }).reversed())
    }
}

extension String {
    /// The path of the folder, with `/` at its end unless it is empty, and the name in it.
    fileprivate var folderAndName: (folder: Substring, name: Substring) {
        let start = lastIndex(of: "/").map { index(after: $0) } ?? startIndex
        return (self[..<start], self[start...])
    }
}

extension StringProtocol {
    /// As many whole characters from the beginning as so many bytes hold.
    fileprivate func prefix(bytes limit: Int) -> String {
        var (text, count) = ("", 0)
        for character in self {
            count += character.utf8.count
            if count > limit { break }
            text.append(character)
        }
        return text
    }
}
