internal import Catalog

/// The definitions on the left of Update Metadata: a tree of namespaces, objects and properties, as lines.
struct MetadataTree: Hashable, Sendable {
    enum Node: Hashable, Sendable {
        /// The quick fill of R8.
        case template
        case namespace(String)
        /// Namespace and object.
        case object(String, String)
        case property(MetadataProperty, place: String)

        /// Whether there is something in it.
        var isGroup: Bool {
            switch self {
            case .namespace, .object: true
            case .template, .property: false
            }
        }
    }

    struct Line: Hashable, Sendable {
        let node: Node
        let depth: Int
        let title: String
    }

    /// The five properties every template should have, with example values (R8).
    static let template = [
        ("os_distro", "ubuntu"), ("os_version", "24.04"), ("hw_disk_bus", "virtio"), ("hw_vif_model", "virtio"),
        ("description", ""),
    ]

    let namespaces: [MetadataNamespace]
    private(set) var expanded: Set<Node> = []

    init(_ namespaces: [MetadataNamespace]) {
        self.namespaces = namespaces.sorted { $0.title.lowercased() < $1.title.lowercased() }
    }

    mutating func toggle(_ node: Node) {
        if expanded.remove(node) == nil { expanded.insert(node) }
    }

    mutating func close(_ node: Node) { expanded.remove(node) }

    func isExpanded(_ node: Node) -> Bool { expanded.contains(node) }

    /// The lines that are shown: what is on the image already is left out; with a filter only hits and what they are in.
    func lines(filter: String, present: (String) -> Bool) -> [Line] {
        let filter = filter.lowercased()
        func fits(_ property: MetadataProperty) -> Bool {
            !present(property.id)
                && (filter.isEmpty || property.id.lowercased().contains(filter)
                    || property.title.lowercased().contains(filter))
        }
        var lines: [Line] = []
        if filter.isEmpty { lines.append(Line(node: .template, depth: 0, title: "Template (five properties)")) }
        for namespace in namespaces {
            let isHit = !filter.isEmpty && namespace.title.lowercased().contains(filter)
            func shown(_ properties: [MetadataProperty]) -> [MetadataProperty] {
                properties.filter { isHit ? !present($0.id) : fits($0) }
            }
            let own = shown(namespace.properties)
            let objects = namespace.objects.map { ($0, shown($0.properties)) }.filter { !$0.1.isEmpty }
            if own.isEmpty, objects.isEmpty { continue }
            let node = Node.namespace(namespace.id)
            lines.append(Line(node: node, depth: 0, title: namespace.title))
            guard isExpanded(node) || !filter.isEmpty else { continue }
            lines += own.map { Line(node: .property($0, place: namespace.title), depth: 1, title: $0.title) }
            for (object, properties) in objects {
                let inner = Node.object(namespace.id, object.id)
                lines.append(Line(node: inner, depth: 1, title: object.id))
                guard isExpanded(inner) || !filter.isEmpty else { continue }
                let place = "\(namespace.title) › \(object.id)"
                lines += properties.map { Line(node: .property($0, place: place), depth: 2, title: $0.title) }
            }
        }
        return lines
    }

    /// Everything below a node.
    func properties(of node: Node) -> [MetadataProperty] {
        switch node {
        case .template: []
        case .namespace(let id):
            namespaces.first { $0.id == id }.map { $0.properties + $0.objects.flatMap(\.properties) } ?? []
        case .object(let id, let object):
            namespaces.first { $0.id == id }?.objects.first { $0.id == object }?.properties ?? []
        case .property(let property, _): [property]
        }
    }

    /// All definitions of a key, whatever its case; a key may be defined in several namespaces.
    func definitions(of key: String) -> [(property: MetadataProperty, place: String)] {
        let key = key.lowercased()
        return namespaces.flatMap { namespace in
            namespace.properties.filter { $0.id.lowercased() == key }.map { ($0, namespace.title) }
                + namespace.objects.flatMap { object in
                    object.properties.filter { $0.id.lowercased() == key }
                        .map { ($0, "\(namespace.title) › \(object.id)") }
                }
        }
    }

    /// One definition of a key: of several that list values, the union counts.
    func definition(of key: String) -> (property: MetadataProperty, place: String)? {
        let all = definitions(of: key)
        guard var first = all.first else { return nil }
        for other in all.dropFirst() where !other.property.choices.isEmpty {
            first.property.choices += other.property.choices.filter { !first.property.choices.contains($0) }
        }
        return first
    }
}
