internal import Catalog

/// The address of a service that was chosen, and how.
package struct Endpoint: Hashable, Sendable {
    package var service: Service
    /// Without a slash at the end; for image, identity and network without the version too. Any other path is kept.
    package var base: Address
    /// Nil with an override.
    package var interface: String?
    package var region: String?
    /// Whether the configuration names the address, instead of the catalogue.
    package var isOverride: Bool

    /// The address of a path such as `/v2/images`, which the service means relative to its own root.
    func address(_ path: String, query: String? = nil) -> Address {
        var address = base
        address.path += path
        address.query = query
        return address
    }
}

extension Endpoint {
    /// Chooses for `service` by override or catalogue.
    ///
    /// - Throws: `Problem` of the kind `endpointMissing`, or `configuration` where an address makes no sense.
    init(_ service: Service, of cloud: Cloud, catalogue: ServiceCatalogue, attempt: String) throws(Problem) {
        let settings = cloud.settings(service)
        if let reason = settings.disabledReason { throw Problem(.endpointMissing, attempt: attempt, reason: reason) }
        if let url = settings.endpointOverride {
            guard let address = Address(url) else {
                throw .configuration(
                    attempt, "`\(service.settingPrefixes[0])_endpoint_override` is no http or https address",
                    at: cloud.place)
            }
            self.init(service: service, base: Self.base(service, address), region: settings.region, isOverride: true)
            return
        }
        if service == .identity, let authURL = cloud.authURL.flatMap(Address.init) {
            // The address that signs in works from here, which the catalogue's need not.
            self.init(service: service, base: Self.base(service, authURL), region: settings.region, isOverride: false)
            return
        }
        guard cloud.authURL != nil else {
            throw Problem(
                .endpointMissing, attempt: attempt,
                reason: "without an identity service there is no catalogue to find \(service.rawValue) in",
                advice: "Set `\(service.settingPrefixes[0])_endpoint_override`.")
        }
        guard let found = catalogue.endpoint(service, settings) else {
            throw catalogue.missing(service, settings, attempt: attempt)
        }
        guard let address = Address(found.url) else {
            throw Problem(
                .malformed, attempt: attempt,
                reason: "the cloud's catalogue gives no usable address for \(service.rawValue)")
        }
        self.init(
            service: service, base: Self.base(service, address), interface: found.interface, region: found.region,
            isOverride: false)
    }

    /// An address without slash at its end and without query; for the image, identity and network services, whose
    /// paths are written with the version, also without that.
    private static func base(_ service: Service, _ address: Address) -> Address {
        var base = address
        base.query = nil
        while base.path.hasSuffix("/") { base.path.removeLast() }
        guard [.image, .identity, .network].contains(service), let slash = base.path.lastIndex(of: "/") else {
            return base
        }
        let last = base.path[base.path.index(after: slash)...]
        if last.first == "v", last.count > 1, last.dropFirst().allSatisfy({ $0.isNumber || $0 == "." }) {
            base.path = String(base.path[..<slash])
        }
        while base.path.hasSuffix("/") { base.path.removeLast() }
        return base
    }
}
