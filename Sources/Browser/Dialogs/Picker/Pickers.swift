internal import Canvas
internal import Catalog

/// What can be picked.
extension PickerLayer {
    /// Every action, pane, saved filter, theme and cloud.
    static func palette(of browser: Browser) -> PickerLayer {
        var picker = PickerLayer("Palette", paletteItems(of: browser))
        picker.renewal = { paletteItems(of: $0) }
        return picker
    }

    private static func paletteItems(of browser: Browser) -> [PickerItem] {
        let place = browser.layers.last { $0.place != nil }?.place ?? .pane
        let entries = ActionTable.entries.filter {
            ($0.places.contains(place) || $0.places.contains(.pane)) && $0.action != .openPalette
        }
        // Moving goes without a palette, but is found in it.
        let inOrder = entries.filter { $0.group != .move } + entries.filter { $0.group == .move }
        var items = inOrder.map { entry in
            let keys = browser.keymap.keys(for: entry.action).map { String(describing: $0) }.joined(separator: " ")
            return PickerItem(
                title: entry.action.words, detail: entry.summary, keys: keys, choice: .action(entry.action),
                refusal: browser.refusal(of: entry.action, in: place))
        }
        items += browser.savedFilters.map { name, text in
            PickerItem(title: "filter \(name)", detail: text, choice: .filter(name: name, text: text))
        }
        items += browser.themeNames.map {
            PickerItem(title: "theme \($0)", detail: browser.summary(ofTheme: $0), choice: .theme($0))
        }
        items += browser.clouds.map {
            PickerItem(
                title: "cloud \($0.name)", detail: "Leave this cloud and open that one.",
                choice: .cloud(CloudSelection(cloud: $0.name, region: $0.region)), refusal: $0.problem)
        }
        return items
    }

    static func themes(of browser: Browser) -> PickerLayer {
        let items = browser.themeNames.map { name in
            PickerItem(
                title: name, detail: browser.summary(ofTheme: name), choice: .theme(name),
                isCurrent: name == browser.theme.name)
        }
        var picker = PickerLayer("Theme", items)
        picker.previews = true
        return picker
    }

    static func savedFilters(of browser: Browser) -> PickerLayer {
        var picker = PickerLayer("Saved Filters", filterItems(of: browser))
        picker.emptyText = "No filter is saved yet: filter with \(browser.key(.filter)), then press C-s."
        picker.removes = true
        return picker
    }

    static func filterItems(of browser: Browser) -> [PickerItem] {
        browser.savedFilters.map { name, text in
            PickerItem(
                title: name, detail: text, choice: .filter(name: name, text: text),
                isCurrent: text == browser.current.filter)
        }
    }

    static func sortColumns(of browser: Browser) -> PickerLayer {
        let current = browser.current.listing.sort
        let items = Column.available(in: browser.active).compactMap { column -> PickerItem? in
            guard let sort = column.sort else { return nil }
            let isCurrent = sort == current.column
            let direction =
                "\(current.isDescending ? "downwards" : "upwards") now; choosing it again turns the order round"
            return PickerItem(
                title: column.words, detail: isCurrent ? direction : column.summary,
                choice: .sort(sort), isCurrent: isCurrent)
        }
        return PickerLayer("Sort by", items)
    }

    /// What is known of clouds, regions and projects before this cloud is asked.
    static func clouds(of browser: Browser) -> PickerLayer {
        PickerLayer("Switch Cloud, Region, Project", cloudItems(of: browser, projects: [], regions: []))
    }

    /// The projects and regions of this cloud, and the other clouds. Another region is opened for the project chosen
    /// before, another project in the region chosen before.
    static func cloudItems(of browser: Browser, projects: [Named<ProjectID>], regions: [String]) -> [PickerItem] {
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
            let project = isHere ? browser.selection?.project : nil
            // Those that the entry names, and those that only the catalogue does.
            let known = choice.regions + (isHere ? regions.filter { !choice.regions.contains($0) } : [])
            if let region = choice.region, !isHere {
                items.append(
                    PickerItem(
                        title: choice.name, detail: "cloud, region \(region)",
                        choice: .cloud(CloudSelection(cloud: choice.name, region: region)), refusal: choice.problem))
            } else if known.count > 1 {
                items += known.map { region in
                    PickerItem(
                        title: "\(choice.name) \(region)", detail: "region",
                        choice: .cloud(CloudSelection(cloud: choice.name, region: region, project: project)),
                        isCurrent: isHere && region == session?.region, refusal: choice.problem)
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
