import Foundation
import TestSupport

/// A private cloud with a real Keystone and Glance, which `make test` starts: where it is, and who is in it.
struct PrivateCloud: Decodable, Sendable {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Its folder.
    let state: String
    /// With `/v3`.
    let keystone: String
    let glance: String
    /// With `/v2.1`; nil where there is no compute service.
    let nova: String?
    let region: String
    /// Of every user.
    let password: String
    /// The folder of the packages' programs, `openstack` among them.
    let bin: String
    let projects: [String: String]
    let users: [String: String]
    let clouds: [String: Entry]

    /// An entry of clouds.yaml, as far as tests change it.
    struct Entry: Decodable, Sendable {
        var auth: [String: String]
        // The names of the file.
        // swift-format-ignore
        var auth_type: String?
    }

    /// The cloud with Glance's own policy.
    static var stock: PrivateCloud {
        get throws { try named("VITRINE_TEST_CLOUD") }
    }

    /// The cloud where only administrators set the visibility `community`.
    static var strict: PrivateCloud {
        get throws { try named("VITRINE_TEST_CLOUD_STRICT") }
    }

    private static func named(_ variable: String) throws -> PrivateCloud {
        guard let path = ProcessInfo.processInfo.environment[variable] else {
            throw Missing(description: "no private cloud: \(variable) is not set; run make test FILTER=ContractTests")
        }
        return try read(path)
    }

    static func read(_ path: String) throws -> PrivateCloud {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Missing(description: "no private cloud: \(path) cannot be read; run make test FILTER=ContractTests")
        }
        return try JSONDecoder().decode(PrivateCloud.self, from: data)
    }
}
