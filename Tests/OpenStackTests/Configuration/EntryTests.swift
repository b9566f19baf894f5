import Catalog
import Testing

@testable import OpenStack

@Suite("How a cloud entry is read")
struct EntryTests {
    private func cloud(_ text: String, region: String? = nil, _ environment: [String: String] = [:]) throws -> Cloud {
        try MemoryFiles.clouds(text).load(environment).cloud("c", region: region)
    }

    private let auth = "auth: {auth_url: 'http://a/v3', username: u, password: p, project_name: x}"

    @Test("secure.yaml is merged deeply and wins")
    func secure() throws {
        let files = MemoryFiles(texts: [
            MemoryFiles.cloudsPath: "clouds:\n  c:\n    region_name: R\n    auth: {auth_url: 'http://a/v3', "
                + "username: u, password: old, user_domain_id: d}\n",
            "/etc/openstack/secure.yaml":
                "clouds:\n  c:\n    auth: {password: new}\n  lost:\n    auth: {password: x}\n",
        ]).load()
        let cloud = try files.cloud("c")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://a/v3",
                    proofs: [.password(Account(user: .name("u"), domain: .id("d")), Secret("new"))],
                    scope: .unspecified))
        #expect(cloud.region == "R")
        #expect(files.notices.map(\.place?.line) == [4])
    }

    @Test("A profile lies below the entry, its `auth` merged key by key")
    func profile() throws {
        let files = MemoryFiles(texts: [
            MemoryFiles.cloudsPath:
                "clouds:\n  c:\n    profile: vendor\n    auth: {username: u, password: p, user_domain_id: d}\n",
            "/srv/deploy/clouds-public.yaml":
                "public-clouds:\n  vendor:\n    auth: {auth_url: 'https://v:5000', username: nobody}\n"
                + "    region_name: East\n    image-api-version: 2\n    status: deprecated\n    message: moved\n",
        ]).load()
        let cloud = try files.cloud("c")
        #expect(cloud.authURL == "https://v:5000/v3")
        #expect(cloud.userName == "u")
        #expect(cloud.region == "East")
        #expect(cloud.notices.map(\.text) == ["the profile `vendor` is deprecated: moved"])
    }

    @Test("A profile that is nowhere is said to be so; one whose cloud is shut down is refused")
    func missingProfile() throws {
        let cloud = try cloud("clouds:\n  c:\n    cloud: rackspace\n    \(auth)\n")
        #expect(cloud.notices.contains { $0.place?.line == 3 && $0.text.contains("`rackspace`") })
        #expect(cloud.notices.contains { $0.text == "`cloud` is the old word for `profile`" })
        let files = MemoryFiles(texts: [
            MemoryFiles.cloudsPath: "clouds:\n  c:\n    profile: gone\n    \(auth)\n",
            "/srv/deploy/clouds-public.yml": "public-clouds:\n  gone: {status: shutdown, message: closed in May}\n",
        ]).load()
        #expect(throws: Problem.self) { try files.cloud("c") }
        #expect(files.entries.first?.problem?.contains("closed in May") == true)
    }

    @Test("Of several regions the first is the default, each with its own values; an unknown one lists the others")
    func regions() throws {
        let text = """
            clouds:
              c:
                \(auth)
                regions:
                  - name: East
                    values: {image_endpoint_override: 'https://east/image', interface: internal}
                  - West
            """
        let east = try cloud(text)
        #expect(east.region == "East")
        #expect(east.regions == ["East", "West"])
        #expect(east.interfaces == [.internal])
        #expect(east.services[.image]?.endpointOverride == "https://east/image")
        #expect(try cloud(text, region: "West").services[.image] == nil)
        do {
            _ = try cloud(text, region: "west")
            Issue.record("a region in other letters was accepted")
        } catch let problem as Problem {
            #expect(problem.advice == "Its regions are: East, West. Capitals count.")
            #expect(problem.reason == "\(MemoryFiles.cloudsPath):4: it has no region named “west”")
        }
    }

    @Test("A mere region_name is a preference, and the old list in it still works")
    func regionName() throws {
        let text = "clouds:\n  c:\n    \(auth)\n    region_name: East,West\n"
        #expect(try cloud(text).regions == ["East", "West"])
        #expect(try cloud(text).region == "East")
        #expect(try cloud("clouds:\n  c:\n    \(auth)\n    region_name: East\n", region: "Other").region == "Other")
    }

    @Test("A region that the cloud itself has is opened, whether the entry prefers one or lists others")
    func catalogueRegion() throws {
        let preferring = MemoryFiles.clouds("clouds:\n  c:\n    \(auth)\n    region_name: East\n").load()
        #expect(try preferring.cloud("c", region: "South", catalogue: ["East", "South"]).region == "South")
        let listing = MemoryFiles.clouds("clouds:\n  c:\n    \(auth)\n    regions: [East, West]\n").load()
        #expect(try listing.cloud("c", region: "South", catalogue: ["East", "South"]).region == "South")
        #expect(throws: Problem.self) { try listing.cloud("c", region: "North", catalogue: ["East", "South"]) }
    }

    @Test("OS_REGION_NAME goes with OS_CLOUD")
    func environmentRegion() throws {
        let text = "clouds:\n  c:\n    \(auth)\n    regions: [East, West]\n"
        #expect(try cloud(text, ["OS_REGION_NAME": "West"]).region == "East")
        #expect(try cloud(text, ["OS_REGION_NAME": "West", "OS_CLOUD": "c"]).region == "West")
    }

    @Test("Keys may be written with hyphens, and nulls and empty texts count as missing")
    func spelling() throws {
        let cloud = try cloud(
            """
            clouds:
              c:
                auth-type: v3password
                auth: {auth-url: 'http://a/v3', username: u, password: ~, project-name: x, project-id: ''}
                region-name: 7
                image-endpoint-override: https://images
                cacert:
            """)
        #expect(cloud.region == "7")
        #expect(cloud.services[.image]?.endpointOverride == "https://images")
        #expect(cloud.tls == TLSSettings())
        guard case .identity(_, let proofs, let scope) = cloud.credentials else {
            Issue.record("not by the identity service")
            return
        }
        #expect(proofs == [.password(Account(user: .name("u"), domain: .id("default")), nil)])
        #expect(scope == .project(.name("x"), domain: .id("default")))
    }

    @Test("Anchors and merge keys of YAML work")
    func mergeKeys() throws {
        let cloud = try cloud(
            """
            defaults: &defaults
              interface: internal
              region_name: North
            clouds:
              c:
                <<: *defaults
                region_name: South
                \(auth)
            """)
        #expect(cloud.interfaces == [.internal])
        #expect(cloud.region == "South")
    }

    @Test("Interfaces: old names, lists of preference, one per service")
    func interfaces() throws {
        let cloud = try cloud(
            """
            clouds:
              c:
                \(auth)
                endpoint_type: internalURL
                image_interface: [admin, public]
                volume_endpoint_type: publicURL
                compute_region_name: Far
                network_interface: wrong
            """)
        #expect(cloud.interfaces == [.internal])
        #expect(cloud.services[.image]?.interfaces == [.admin, .public])
        #expect(cloud.services[.blockStorage]?.interfaces == [.public])
        #expect(cloud.services[.compute]?.region == "Far")
        #expect(cloud.services[.network] == nil)
        #expect(cloud.notices.contains { $0.place?.line == 8 })
    }

    @Test("TLS: insecure wins over verify and cacert, and each is said; ~ is the home folder")
    func tls() throws {
        let checked = try cloud("clouds:\n  c:\n    \(auth)\n    cacert: ~/ca.pem\n    cert: /c.pem\n    key: k.pem\n")
        #expect(
            checked.tls
                == TLSSettings(
                    verifies: true, authorities: "/home/eve/ca.pem", certificate: "/c.pem", privateKey: "k.pem"))
        let open = try cloud("clouds:\n  c:\n    \(auth)\n    insecure: True\n    verify: true\n    cacert: /ca.pem\n")
        #expect(!open.tls.verifies)
        // The first two say that the domains of user and project are assumed.
        #expect(open.notices.map(\.place?.line) == [2, 2, 4, 6])
        #expect(try !cloud("clouds:\n  c:\n    \(auth)\n    verify: 'false'\n").tls.verifies)
        #expect(try !cloud("clouds:\n  c:\n    \(auth)\n    verify: no\n").tls.verifies)
        for text in ["ture", "/etc/ssl/ca.pem", "''"] {
            let slip = try cloud("clouds:\n  c:\n    \(auth)\n    verify: \(text)\n")
            #expect(slip.tls.verifies)
            #expect(slip.notices.contains { $0.place?.line == 4 } == (text != "''"))
        }
    }

    @Test("api_timeout, its old names, and retries")
    func timeouts() throws {
        #expect(try cloud("clouds:\n  c:\n    \(auth)\n    api_timeout: 25\n").timeout == 25)
        #expect(try cloud("clouds:\n  c:\n    \(auth)\n    image_timeout: 7\n").timeout == 7)
        #expect(try cloud("clouds:\n  c:\n    \(auth)\n    api_timeout: 0\n").timeout == nil)
        let odd = try cloud("clouds:\n  c:\n    \(auth)\n    api_timeout: soon\n    image_status_code_retries: 2\n")
        #expect(odd.timeout == nil)
        #expect(odd.notices.contains { $0.place?.line == 4 })
        #expect(odd.services[.image]?.statusRetries == 2)
    }

    @Test("Version 1 of the image API and version 2 of the identity API are refused")
    func oldVersions() throws {
        for line in ["image_api_version: 1", "image-api-version: '1.0'", "identity_api_version: 2.0"] {
            #expect(throws: Problem.self) { try cloud("clouds:\n  c:\n    \(auth)\n    \(line)\n") }
        }
        let latest = try cloud("clouds:\n  c:\n    \(auth)\n    image_api_version: 2.latest\n")
        #expect(latest.notices.contains { $0.text.contains("`latest` is ignored") })
    }

    @Test("A service can be switched off, with its reason")
    func disabled() throws {
        let cloud = try cloud(
            "clouds:\n  c:\n    \(auth)\n    has_compute: false\n    disabled_reason: not this year\n")
        #expect(cloud.services[.compute]?.disabledReason == "not this year")
    }

    @Test("Keys in braces are filled in, but never in the password")
    func templates() throws {
        let cloud = try cloud(
            """
            clouds:
              c:
                auth: {auth_url: 'https://{region_name}.{site}/v3', username: u, password: '{site}', user_id: '7'}
                region_name: East
                site: example.org
            """)
        #expect(cloud.authURL == "https://east.example.org/v3")
        #expect(
            cloud.credentials
                == .identity(
                    url: "https://east.example.org/v3",
                    proofs: [.password(Account(user: .id("7"), domain: nil), Secret("{site}"))], scope: .unspecified))
    }

    @Test("Neither a description nor a dump of an entry shows a secret")
    func secrets() throws {
        let cloud = try cloud(
            "clouds:\n  c:\n    auth: {auth_url: 'http://a:b@k/v3', username: u, password: hunter2, project_id: x}\n    image_endpoint_override: http://a:b@g:9292/v2\n"
        )
        var dumped = ""
        dump(cloud, to: &dumped)
        for text in [cloud.description, "\(cloud.credentials)", String(reflecting: cloud), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("a:b"))
        }
        #expect(dumped.contains("•••"))
    }
}
