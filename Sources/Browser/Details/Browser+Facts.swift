internal import Canvas
internal import Catalog

/// What details say of an image, group by group (dialogs.md 2.5).
extension Browser {
    func facts(of id: ImageID, _ parts: DetailParts) -> [Fact] {
        let entry = catalogue[id]
        guard let image = newest(entry?.image, parts.recordIfRead) else {
            return [.text(failure(of: parts.image) ?? "Reading the image.", role: .textDim)]
        }
        var facts: [Fact] = []
        if let failure = failure(of: parts.image) { facts += [.text(failure, role: .messageError), .blank] }
        facts += general(image, entry)
        facts += check(image, entry)
        facts += version(image, entry)
        facts += security(image)
        facts += sharing(image, entry, parts)
        facts += properties(image)
        facts += storage(image, parts)
        facts += raw(image)
        return facts
    }

    /// Of the row and the record read for this page, the one the service changed later.
    private func newest(_ row: Image?, _ record: Image?) -> Image? {
        guard let row, let record else { return row ?? record }
        return (record.updatedAt?.seconds ?? 0) >= (row.updatedAt?.seconds ?? 0) ? record : row
    }

    private func failure<Value>(of answer: Result<Value, Problem>?) -> String? {
        if case .failure(let problem) = answer { problem.sentence } else { nil }
    }

    private func general(_ image: Image, _ entry: CatalogueEntry?) -> [Fact] {
        var facts = [
            Fact.heading("Image"),
            Fact("ID", image.id.rawValue),
            Fact("Name", image.name?.quotedIfBlank ?? "none", whole: image.name ?? ""),
            Fact("Description", image.properties["description"] ?? glyphs.none),
            Fact("Type", image.kind.label),
            Fact("Status", image.status.label + (entry?.isStuck == true ? ", stuck" : ""), role: image.status.role),
            Fact("Size", bytes(image.size)),
            Fact("Virtual size", bytes(image.virtualSize)),
            Fact("Minimum disk", "\(image.minDisk) GB"),
            Fact("Minimum RAM", "\(image.minRAM) MB"),
            Fact("Disk format", image.diskFormat ?? glyphs.none),
            Fact("Container format", image.containerFormat ?? glyphs.none),
            Fact("Tags", image.tags.isEmpty ? glyphs.none : image.tags.joined(separator: ", ")),
            Fact("Created", date(image.createdAt)),
            Fact("Updated", date(image.updatedAt)),
        ]
        if let filename = image.properties["filename"] { facts.append(Fact("File name", filename)) }
        if entry?.isWithdrawn == true {
            facts.insert(Fact("", "Deleted, or no longer visible to this project.", role: .newsWithdrawn), at: 1)
        }
        facts.append(.blank)
        return facts
    }

    /// What a curator should see to (R42, R45): the findings of the catalogue check.
    private func check(_ image: Image, _ entry: CatalogueEntry?) -> [Fact] {
        let slot = catalogue.slot(of: image.id)
        let findings =
            slot.map { catalogue.findings(of: $0, in: active, checkContext) } ?? CatalogueEntry(image: image).findings
        if findings.isEmpty { return [] }
        return [Fact.heading("Check")]
            + findings.map { Fact($0.severity.label, $0.sentence, role: $0.severity.role, whole: $0.sentence) } + [
                .blank
            ]
    }

    private func version(_ image: Image, _ entry: CatalogueEntry?) -> [Fact] {
        var facts = [Fact.heading("Version")]
        if let version = entry?.version ?? image.name.flatMap(VersionedName.init) {
            facts.append(Fact("Family", "\(version.os) \(version.osVersion) \(version.profile)"))
            facts.append(Fact("Version", version.version.description))
            facts += changes(to: image)
        } else {
            let why =
                image.kind == .image
                ? "the name does not follow <os>-<version>-<profile>-v<major>.<minor>"
                : "a \(image.kind.label.lowercased()) has no versions"
            facts.append(Fact("Family", "none: \(why)"))
        }
        facts += neighbours(of: image)
        if image.isDeprecated {
            facts.append(Fact("Deprecated", "yes", role: .messageWarning))
            facts.append(replacementFact(of: image))
        }
        facts.append(.blank)
        return facts
    }

    /// The versions of the family on either side, the nearest first.
    private func neighbours(of image: Image) -> [Fact] {
        guard let family = catalogue.family(of: image.id, in: active) else { return [] }
        func facts(_ label: String, _ versions: [Family.Version]) -> [Fact] {
            if versions.isEmpty { return [Fact(label, "none")] }
            return versions.enumerated().flatMap { index, version in
                let fact = Fact(
                    index == 0 ? label : "",
                    "\(version.version), \(version.standing.word), \(version.entry.image.status.label)",
                    link: version.entry.id, whole: version.entry.title)
                return [fact] + changes(to: version.entry.image, in: family)
            }
        }
        let gaps = family.gaps.map(\.description).joined(separator: ", ")
        return facts("Newer", family.newer(than: image.id)) + facts("Older", family.older(than: image.id))
            + (gaps.isEmpty ? [] : [Fact("Missing", gaps, role: .messageWarning)])
    }

    /// What an image has otherwise than the version below it; nothing for the lowest one.
    private func changes(to image: Image, in family: Family? = nil) -> [Fact] {
        guard let family = family ?? catalogue.family(of: image.id, in: active),
            let older = family.older(than: image.id).first
        else { return [] }
        let changes = ImageComparison(older.entry.image, image).changes.map(\.summary)
        let text = changes.isEmpty ? "nothing but its data" : changes.joined(separator: ", ")
        return [Fact("", "changed since \(older.version): \(text)", role: .textDim).folded()]
    }

    private func replacementFact(of image: Image) -> Fact {
        let text = image.replacement ?? ""
        return switch catalogue.replacement(of: image, in: active) {
        case .none: Fact("Replacement", "not named", role: .messageWarning)
        case .image(let slot): Fact("Replacement", text, link: catalogue[slot]?.id, whole: text)
        case .several(let slots):
            Fact("Replacement", "\(text) (\(slots.count) images have this name)", role: .messageWarning, whole: text)
        case .unresolved: Fact("Replacement", "\(text) (no such image is listed)", role: .messageWarning, whole: text)
        }
    }

    private func security(_ image: Image) -> [Fact] {
        var facts = [
            Fact.heading("Security"),
            Fact("Owner", ownerText(image.owner), whole: image.owner?.rawValue),
            Fact("Visibility", image.visibility.text, role: image.visibility.role),
            Fact("Protected", image.isProtected ? "yes: it cannot be deleted" : "no"),
            Fact("Hidden", image.isHidden ? "yes: default lists leave it out" : "no"),
            Fact("Checksum (MD5)", image.checksum ?? glyphs.none),
            Fact("Hash algorithm", image.hashAlgorithm ?? glyphs.none),
            Fact("Hash", image.hashDigest ?? glyphs.none),
            Fact("Signature", signatureText(image)),
        ]
        facts.append(.blank)
        return facts
    }

    private func signatureText(_ image: Image) -> String {
        guard image.signature == .incomplete else { return image.signature.rawValue }
        let missing = Signature.keys.filter { (image.properties[$0] ?? "").isEmpty }
        return "incomplete: \(missing.joined(separator: ", ")) missing"
    }

    func ownerText(_ owner: ProjectID?) -> String {
        guard let owner else { return glyphs.none }
        return catalogue.projects.name(of: owner).map { "\($0) (\(owner))" } ?? owner.rawValue
    }

    private func sharing(_ image: Image, _ entry: CatalogueEntry?, _ parts: DetailParts) -> [Fact] {
        var facts = [Fact.heading("Sharing")]
        if let offer = entry?.offer {
            facts.append(Fact("Our answer", offer.status.text))
            if let moment = offer.offeredAt { facts.append(Fact("Offered", date(moment))) }
        }
        if image.visibility != .shared {
            facts.append(Fact("Members", "none: only shared images have members"))
        } else if !rights.seesAllMembers(of: image) {
            facts.append(Fact("Members", "told to its owner only, and to administrators", role: .textDim))
        } else {
            switch parts.members {
            case nil: facts.append(Fact("Members", "reading", role: .textDim))
            case .failure(let problem):
                facts.append(Fact("Members", problem.sentence, role: .messageWarning).folded())
            case .success(let members) where members.isEmpty: facts.append(Fact("Members", "none yet"))
            case .success(let members):
                for (index, member) in members.enumerated() {
                    let dates = member.createdAt.map { ", offered \(date($0))" } ?? ""
                    let changed = member.updatedAt.map { ", changed \(date($0))" } ?? ""
                    facts.append(
                        Fact(
                            index == 0 ? "Members" : "",
                            "\(ownerText(member.project)): \(member.status.text)\(dates)\(changed)",
                            whole: member.project.rawValue))
                }
            }
        }
        facts.append(.blank)
        return facts
    }

    private func properties(_ image: Image) -> [Fact] {
        var facts = [Fact.heading("Custom properties")]
        for property in image.properties {
            // kernel_id, ramdisk_id, base_image_ref and the like lead to the image they name.
            let link = catalogue[ImageID(property.value)]?.id
            facts.append(
                Fact(
                    property.key, property.value.isEmpty ? "\"\"" : property.value,
                    link: link == image.id ? nil : link, whole: property.value))
            if let definition = definition(of: property.key) {
                let about = definition.title + (definition.description.map { ": \($0)" } ?? "")
                facts.append(Fact("", about, role: .textDim).folded())
            }
        }
        if image.properties.isEmpty { facts.append(.text("none", role: .textDim)) }
        for (key, value) in image.extras.sorted(by: { $0.key < $1.key }) { facts.append(Fact(key, value.pretty)) }
        facts.append(.blank)
        return facts
    }

    /// What the cloud says about a property; definitions are matched without regard to case.
    func definition(of key: String) -> MetadataProperty? {
        let key = key.lowercased()
        for namespace in definitions {
            let all = namespace.properties + namespace.objects.flatMap(\.properties)
            if let found = all.first(where: { $0.id.lowercased() == key }) { return found }
        }
        return nil
    }

    private func storage(_ image: Image, _ parts: DetailParts) -> [Fact] {
        var facts = [Fact.heading("Stores and tasks")]
        let known = (try? parts.stores?.get()) ?? []
        // A site with one store says nothing of it (R82).
        if image.stores.isEmpty, !known.isEmpty {
            // Of a deactivated image the service tells them to administrators only.
            let hasData = image.checksum != nil || image.hashDigest != nil || image.status == .deactivated
            facts.append(Fact("Stores", hasData ? "the service does not say" : "none: there is no data yet"))
        }
        for (index, store) in image.stores.enumerated() {
            let about = known.first { $0.id == store } ?? Store(id: store)
            facts.append(Fact(index == 0 ? "Stores" : "", about.label, whole: store))
        }
        if let stores = image.properties["os_glance_importing_to_stores"], !stores.isEmpty {
            // Some failures leave it behind.
            let isOver = image.workUnderWay == nil
            facts.append(
                Fact(
                    "Importing to", isOver ? "\(stores); no task works on it any more" : stores,
                    role: isOver ? .textDim : .progress))
        }
        if let stores = image.properties["os_glance_failed_import"], !stores.isEmpty {
            facts.append(Fact("Import failed in", stores, role: .messageWarning))
        }
        switch parts.tasks {
        case nil: facts.append(Fact("Tasks", "reading", role: .textDim))
        case .failure(let problem): facts.append(Fact("Tasks", problem.sentence, role: .messageWarning).folded())
        case .success(let tasks) where tasks.isEmpty: facts.append(Fact("Tasks", "none"))
        case .success(let tasks):
            for (index, task) in tasks.enumerated() {
                let message = task.message.map { ": \($0)" } ?? ""
                let role: ThemeRole = task.isOver ? task.status == "failure" ? .messageWarning : .value : .progress
                facts.append(
                    Fact(
                        index == 0 ? "Tasks" : "", "\(task.type), \(task.status), \(date(task.createdAt))\(message)",
                        role: role))
            }
        }
        facts.append(.blank)
        return facts
    }

    private func raw(_ image: Image) -> [Fact] {
        let text = image.json.pretty
        return [.heading("JSON")]
            + text.split(separator: "\n").map { line in
                var fact = Fact.text(String(line), role: .value)
                fact.whole = text
                return fact
            }
    }

    private func bytes(_ count: Int64?) -> String {
        count.map { "\(ByteSize($0).long) (\($0) bytes)" } ?? glyphs.none
    }

    private func date(_ moment: Instant?) -> String { moment.map(localDate) ?? glyphs.none }
}
