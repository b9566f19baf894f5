internal import Canvas
internal import Catalog

/// Copy to Stores and Remove from Store: which stores hold copies of images' data (R82).
struct StoresDialog: FormDialog {
    /// What is done to the ticked stores.
    private enum Deed { case copy, remove }

    let title: String
    let subject: String
    var form: Form
    let submitLabel: String
    private let deed: Deed
    private let subjects: Subjects
    /// What the site has; nil until it has told.
    private var site: SiteOffer?

    init(copying subjects: Subjects, in browser: inout Browser) { self.init(.copy, subjects, &browser) }

    init(removing subjects: Subjects, in browser: inout Browser) { self.init(.remove, subjects, &browser) }

    private init(_ deed: Deed, _ subjects: Subjects, _ browser: inout Browser) {
        self.deed = deed
        self.subjects = subjects
        subject = subjects.title(in: browser)
        site = browser.site
        let copies = deed == .copy
        title = copies ? "Copy to Stores" : "Remove from Store"
        submitLabel = copies ? "Copy" : "Remove"
        var stores = FormField(
            "stores", "Stores",
            .rows(FormRows(["", "DESCRIPTION", "COPIES"], verb: copies ? "copy there" : "remove from there")),
            isRequired: true,
            help: copies
                ? "Space marks a store that is to get a copy, * all of them."
                : "Space marks a store whose copy is to go. One copy always stays.")
        stores.explanation =
            copies
            ? """
            The service copies the data by itself, one store after the other. This dialog follows it; b leaves it to go \
            on in the background, Esc stops following and sends no further copy. While it copies, the service overwrites what is changed of the image, so that changes made from \
            here wait until it is done. Taken back by undo.
            """
            : """
            The copy is deleted in that store, and the image stays as it is otherwise. The service never deletes the last \
            copy that way. Undo has the data copied there again.
            """
        form = Form([
            FormField("facts", "Copies in", .note("")), stores,
            FormField("review", "Sends", .review([], commands: []), help: "Y copies the commands."),
        ])
        form.focus(on: "stores")
        if site == nil { browser.emit(.fetchSite(generation: browser.generation)) }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        guard case .site(let site, _) = event else { return false }
        self.site = site
        return true
    }

    // MARK: What is shown

    mutating func refresh(in browser: Browser) {
        showFacts()
        showStores(in: browser)
        form["stores"].mistake = mistake(in: browser)
        let steps = steps(in: browser).allowed
        let shown = steps.prefix(20)
        let more = steps.count > shown.count ? ["and \(steps.count - shown.count) more"] : []
        form["review"].control = .review(
            shown.map { subjects.entries.count == 1 ? $0.change.summary : "\($0.title): \($0.change.summary)" } + more,
            commands: steps.flatMap { EquivalentCommand.lines(for: $0.change, of: $0.image) })
        form["review"].isVisible = !steps.isEmpty
    }

    /// Where the data of a single image is.
    private mutating func showFacts() {
        form["facts"].isVisible = subjects.entries.count == 1
        let names = (subjects.entries.first?.image.stores ?? []).map { label(of: $0) }
        form["facts"].control = .note(
            names.isEmpty ? "stores that the service does not name" : names.joined(separator: ", "))
    }

    private func label(of id: String) -> String {
        site?.stores.first { $0.id == id }?.label ?? id
    }

    /// The stores that something can be done to: those without a copy, or those with one.
    private mutating func showStores(in browser: Browser) {
        guard var rows = form["stores"].rows else { return }
        let images = subjects.entries.map(\.image)
        let listed = site?.stores ?? []
        // A store may be out of use and still hold copies.
        let others = Set(images.flatMap(\.stores)).subtracting(listed.map(\.id)).sorted().map { Store(id: $0) }
        let stores = (listed + (deed == .remove ? others : [])).filter { store in
            deed == .copy
                ? !store.isReadOnly && images.contains { !$0.stores.contains(store.id) }
                : images.contains { $0.stores.contains(store.id) }
        }
        rows.emptyText =
            site == nil ? "reading" : deed == .copy ? "none: every store has a copy" : "none that the service names"
        rows.show(
            stores.map { store in
                let count = images.count { $0.stores.contains(store.id) }
                let copies = images.count == 1 ? (count == 1 ? "one" : "none") : "\(count) of \(images.count)"
                let name = store.isDefault ? "\(store.id) (default)" : store.id
                return FormRows.Row(
                    id: store.id, cells: [name, store.description ?? browser.glyphs.none, copies],
                    detail: "\(store.label). Copies: \(copies).")
            })
        form["stores"].rows = rows
    }

    private func mistake(in browser: Browser) -> String? {
        if let refusal = browser.siteRefusal(of: deed == .copy ? .copyToStores : .removeFromStore) { return refusal }
        if chosen.isEmpty { return deed == .copy ? "Mark a store to copy to." : "Mark a store to remove from." }
        let (allowed, refused) = steps(in: browser)
        return allowed.isEmpty ? refused.first?.reason : nil
    }

    // MARK: Sending

    private var chosen: [String] { form["stores"].value.split(separator: "\n").map(String.init) }

    /// What will be sent; and what will not be done to which images, with the reason.
    private func steps(in browser: Browser) -> (allowed: [ChangePlan.Step], refused: [(title: String, reason: String)])
    {
        var allowed: [ChangePlan.Step] = []
        var refused = subjects.refused
        for entry in subjects.entries {
            let stores = browser.catalogue[entry.id]?.image.stores ?? entry.image.stores
            let concerned = chosen.filter { stores.contains($0) == (deed == .remove) }
            if concerned.isEmpty {
                let place = chosen.joined(separator: ", ")
                refused.append(
                    (entry.title, deed == .copy ? "It has a copy in \(place) already." : "It has no copy in \(place)."))
            } else if deed == .remove, concerned.count == stores.count {
                let place = stores.joined(separator: ", ")
                refused.append((entry.title, "One copy has to stay: it has none but in \(place)."))
            } else {
                allowed += concerned.map { store in
                    let change: ImageChange = deed == .copy ? .copyToStore(store) : .removeFromStore(store)
                    return ChangePlan.Step(image: entry.id, title: entry.title, change: change)
                }
            }
        }
        return (allowed, refused)
    }

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let (allowed, refused) = steps(in: browser)
        guard let first = allowed.first else { return .refuse(refused.first?.reason ?? "There is nothing to do.") }
        let plan = browser.plan(title, allowed)
        guard subjects.entries.count == 1, refused.isEmpty else {
            var proposal = PlanProposal(title: title, plan: plan, verb: submitLabel)
            proposal.refused = refused
            proposal.notes = [size(of: allowed, in: browser)]
            if subjects.hidden > 0 {
                proposal.notes.append("\(counted(subjects.hidden, "marked image")) among them not shown by the filter.")
            }
            return .propose(proposal)
        }
        let stores = chosen.joined(separator: ", ")
        guard deed == .remove else { return .run(plan, done: "\(first.title) has a copy in \(stores) now.") }
        let left = (browser.catalogue[first.image]?.image.stores ?? []).filter { !chosen.contains($0) }
        return .confirm(
            "Remove \(subject) from \(stores)? The copy there is deleted; it stays in "
                + "\(left.joined(separator: ", ")).", plan,
            done: "\(first.title) is no longer in \(stores).")
    }

    /// How much data it is about.
    private func size(of steps: [ChangePlan.Step], in browser: Browser) -> String {
        let bytes = steps.reduce(0) { $0 + (browser.catalogue[$1.image]?.image.size ?? 0) }
        let copies = steps.count == 1 ? "1 copy" : "\(steps.count) copies"
        return "\(copies), \(ByteSize(bytes).short) in all, \(deed == .copy ? "made by the service" : "deleted")."
    }
}

extension Store {
    /// The name with what the site says about it: `archive: Cheap bulk storage (default)`.
    var label: String {
        let about = description.map { ": \($0)" } ?? ""
        let marks = [isDefault ? "default" : "", isReadOnly ? "takes nothing new" : ""].filter { !$0.isEmpty }
        return id + about + (marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))")
    }
}
