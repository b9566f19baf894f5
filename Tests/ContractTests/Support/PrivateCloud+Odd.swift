import Foundation
import TestSupport

extension PrivateCloud {
    /// A third cloud, unlike the other two: Glance in two processes, tokens that live ten seconds, room for no data, and
    /// 600 images beside all those whose texts mean trouble. Started when the first test asks for it; it ends with
    /// the other two.
    static var odd: PrivateCloud {
        get async throws { try await oddOne.value }
    }

    private static let oddOne = Task { try await startOdd() }

    private static func startOdd() async throws -> PrivateCloud {
        let stock = try PrivateCloud.stock
        let folder = ProcessInfo.processInfo.environment["VITRINE_TEST_CLOUDS"]
        guard let folder else {
            throw Missing(description: "VITRINE_TEST_CLOUDS is not set; run make test FILTER=ContractTests")
        }
        let state = folder + "/odd"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let quota = state + "/quota.conf"
        try Data("[DEFAULT]\nuser_storage_quota = 1MB\n".utf8).write(to: URL(filePath: quota))
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Cloud")
            .standardizedFileURL.path
        let environment = [
            "HOME": state, "CLOUD_STATE": state, "CLOUD_VENV": (stock.bin as NSString).deletingLastPathComponent,
            "CLOUD_WORKERS": "2", "CLOUD_TOKEN_TTL": "10", "CLOUD_GLANCE_EXTRA": quota,
        ]
        try await script([scripts + "/up"], environment)
        if !FileManager.default.fileExists(atPath: state + "/filled") {
            try await script([scripts + "/seed", "bulk", "600", "--wipe"], environment)
            try await script([scripts + "/seed", "hostile", "--database"], environment)
            try Data().write(to: URL(filePath: state + "/filled"))
        }
        return try read(state + "/cloud.json")
    }

    private static func script(_ command: [String], _ environment: [String: String]) async throws {
        let (status, output) = try await Shell.run(command, environment: environment)
        guard status == 0 else { throw Missing(description: "\(command): \(output)") }
    }
}
