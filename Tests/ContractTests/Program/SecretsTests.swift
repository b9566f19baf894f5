import Catalog
import Foundation
import TestSupport
import Testing

/// Issue 2, section 2: secrets appear nowhere: not in the replica, log, process list, error or activity log.
@Suite("Secrets", .serialized)
struct SecretsTests {
    @Test(
        "No password, secret or token in any file, process or screen of the program", arguments: ["alice", "alice-app"])
    func nowhere(_ name: String) async throws {
        let cloud = try PrivateCloud.strict
        try await FaultProxy.use(cloud) { proxy, scratch in
            var auth = cloud.clouds[name]?.auth ?? [:]
            auth["auth_url"] = proxy.keystone()
            var entry: [String: JSONValue] = [
                "auth": .object(auth.mapValues { .string($0) }), "region_name": "RegionOne",
            ]
            if let type = cloud.clouds[name]?.auth_type { entry["auth_type"] = .string(type) }
            let log = scratch.path + "/vitrine.log"
            let session = try RunningProgram.start([name: .object(entry)], in: scratch, "--log-file", log)
            try await session.wait(forText: "synced ")
            // Requests that succeed, fail, are repeated and renewed.
            try session.press("Enter")
            try await session.wait(forText: "Checksum")
            try session.press("Escape")
            // Escape and what follows at once would be a key with Alt.
            try await session.wait(forText: "NAME↑")
            try await proxy.rule("answer", ["status": 500, "body": "<h1>Broken</h1>", "path": "^/v2/images"])
            try session.press("r")
            try await session.wait(forText: "Broken")
            var screens = try session.text
            try await proxy.relent()
            let expired = try await proxy.requests().first?.token
            try await proxy.expireTokens()
            try session.press("r")
            try await proxy.request("one with another token") { $0.status == 200 && $0.token != expired }
            try session.press("!")
            try await session.wait(forText: "Activity")
            // Where nothing was changed the requests may stand there at once.
            let hints = try await session.wait(for: "the hints") {
                $0.last?.contains(/Tab (requests|changes)/) ?? false
            }
            if hints.last?.contains("Tab requests") == true { try session.press("Tab") }
            try await session.wait(forText: "auth/tokens")
            screens += try session.text

            let pid = try session.process
            var seen = [("the screen", Data(screens.utf8))]
            for process in try [pid] + children(of: pid) {
                for file in ["cmdline", "environ"] {
                    let path = "/proc/\(process)/\(file)"
                    seen.append((path, try Data(contentsOf: URL(fileURLWithPath: path))))
                }
            }
            #expect(seen[1].1.has("vitrine"), "that is the program: \(seen[1].0)")
            try session.press("Escape")
            try await session.wait(forText: "NAME↑")
            try session.press("q")
            #expect(try await session.waitForExit() == 0)

            let own = try files(in: scratch.path).filter { !$0.hasSuffix("/clouds.yaml") && !$0.contains("/proxy/") }
            #expect(own.contains { $0.hasSuffix(".sqlite") } && own.contains(log))
            for path in own {
                seen.append((path, try Data(contentsOf: URL(fileURLWithPath: path))))
            }
            let told = try Data(contentsOf: URL(fileURLWithPath: log))
            #expect(told.has("/v2/images?"), "the log tells of requests: \(String(decoding: told, as: UTF8.self))")
            for (place, data) in seen {
                // Every secret of these clouds begins like this, and every token of Keystone's like that.
                #expect(!data.has(cloud.password), "the password in \(place)")
                #expect(!data.has("gAAAAA"), "a token in \(place)")
            }
            // The proof that they would be found: the configuration has the first, and a sign-in gets the second.
            let configuration = try String(contentsOfFile: scratch.path + "/clouds.yaml", encoding: .utf8)
            #expect(configuration.contains(cloud.password))
            #expect(try await Person.named("alice", of: cloud).token.hasPrefix("gAAAAA"))
        }
    }

    private func children(of process: pid_t) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter { candidate in
            // "pid (name) state parent …"; the process may have ended meanwhile.
            let line = (try? String(contentsOfFile: "/proc/\(candidate)/stat", encoding: .utf8)) ?? ""
            let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 1 && fields[1] == "\(process)"
        }
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { folder + "/" + $0 }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}

extension Data {
    fileprivate func has(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
