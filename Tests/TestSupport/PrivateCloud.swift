package import Foundation

/// A private cloud that the test command started, as its `cloud.json` tells.
package struct PrivateCloud: Decodable, Sendable {
    /// The file this comes from.
    package private(set) var file = URL(fileURLWithPath: "/dev/null")
    /// The folder with its databases, stores and logs.
    package let state: String
    /// The identity service's address, with `/v3`.
    package let keystone: String
    /// The image service's address.
    package let glance: String
    /// The compute service's address, where there is one.
    package let nova: String?
    package let region: String
    package let password: String
    /// Identities `admin`, `alice`, `alice-app`, `bob`, `carol`, `dana` and `rita`.
    package let cloudsYAML: String
    /// The folder of the `openstack` program.
    package let bin: String
    /// Project IDs by name: `admin`, `platform`, `team-a`, `team-b`.
    package let projects: [String: String]
    /// User IDs by name.
    package let users: [String: String]

    private enum CodingKeys: String, CodingKey {
        case state, keystone, glance, nova, region, password, bin, projects, users
        case cloudsYAML = "clouds_yaml"
    }

    /// There is none: the tests were not started by `make test`.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// The one with the image service's own policy.
    package static func stock() throws -> PrivateCloud { try named(by: "VITRINE_TEST_CLOUD") }

    /// The one where only administrators set the visibility "community".
    package static func strict() throws -> PrivateCloud { try named(by: "VITRINE_TEST_CLOUD_STRICT") }

    private static func named(by variable: String) throws -> PrivateCloud {
        guard let path = ProcessInfo.processInfo.environment[variable] else {
            throw Missing(
                description: "\(variable) is not set: run make test, or swift test by Tests/Cloud/with-clouds")
        }
        let file = URL(fileURLWithPath: path)
        var cloud = try JSONDecoder().decode(PrivateCloud.self, from: Data(contentsOf: file))
        cloud.file = file
        return cloud
    }
}
