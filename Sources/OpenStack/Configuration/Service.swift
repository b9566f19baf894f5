internal import Catalog

/// A service of the cloud that this program talks to.
package enum Service: String, CaseIterable, Hashable, Sendable {
    case identity, image, compute, network
    case blockStorage = "block-storage"

    /// The types under which the service catalogue may list it, the official one first.
    var catalogueTypes: [String] {
        switch self {
        case .identity, .image, .compute, .network: [rawValue]
        case .blockStorage: ["block-storage", "volumev3", "block-store", "volume"]
        }
    }

    /// The beginnings of its keys in a cloud entry, as in `image_endpoint_override`.
    var settingPrefixes: [String] {
        switch self {
        case .identity, .image, .compute: [rawValue]
        case .network: ["network", "networking"]
        case .blockStorage: ["block_storage", "volumev3", "block_store", "volume"]
        }
    }
}

/// Which of a service's addresses is meant.
package enum Interface: String, CaseIterable, Hashable, Sendable {
    case `public`, `internal`, admin

    /// Reads `public` and the old `publicURL`.
    init?(setting text: String) {
        let word = text.trimmed
        self.init(rawValue: word.hasSuffix("URL") ? String(word.dropLast(3)) : word)
    }
}

/// What a cloud entry says about one service.
package struct ServiceSettings: Hashable, Sendable {
    /// In order of preference; empty when the cloud's own order holds.
    package var interfaces: [Interface] = []
    package var region: String?
    /// The catalogue's type, where a site uses a word of its own.
    package var type: String?
    /// The catalogue's name, where a site has several services of one type.
    package var name: String?
    /// A fixed address that takes the place of the catalogue.
    package var endpointOverride: String?
    /// How often a failed connection is tried again; nil for the default.
    package var connectRetries: Int?
    /// How often a 503 is tried again; nil for the default.
    package var statusRetries: Int?
    /// The reason if the service is not to be used (`has_image: false`).
    package var disabledReason: String?
}
