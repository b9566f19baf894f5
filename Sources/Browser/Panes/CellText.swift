internal import Canvas
internal import Catalog

/// What a cell of a list says, and in which role.
struct CellText: Hashable {
    let text: String
    let role: ThemeRole

    init(_ text: String, _ role: ThemeRole = .text) {
        self.text = text
        self.role = role
    }

    /// The same in a row that steps back as a whole, because its image is out of use: only what is wrong keeps its
    /// colour.
    var receding: CellText {
        switch role {
        case .text, .textDim, .statusActive, .statusOff, .visibility, .visibilityShared, .visibilityCommunity,
            .visibilityPublic:
            CellText(text, .deprecated)
        default: self
        }
    }
}

extension Browser {
    /// What `column` says of a row, in words that fit its width where there are such.
    func cell(_ column: Column, of entry: CatalogueEntry, width: Int = .max) -> CellText {
        let image = entry.image
        switch column {
        case .name:
            if let name = image.name, !name.isEmpty {
                return CellText(name.quotedIfBlank)
            }
            return CellText(image.id.rawValue, .textDim)
        case .owner: return CellText(catalogue.projects.label(of: image.owner))
        case .type: return CellText(entry.kind.label)
        case .os: return CellText(OSLabel.text(of: image) ?? glyphs.none)
        case .version: return CellText(entry.imageVersion?.description ?? glyphs.none)
        case .status:
            let label = image.status.label
            return CellText(label.count > width ? image.status.shortLabel : label, image.status.role)
        case .visibility:
            return CellText(image.visibility.label(memberCount: memberCount(of: image)), image.visibility.role)
        case .mine: return offerCell(entry.offer?.status)
        case .offered: return CellText(entry.offer?.offeredAt.map { age($0) } ?? glyphs.none)
        case .health: return healthCell(of: entry)
        case .protected: return CellText(image.isProtected ? "yes" : "no")
        case .format: return CellText(FormatLabel.text(of: image) ?? glyphs.none)
        case .container: return CellText(image.containerFormat ?? glyphs.none)
        case .size: return CellText(image.size.map { ByteSize($0).short } ?? glyphs.none)
        case .virtualSize: return CellText(image.virtualSize.map { ByteSize($0).short } ?? glyphs.none)
        case .minDisk: return CellText("\(image.minDisk) GB", image.minDisk == 0 ? .textDim : .text)
        case .minRAM: return CellText("\(image.minRAM) MB", image.minRAM == 0 ? .textDim : .text)
        case .updated: return CellText(image.updatedAt.map { age($0) } ?? glyphs.none)
        case .created: return CellText(image.createdAt.map { age($0) } ?? glyphs.none)
        case .usage: return CellText(image.properties["usage_type"] ?? "common")
        case .tags: return CellText(image.tags.joined(separator: " "))
        case .stores: return CellText(image.stores.joined(separator: ", "))
        case .signature:
            return CellText(image.signature.rawValue, image.signature == .incomplete ? .messageWarning : .text)
        case .description: return CellText(image.properties["description"] ?? "", .textDim)
        case .id: return CellText(image.id.rawValue, .textDim)
        }
    }

    /// How many projects an image is offered to, where that is known: to a receiving project the service tells only of
    /// itself.
    func memberCount(of image: Image) -> Int? {
        guard rights.seesAllMembers(of: image) else { return nil }
        return knownMembers[image.id]?.count
    }

    /// How long ago a moment was.
    func age(_ moment: Instant) -> String { Age.text(since: moment, now: now) }

    func offerCell(_ status: MemberStatus?) -> CellText {
        switch status {
        case .pending: CellText("pending", .offerPending)
        case .accepted: CellText("accepted", .offerAccepted)
        case .rejected: CellText("rejected", .offerRejected)
        case .other(let text): CellText(text, .offerPending)
        case nil: CellText(glyphs.none, .textDim)
        }
    }

    private func healthCell(of entry: CatalogueEntry) -> CellText {
        guard let slot = catalogue.slot(of: entry.id), let worst = catalogue.health(of: slot, in: active, checkContext)
        else {
            return CellText("good")
        }
        return CellText(worst.kind.label, worst.severity.role)
    }
}

extension ImageStatus {
    var role: ThemeRole {
        switch self {
        case .active: .statusActive
        case .queued, .saving, .uploading, .importing, .pendingDelete: .statusWaiting
        case .deactivated: .statusOff
        case .killed, .deleted, .other: .statusFailed
        }
    }
}

extension Visibility {
    var role: ThemeRole {
        switch self {
        case .private, .other: .visibility
        case .shared: .visibilityShared
        case .community: .visibilityCommunity
        case .public: .visibilityPublic
        }
    }
}
