internal import Catalog

/// Which two images are compared.
extension Browser {
    /// The image under the cursor, of a family's line its current version.
    private var comparedImage: CatalogueEntry? {
        if let images = layers.last?.images { return images.first.flatMap { catalogue[$0] } }
        guard case .family(let id)? = current.cursorRow else { return cursorEntry }
        let family = catalogue.family(id, in: active, showingHidden: current.listing.showsHidden)
        return (family.current ?? family.versions.first)?.entry
    }

    /// The marked images, unless a layer shows one of its own.
    private var marked: [CatalogueEntry] {
        layers.last?.images == nil && !current.marks.isEmpty && current.marks.count <= 2 ? targets : []
    }

    var refusalToCompare: String? {
        if layers.last?.images == nil, current.marks.count > 2 {
            return
                "Two images are compared, and \(current.marks.count) are marked: \(key(.unmarkAll)) removes the marks."
        }
        return marked.isEmpty && comparedImage == nil ? "There is no listed image under the cursor." : nil
    }

    mutating func compare() {
        if let refusal = refusalToCompare { return say(.warning, refusal) }
        let marked = marked
        if marked.count == 2 {
            return layers.append(CompareLayer(marked[0].id, marked[1].id, in: &self))
        }
        guard let here = comparedImage ?? marked.first else { return }
        if let other = marked.first, other.id != here.id {
            return layers.append(CompareLayer(other.id, here.id, in: &self))
        }
        let family = catalogue.family(of: here.id, in: active)
        func nearest(_ versions: [Family.Version]?) -> ImageID? {
            versions?.first { !$0.entry.isWithdrawn }?.entry.id
        }
        if let older = nearest(family?.older(than: here.id)) {
            layers.append(CompareLayer(older, here.id, in: &self))
        } else if let newer = nearest(family?.newer(than: here.id)) {
            layers.append(CompareLayer(here.id, newer, in: &self))
        } else {
            layers.append(CompareLayer(here.id, nil, in: &self))
            layers.append(imagePicker(beside: here.id))
        }
    }

    /// Images to compare one with: its family, then what is like it.
    func imagePicker(beside id: ImageID) -> PickerLayer {
        let family = catalogue.family(of: id, in: active)?.versions.map(\.entry) ?? []
        let known = Set(family.map(\.id))
        let others = catalogue[id].map { catalogue.replacements(for: $0.image, in: active, limit: 500) } ?? []
        let entries = family.filter { $0.id != id && !$0.isWithdrawn } + others.filter { !known.contains($0.id) }
        return PickerLayer(
            "Compare with",
            entries.map { entry in
                let owner = catalogue.projects.label(of: entry.image.owner)
                return PickerItem(
                    title: entry.title, detail: "\(entry.image.status.label), \(entry.image.visibility.text), \(owner)",
                    choice: .answer(entry.id.rawValue))
            })
    }
}
