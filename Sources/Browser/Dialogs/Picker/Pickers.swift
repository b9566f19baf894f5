internal import Canvas
internal import Catalog

/// What can be picked.
extension PickerLayer {
    private static func layer(_ title: String, _ items: [PickerItem], of browser: Browser) -> PickerLayer {
        PickerLayer(title, items, height: max(1, min(items.count, browser.regions.body.rows - 5)))
    }

    /// Every action, pane, saved filter, theme and cloud.
    static func palette(of browser: Browser) -> PickerLayer {
        var items = ActionTable.entries.filter { $0.places.contains(.pane) && $0.action != .openPalette }.map { entry in
            let keys = browser.keymap.keys(for: entry.action).map { String(describing: $0) }.joined(separator: " ")
            let name = entry.action.rawValue.replacingHyphens
            return PickerItem(
                title: name, detail: keys.isEmpty ? entry.summary : "\(keys)  \(entry.summary)",
                choice: .action(entry.action), refusal: browser.refusal(of: entry.action))
        }
        items += browser.savedFilters.map { name, text in
            PickerItem(title: "filter \(name)", detail: text, choice: .filter(name: name, text: text))
        }
        items += browser.themeNames.map { PickerItem(title: "theme \($0)", choice: .theme($0)) }
        items += browser.clouds.map {
            PickerItem(title: "cloud \($0.name)", choice: .cloud(CloudSelection(cloud: $0.name)), refusal: $0.problem)
        }
        return layer("Palette", items, of: browser)
    }

    static func themes(of browser: Browser) -> PickerLayer {
        let items = browser.themeNames.map { name in
            PickerItem(
                title: name, detail: browser.summary(ofTheme: name), choice: .theme(name),
                isCurrent: name == browser.theme.name)
        }
        var picker = layer("Theme", items, of: browser)
        picker.previews = true
        return picker
    }

    static func savedFilters(of browser: Browser) -> PickerLayer {
        let items = browser.savedFilters.map { name, text in
            PickerItem(
                title: name, detail: text, choice: .filter(name: name, text: text),
                isCurrent: text == browser.current.filter)
        }
        var picker = layer("Saved Filters", items, of: browser)
        picker.emptyText = "No filter is saved yet: filter with /, then press C-s."
        return picker
    }

    static func sortColumns(of browser: Browser) -> PickerLayer {
        let current = browser.current.listing.sort
        let items = Column.available(in: browser.active).compactMap { column -> PickerItem? in
            guard let sort = column.sort else { return nil }
            let isCurrent = sort == current.column
            let direction =
                current.isDescending ? "downwards; choose again to turn round" : "choose again to turn round"
            return PickerItem(
                title: column.rawValue.replacingHyphens, detail: isCurrent ? direction : column.summary,
                choice: .sort(sort), isCurrent: isCurrent)
        }
        return layer("Sort by", items, of: browser)
    }

    /// The projects and regions of this cloud, and the other clouds.
    static func clouds(of browser: Browser, projects: [Named<ProjectID>]) -> PickerLayer {
        layer("Switch Cloud, Region, Project", cloudItems(of: browser, projects: projects), of: browser)
    }

    static func cloudItems(of browser: Browser, projects: [Named<ProjectID>]) -> [PickerItem] {
        let session = browser.session
        let cloud = session?.cloud ?? browser.selection?.cloud
        var items = projects.map { project in
            let name = browser.catalogue.projects.aliases[project.id] ?? project.name ?? project.id.rawValue
            return PickerItem(
                title: name, detail: "project of \(cloud ?? "")",
                choice: .cloud(
                    CloudSelection(cloud: cloud ?? "", region: browser.selection?.region, project: project.id)),
                isCurrent: project.id == session?.project?.id)
        }
        for choice in browser.clouds {
            let isHere = choice.name == cloud
            if choice.regions.count > 1 {
                items += choice.regions.map { region in
                    PickerItem(
                        title: "\(choice.name) \(region)", detail: "region",
                        choice: .cloud(CloudSelection(cloud: choice.name, region: region)),
                        isCurrent: projects.isEmpty && isHere && region == session?.region, refusal: choice.problem)
                }
            } else {
                items.append(
                    PickerItem(
                        title: choice.name, detail: "cloud", choice: .cloud(CloudSelection(cloud: choice.name)),
                        isCurrent: projects.isEmpty && isHere, refusal: choice.problem))
            }
        }
        return items
    }
}

extension String {
    fileprivate var replacingHyphens: String { String(map { $0 == "-" ? " " : $0 }) }
}
