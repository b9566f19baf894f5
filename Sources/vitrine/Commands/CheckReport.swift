internal import Canvas
internal import Catalog

/// What `vitrine check` prints.
struct CheckReport: Sendable {
    /// A finding with the images it is about as they were then.
    struct Line: Sendable {
        let finding: Finding
        let images: [CatalogueEntry]
    }

    let pane: Pane
    let session: Session
    /// How many images were looked at.
    let looked: Int
    /// The worst first.
    let findings: [Line]
    /// What could not be read.
    let notices: [Problem]
    private let projects: ProjectNames

    init(_ check: CatalogueCheck, of catalogue: Catalogue, _ session: Session, _ notices: [Problem]) {
        pane = check.pane
        self.session = session
        looked = check.looked
        findings = (0..<check.count).compactMap { check[$0] }.map { finding in
            Line(finding: finding, images: finding.images.compactMap { catalogue[$0] })
        }
        self.notices = notices
        projects = catalogue.projects
    }

    // MARK: For people

    /// A line for each finding, grouped by severity, without anything that a terminal would take for a command.
    var text: String {
        let lines = findings.map { line in
            let word = line.finding.severity.word.padded(to: 9) + line.finding.kind.rawValue.padded(to: 23)
            let images = line.images.prefix(1).map {
                "\($0.title.quotedIfBlank) (\(projects.label(of: $0.image.owner)))"
            }
            return (word + images.joined() + ": " + line.finding.sentence).harmless
        }
        let counts = Finding.Severity.allCases.reversed().compactMap { severity -> String? in
            let count = findings.count { $0.finding.severity == severity }
            return count == 0 ? nil : counted(count, severity.word)
        }
        let found = counts.isEmpty ? "Nothing to see to" : counts.joined(separator: ", ")
        return (lines + ["\(found) in \(counted(looked, "image")) of \(session.cloud.harmless)."]).joined(
            separator: "\n")
    }

    // MARK: For programs

    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "cloud": .string(session.cloud), "pane": .string(pane.rawValue), "images": .integer(Int64(looked)),
            "findings": .array(findings.map(json)),
        ]
        fields["region"] = session.region.map(JSONValue.string)
        fields["project"] = session.project.map { .string($0.id.rawValue) }
        return .object(fields)
    }

    private func json(_ line: Line) -> JSONValue {
        var fields: [String: JSONValue] = [
            "check": .string(line.finding.kind.rawValue), "severity": .string(line.finding.severity.word),
            "sentence": .string(line.finding.sentence), "images": .array(line.images.map(json)),
        ]
        fields["fix"] = line.finding.fix.map { .string($0.rawValue) }
        return .object(fields)
    }

    private func json(_ entry: CatalogueEntry) -> JSONValue {
        var fields: [String: JSONValue] = ["id": .string(entry.id.rawValue)]
        fields["name"] = entry.image.name.map(JSONValue.string) ?? .null
        fields["owner"] = entry.image.owner.map { .string($0.rawValue) } ?? .null
        fields["owner_name"] = entry.image.owner.flatMap { projects.name(of: $0) }.map(JSONValue.string)
        return .object(fields)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    /// This text as a terminal may be given it: names come from strangers.
    var harmless: String { String(String.UnicodeScalarView(Printable(self).cells.flatMap(\.scalars))) }
}

extension Cell {
    /// The character with its marks.
    fileprivate var scalars: [Unicode.Scalar] { [scalar] + [marks.0, marks.1].filter { $0 != "\0" } }
}
