internal import Catalog

/// The services of a cloud and their addresses, as a token's `catalog` lists them.
struct ServiceCatalogue: Sendable {
    private(set) var services: [Entry] = []

    struct Entry: Sendable {
        var type: String
        var name: String?
        var endpoints: [Endpoint]
    }

    struct Endpoint: Hashable, Sendable {
        var interface: String
        var region: String?
        var url: String
    }

    init() {}

    init(_ catalog: JSONValue?) {
        services = (catalog?.array ?? []).compactMap { service in
            guard let type = service["type"]?.string else { return nil }
            let endpoints = (service["endpoints"]?.array ?? []).compactMap { endpoint -> Endpoint? in
                guard let interface = endpoint["interface"]?.string, let url = endpoint["url"]?.string else {
                    return nil
                }
                let region = endpoint["region_id"]?.string ?? endpoint["region"]?.string
                return Endpoint(interface: interface, region: region, url: url)
            }
            return Entry(type: type, name: service["name"]?.string, endpoints: endpoints)
        }
    }

    /// The endpoints that could serve, whatever their interface and region.
    func endpoints(_ service: Service, _ settings: ServiceSettings) -> [Endpoint] {
        let types = settings.type.map { [$0] } ?? service.catalogueTypes
        return types.lazy.map { type in
            self.services.filter { $0.type == type && (settings.name == nil || $0.name == settings.name) }
                .flatMap(\.endpoints)
        }.first { !$0.isEmpty } ?? []
    }

    /// Whether it lists the service at all, be it under the type that the settings name.
    func lists(_ service: Service, _ settings: ServiceSettings) -> Bool {
        let types = service.catalogueTypes + [settings.type].compactMap { $0 }
        return services.contains { types.contains($0.type) }
    }

    /// The regions that have the service.
    func regions(_ service: Service, _ settings: ServiceSettings) -> [String] {
        endpoints(service, settings).compactMap(\.region).reduce(into: []) { regions, region in
            if !regions.contains(region) { regions.append(region) }
        }
    }

    /// The endpoint that the settings mean: the first interface they prefer, in their region (auth-config 7).
    func endpoint(_ service: Service, _ settings: ServiceSettings) -> Endpoint? {
        let candidates = endpoints(service, settings)
        return settings.interfaces.lazy.compactMap { interface in
            candidates.first {
                Interface(setting: $0.interface) == interface
                    && (settings.region == nil || $0.region == settings.region)
            }
        }.first
    }

    /// What is told when there is no such endpoint: type, interface and region, and what exists.
    func missing(_ service: Service, _ settings: ServiceSettings, attempt: String) -> Problem {
        let interfaces = settings.interfaces.map(\.rawValue).joined(separator: " or ")
        let region = settings.region.map { " in the region “\($0)”" } ?? ""
        let type = settings.type ?? service.rawValue
        let candidates = endpoints(service, settings)
        let existing: String
        if !candidates.isEmpty {
            let list = candidates.prefix(8).map { "\($0.interface) in \($0.region ?? "no region")" }
            existing = "For \(type) it has: \(list.joined(separator: ", "))."
        } else if services.isEmpty {
            existing = "It lists nothing at all: the token may be for no project."
        } else {
            existing = "It has: \(services.map(\.type).sorted().joined(separator: ", "))."
        }
        return Problem(
            .endpointMissing, attempt: attempt,
            reason: "the cloud's catalogue has no \(interfaces) endpoint of the type “\(type)”\(region)",
            advice: existing + " Set `interface`, `region_name` or `\(service.settingPrefixes[0])_endpoint_override`.")
    }
}
