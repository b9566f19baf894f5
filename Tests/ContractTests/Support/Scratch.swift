import Catalog
import Foundation
import OpenStack

/// A folder for one test, with a configuration in it; gone when the test is over.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/contract-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var home: String { path + "/home" }
    var cache: String { path + "/cache" }

    /// Writes a file into the folder, and answers its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    /// The environment in which the program finds these clouds, its files in this folder, and nothing else.
    func environment(_ entries: [String: JSONValue] = [:]) throws -> [String: String] {
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        var environment = ["HOME": home, "XDG_CACHE_HOME": cache]
        if !entries.isEmpty {
            // JSON is YAML, too.
            environment["OS_CLIENT_CONFIG_FILE"] = try write(
                "clouds.yaml", JSONValue.object(["clouds": .object(entries)]).pretty)
        }
        return environment
    }

    /// The configuration as the program reads it in `environment`.
    func files(_ environment: [String: String]) -> CloudFiles {
        CloudFiles.load(environment: environment, currentDirectory: home, homeDirectory: home)
    }
}
