import Catalog
import Foundation
import Testing

/// Issue 2, section 1: `vitrine doctor` prints what was found, what was chosen, and what is wrong with it.
@Suite("vitrine doctor", .serialized)
struct DoctorTests {
    private func examine(
        _ clouds: [String: JSONValue], in scratch: Scratch, _ options: String...
    ) async throws -> (status: Int32, lines: [String]) {
        let variables = try RunningProgram.variables(clouds, in: scratch)
        let (status, output) = try await Shell.run(
            [RunningProgram.path, "doctor"] + options, environment: variables)
        return (status, output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    @Test("A cloud in good order: files, user, project, roles, endpoints, versions, and nothing wrong")
    func healthy() async throws {
        let cloud = try PrivateCloud.stock
        let scratch = try Scratch()
        let (status, lines) = try await examine(["admin": cloud.entry("admin")], in: scratch)
        #expect(status == 0)
        for expected in [
            "used \(scratch.path)/clouds.yaml", "admin, the only one configured",
            "project  admin (\(cloud.projects["admin"] ?? "?"))", "user     admin (\(cloud.users["admin"] ?? "?"))",
            cloud.glance, cloud.keystone.replacing("/v3", with: ""), "v2.1", "sign in: ok", "list images: ok",
            "region   RegionOne", "Nothing is wrong.",
        ] {
            #expect(lines.contains { $0.contains(expected) }, "\(expected)")
        }
        #expect(lines.contains { $0.hasPrefix("roles ") && $0.contains("admin") })
        #expect(lines.contains { $0.hasPrefix("compute") && $0.contains("absent") })
        #expect(!lines.joined().contains(cloud.password))
    }

    @Test("A wrong password: the place of the entry, and no password in the answer")
    func wrongPassword() async throws {
        let cloud = try PrivateCloud.stock
        let scratch = try Scratch()
        let entry = cloud.entry(user: "alice", project: "platform", password: "yesterday's")
        let (status, lines) = try await examine(["alice": entry], in: scratch)
        #expect(status == 1)
        let wrong = try #require(lines.last { $0.contains("Could not sign in") })
        #expect(wrong.contains("the user, the password or the project is not accepted"))
        #expect(wrong.contains("\(scratch.path)/clouds.yaml:"))
        #expect(wrong.contains("req-"))
        #expect(!lines.joined().contains("yesterday"))
        #expect(lines.contains { $0.hasPrefix("sign in: failed") })
    }

    @Test("An unknown cloud: which there are; a broken one: file and line; the other entries are listed all the same")
    func configuration() async throws {
        let cloud = try PrivateCloud.stock
        let scratch = try Scratch()
        var variables = try RunningProgram.variables([:], in: scratch)
        variables["OS_CLIENT_CONFIG_FILE"] = try scratch.write(
            "odd.yaml",
            """
            clouds:
              fine:
                auth: {auth_url: "\(cloud.keystone)", username: bob, project_name: team-a, domain_name: Default}
              broken:
                auth_type: password
                auth: none of it

            """)
        let (unknown, words) = try await RunningProgram.run(
            "doctor", "--os-cloud", "nowhere", environment: variables)
        #expect(unknown == 1)
        #expect(words.contains("no cloud named “nowhere” in \(scratch.path)/odd.yaml"))
        #expect(words.contains("Known are: broken (cannot be used), fine."))
        let (broken, text) = try await RunningProgram.run("doctor", "--os-cloud", "broken", environment: variables)
        #expect(broken == 1)
        #expect(text.contains("\(scratch.path)/odd.yaml:6"), "\(text)")
        #expect(text.contains("fine (\(scratch.path)/odd.yaml:2)"))
        // A password that would be asked for on the screen is no guess of the doctor's.
        let (silent, missing) = try await RunningProgram.run("doctor", "--os-cloud", "fine", environment: variables)
        #expect(silent == 1)
        #expect(missing.contains("the configuration holds no password"))
    }

    @Test("A mistake in the settings counts as one; control codes in files are shown and not obeyed")
    func ownFilesAndHostileNames() async throws {
        let cloud = try PrivateCloud.stock
        let scratch = try Scratch()
        let entry = cloud.entry("admin")
        let variables = try RunningProgram.variables(["evil\u{1B}]0;PWNED\u{7}": entry, "admin": entry], in: scratch)
        let folder = scratch.path + "/config/vitrine"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let settings = """
            theem = "dusk"
            theme = "dask"
            [filters]
            big = "size:lots"
            [clouds.admn]
            read-only = true
            """
        try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/settings.toml"))
        let (status, text) = try await RunningProgram.run("doctor", "--os-cloud", "admin", environment: variables)
        #expect(status == 1)
        #expect(!text.contains("Nothing is wrong."))
        #expect(text.contains("settings.toml line 1 has an unknown key \"theem\""))
        #expect(text.contains("The theme \"dask\" does not exist. Did you mean \"dusk\"?"))
        #expect(text.contains("settings.toml line 4 saves a filter \"big\" that cannot be read: "))
        #expect(
            text.contains(
                "settings.toml line 5 sets something for a cloud \"admn\" that is not configured. "
                    + "Did you mean \"admin\"?"))
        #expect(text.contains("evil␛]0;PWNED␇"))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
        let (refused, words) = try await RunningProgram.run("--os-cloud", "none", environment: variables)
        #expect(refused == 1)
        #expect(words.contains("evil␛]0;PWNED␇") && !words.contains("\u{1B}"))
    }

    @Test("A catalogue without an image service: what was looked for, and the rest of what was found")
    func noEndpoint() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, scratch in
            try await proxy.setCatalogue(image: nil)
            let (status, lines) = try await examine(["alice": proxy.entry("alice")], in: scratch)
            #expect(status == 1)
            let wrong = try #require(lines.last { $0.contains("Could not find the image service") })
            #expect(wrong.contains("RegionOne"))
            #expect(lines.contains { $0.hasPrefix("project  platform") })
            #expect(lines.contains("sign in: ok") || lines.contains { $0.hasPrefix("sign in: ok") })
            // Nobody there at all.
            try await proxy.setListening("identity", false)
            let (silent, none) = try await examine(["alice": proxy.entry("alice")], in: scratch)
            #expect(silent == 1)
            #expect(none.contains { $0.contains("the connection is refused (http://127.0.0.1") })
        }
    }
}
