import Browser
import Catalog
import Foundation
import Testing

/// Issue 2, section 2: every way of signing in, on the real Keystone.
@Suite("Signing in", .serialized)
struct SignInTests {
    /// An entry of clouds.yaml, and who it signs in.
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var header = "platform · alice (member)"
        let entry: @Sendable (PrivateCloud) async throws -> JSONValue
    }

    private static func entry(_ cloud: PrivateCloud, _ auth: [String: JSONValue], type: String? = nil) -> JSONValue {
        var all = auth
        all["auth_url"] = .string(cloud.keystone)
        var entry: [String: JSONValue] = ["auth": .object(all), "region_name": .string(cloud.region)]
        if let type { entry["auth_type"] = .string(type) }
        return .object(entry)
    }

    private static func credential(_ cloud: PrivateCloud) -> [String: JSONValue] {
        cloud.clouds["alice-app"]?.auth.filter { $0.key != "auth_url" }.mapValues(JSONValue.string) ?? [:]
    }

    @Test(
        "Each way leads to the same images",
        arguments: [
            Way(testDescription: "password by names") { $0.entry("alice") },
            Way(testDescription: "password by IDs") { cloud in
                entry(
                    cloud,
                    [
                        "user_id": .string(cloud.users["alice"] ?? ""), "password": .string(cloud.password),
                        "project_id": .string(cloud.projects["platform"] ?? ""),
                    ])
            },
            Way(testDescription: "password, the domain given once, old names of keys") { cloud in
                entry(
                    cloud,
                    [
                        "username": "alice", "password": .string(cloud.password), "tenant_name": "platform",
                        "domain_name": "Default",
                    ], type: "v3password")
            },
            Way(testDescription: "token") { cloud in
                entry(
                    cloud,
                    [
                        "token": .string(try await Person.named("alice", of: cloud).token),
                        "project_name": "platform", "project_domain_name": "Default",
                    ], type: "token")
            },
            Way(testDescription: "application credential") { cloud in
                entry(cloud, credential(cloud), type: "v3applicationcredential")
            },
            Way(testDescription: "application credential among leftovers of OS_* variables") { cloud in
                let leftovers: [String: JSONValue] = [
                    "username": "bob", "password": "other", "project_name": "team-a", "user_domain_name": "Default",
                    "project_domain_name": "Default",
                ]
                return entry(cloud, credential(cloud).merging(leftovers) { $1 }, type: "v3applicationcredential")
            },
            Way(testDescription: "a fixed token and endpoint", header: "signed-in") { cloud in
                [
                    "auth_type": "admin_token",
                    "auth": [
                        "endpoint": .string(cloud.glance),
                        "token": .string(try await Person.named("alice", of: cloud).token),
                    ],
                ]
            },
        ])
    func ways(_ way: Way) async throws {
        let cloud = try PrivateCloud.strict
        let alice = try await Person.named("alice", of: cloud)
        let entry = try await way.entry(cloud)
        try await Seat.use(["signed-in": entry]) { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains(way.header), "\(seat.lines[0])")
            let listed = Set(seat.look { $0.browser.catalogue.visibleIDs })
            #expect(listed.isSuperset(of: try await alice.ids("visibility=all")))
            #expect(seat.look(\.losses).isEmpty)
            #expect(seat.look(\.questions).isEmpty)
        }
    }

    @Test("The OS_* variables make a cloud of their own; OS_CLOUD chooses one of the file")
    func environment() async throws {
        let cloud = try PrivateCloud.strict
        let variables = [
            "OS_AUTH_URL": cloud.keystone, "OS_USERNAME": "bob", "OS_PASSWORD": cloud.password,
            "OS_PROJECT_NAME": "team-a", "OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_DOMAIN_NAME": "Default",
            "OS_REGION_NAME": cloud.region,
        ]
        try await Seat.use(environment: variables) { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains("envvars RegionOne · team-a · bob (member)"))
        }
        let entries = ["first": cloud.entry("carol"), "second": cloud.entry("rita")]
        try await Seat.use(entries, environment: ["OS_CLOUD": "second"]) { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains("second RegionOne · platform · rita (reader)"))
        }
    }

    @Test("The password comes from secure.yaml, the address from a profile in clouds-public.yaml")
    func severalFiles() async throws {
        let cloud = try PrivateCloud.strict
        let scratch = try Scratch()
        let folder = scratch.home + "/.config/openstack"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        try write(
            "clouds-public.yaml",
            "public-clouds:\n  site:\n    auth:\n      auth_url: \(cloud.keystone)\n    region_name: \(cloud.region)\n")
        try write(
            "clouds.yaml",
            """
            clouds:
              own:
                profile: site
                auth:
                  username: carol
                  project_name: team-b
                  domain_name: Default

            """)
        try write("secure.yaml", "clouds:\n  own:\n    auth:\n      password: \(cloud.password)\n")
        try await Seat.use(in: scratch) { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains("own RegionOne · team-b · carol (member)"))
        }
    }

    @Test("What works but is odd in the configuration is told with file and line, beside the rows")
    func oddities() async throws {
        let cloud = try PrivateCloud.strict
        var entry = cloud.entry("alice").object ?? [:]
        entry["insecure"] = true
        try await Seat.use(["alice": .object(entry)]) { seat in
            try await seat.synchronised()
            #expect(seat.text.contains(/clouds\.\w+:\d+: certificates are not verified \(`insecure: true`\)/))
            #expect(!seat.rows(.images).isEmpty)
        }
    }

    @Test("A missing password is asked for without echo, again if it is wrong, and is not asked for a third time")
    func missingPassword() async throws {
        let cloud = try PrivateCloud.strict
        let auth: [String: JSONValue] = [
            "username": "dana", "project_name": "platform", "user_domain_name": "Default",
            "project_domain_name": "Default",
        ]
        try await FaultProxy.use(cloud) { proxy, scratch in
            var entry = Self.entry(cloud, auth).object ?? [:]
            entry["auth"] = .object(auth.merging(["auth_url": .string(proxy.keystone())]) { $1 })
            try await Seat.use(["dana": .object(entry)], in: scratch) { seat in
                try await seat.wait(forText: "Password of dana")
                seat.press("not-it")
                #expect(!seat.text.contains("not-it"))
                seat.press("Enter")
                try await seat.wait("the second question") { $0.questions.count == 2 ? true : nil }
                try await seat.wait(forText: "Password of dana")
                #expect(seat.text.contains("not accepted"), "why it is asked again: \(seat.text)")
                seat.press(cloud.password)
                #expect(!seat.text.contains(cloud.password))
                seat.press("Enter")
                try await seat.synchronised()
                #expect(seat.lines[0].contains("platform · dana (member)"))

                // What was typed serves for renewals, and for another project too.
                try await proxy.expireTokens()
                try await seat.refresh()
                try await seat.switchProject(to: "team-a")
                try await seat.synchronised()
                #expect(seat.look(\.questions).count == 2)
                #expect(seat.lines[0].contains("team-a · dana (member)"))
            }
            // Who gives up sees what is there.
            try await Seat.use(["dana": .object(entry)], in: scratch) { seat in
                try await seat.wait(forText: "Password of dana")
                seat.press("Esc")
                let loss = try await seat.wait("the loss", for: \.losses.first)
                #expect(loss.problem.kind == .credentialMissing)
                #expect(loss.retryAt == nil)
                #expect(loss.lines[0].contains(" not signed in "))
                #expect(!seat.ids(.images).isEmpty)
            }
        }
    }

    @Test("C switches project, role and cloud without restarting; each has its own rows")
    func switching() async throws {
        let cloud = try PrivateCloud.strict
        let entries = ["dana": cloud.entry("dana"), "carol": cloud.entry("carol")]
        try await Seat.use(entries, cloud: "dana") { seat in
            try await seat.synchronised()
            #expect(seat.lines[0].contains("platform · dana (member)"))
            for (project, role) in [("team-a", "member"), ("team-b", "reader")] {
                try await seat.switchProject(to: project)
                try await seat.synchronised()
                #expect(seat.lines[0].contains("\(project) · dana (\(role))"))
                let same = try await Person.signIn("dana", to: project, of: cloud)
                #expect(seat.ids(.images) == (try await same.ids("visibility=all")))
            }
            seat.press("C", "carol", "Enter")
            try await seat.wait(forText: "carol RegionOne · team-b · carol (member)")
            try await seat.synchronised()
        }
    }

    @Test("Several clouds and none named: a chooser, in which a broken entry is named with file and line")
    func chooser() async throws {
        let cloud = try PrivateCloud.strict
        let scratch = try Scratch()
        let path = try scratch.write(
            "odd.yaml",
            """
            clouds:
              broken:
                auth: none of it
              fine:
                region_name: \(cloud.region)
                auth:
                  auth_url: \(cloud.keystone)
                  username: bob
                  password: \(cloud.password)
                  project_name: team-a
                  domain_name: Default

            """)
        try await Seat.use(in: scratch, environment: ["OS_CLIENT_CONFIG_FILE": path]) { seat in
            try await seat.wait(forText: "Switch Cloud")
            #expect(seat.text.contains("broken") && seat.text.contains("fine"))
            // The path may be too long for the line: then its folders are left out.
            #expect(seat.lines.contains { $0.contains("broken") && $0.contains("odd.yaml:3") }, "\(seat.text)")
            // Who tries it is told in full.
            seat.press("broken", "Enter")
            #expect(seat.text.contains("\(path):3"), "\(seat.text)")
            for _ in "broken" { seat.press("BackSpace") }
            seat.press("fine", "Enter")
            try await seat.synchronised()
            #expect(seat.lines[0].contains("fine RegionOne · team-a · bob (member)"))
        }
    }

    @Test("A token without a project is told what it lacks, and a region that does not exist which there are")
    func nowhere() async throws {
        let cloud = try PrivateCloud.strict
        // Its members have no default project, which Keystone would take otherwise.
        try await Team.use(cloud) { team in
            let unscoped = Self.entry(
                cloud,
                [
                    "username": .string(team.owner.name), "password": .string(cloud.password),
                    "user_domain_name": "Default",
                ])
            try await Seat.use(["c": unscoped]) { seat in
                let problem = try await seat.wait("the loss") { $0.losses.first?.problem }
                #expect(problem.kind == .configuration || problem.kind == .endpointMissing)
                #expect(problem.sentence.contains("project"), "\(problem.sentence)")
            }
        }
        try await Seat.use(["c": cloud.entry("alice", ["region_name": "Atlantis"])]) { seat in
            let problem = try await seat.wait("the loss") { $0.losses.first?.problem }
            #expect(problem.kind == .endpointMissing)
            #expect(problem.sentence.contains("Atlantis") && problem.sentence.contains("RegionOne"))
        }
    }

    @Test("A token that ends in the middle of a listing is renewed, and the page asked for again")
    func shortLife() async throws {
        let cloud = try await PrivateCloud.hasty
        try await FaultProxy.use(cloud) { proxy, _ in
            let hold = try await proxy.rule("hold", ["path": "visibility=all&marker="])
            try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                let held = try await proxy.request("the second page") { $0.path.contains("visibility=all&marker=") }
                // A token that was given out later ends later.
                let alice = try await Person.named("alice", of: cloud)
                let token = alice.token
                let end = ContinuousClock.now + .seconds(60)
                while try await Person.send("GET", cloud.glance + "/v2/images?limit=1", token: token).status == 200 {
                    #expect(ContinuousClock.now < end)
                    try await Task.sleep(for: .milliseconds(250))
                }
                try await proxy.remove(hold)
                try await seat.synchronised()
                let pages = try await proxy.requests().filter { $0.path == held.path }
                #expect(pages.map(\.status) == [401, 200])
                #expect(pages.first?.token == held.token && pages.last?.token != held.token)
                #expect(seat.look(\.losses).isEmpty)
                #expect(seat.ids(.images) == (try await alice.ids("visibility=all")))
            }
        }
    }
}

extension Catalogue {
    /// The rows that are not hidden.
    fileprivate var visibleIDs: [ImageID] {
        (0..<Int32(count)).compactMap { self[$0] }.filter { !$0.image.isHidden }.map(\.id)
    }
}

extension Seat {
    /// Chooses a project by its name.
    fileprivate func switchProject(to name: String) async throws {
        press("C")
        try await wait(forText: "project of ")
        press(name, "Enter")
        try await wait("the project") { $0.browser.session?.project?.name == name ? true : nil }
    }
}
