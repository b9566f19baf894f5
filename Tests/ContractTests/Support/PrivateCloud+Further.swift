import Foundation
import TestSupport

/// Clouds for single tests. They start when they are first asked for, and end with the other two.
extension PrivateCloud {
    /// A cloud with Glance in two processes, no room for data, and 600 images beside all those whose texts mean
    /// trouble.
    static var odd: PrivateCloud {
        get async throws { try await oddOne.value }
    }

    /// A cloud whose tokens live for seven seconds, with 300 images.
    static var hasty: PrivateCloud {
        get async throws { try await hastyOne.value }
    }

    /// A cloud with Nova, whose servers run nowhere, and no images.
    static var computing: PrivateCloud {
        get async throws { try await computingOne.value }
    }

    private static let computingOne = Task { try await start("computing", [:], with: ["up-compute"]) { _ in } }

    private static let oddOne = Task {
        try await start("odd", ["CLOUD_WORKERS": "2"], glance: "[DEFAULT]\nuser_storage_quota = 1MB\n") { seed in
            try await seed(["bulk", "600", "--wipe"])
            try await seed(["hostile", "--database"])
        }
    }

    private static let hastyOne = Task {
        try await start("hasty", ["CLOUD_TOKEN_TTL": "7"]) { seed in try await seed(["bulk", "300", "--wipe"]) }
    }

    /// Starts a cloud, and fills it if it is new.
    private static func start(
        _ name: String, _ settings: [String: String], glance: String = "", with further: [String] = [],
        fill: (_ seed: ([String]) async throws -> Void) async throws -> Void
    ) async throws -> PrivateCloud {
        guard let folder = ProcessInfo.processInfo.environment["VITRINE_TEST_CLOUDS"] else {
            throw Missing(description: "VITRINE_TEST_CLOUDS is not set; run make test FILTER=ContractTests")
        }
        let state = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try Data(glance.utf8).write(to: URL(filePath: state + "/glance.conf"))
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Cloud")
            .standardizedFileURL.path
        var environment = [
            "HOME": state, "CLOUD_STATE": state, "CLOUD_GLANCE_EXTRA": state + "/glance.conf",
            "CLOUD_VENV": try (PrivateCloud.stock.bin as NSString).deletingLastPathComponent,
        ]
        environment.merge(settings) { $1 }

        func script(_ command: [String]) async throws {
            let (status, output) = try await Shell.run(command, environment: environment)
            guard status == 0 else { throw Missing(description: "\(command): \(output)") }
        }
        try await script([scripts + "/up"])
        for service in further { try await script([scripts + "/" + service]) }
        if !FileManager.default.fileExists(atPath: state + "/filled") {
            try await fill { try await script([scripts + "/seed"] + $0) }
            try Data().write(to: URL(filePath: state + "/filled"))
        }
        return try read(state + "/cloud.json")
    }
}
