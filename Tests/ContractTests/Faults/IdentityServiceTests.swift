import Browser
import Catalog
import Testing

/// Trouble before the image service is even asked: certificates, the catalogue of services, the identity service.
@Suite("Trouble on the way to the image service", .serialized)
struct IdentityServiceTests {
    @Test("A certificate nobody vouches for: the message names both remedies, and the rows of the replica stay")
    func badCertificate() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, scratch in
            func entry(_ flavour: String, _ more: [String: JSONValue]) -> [String: JSONValue] {
                ["alice": proxy.cloud.entry("alice", at: proxy.keystone(flavour), more)]
            }
            let trusted = entry("tls", ["cacert": .string(proxy.authority)])
            let rows = try await Seat.use(trusted, in: scratch) { seat in
                try await seat.synchronised()
                #expect(seat.look(\.losses).isEmpty)
                return seat.ids(.images)
            }
            #expect(rows.count > 50)
            try await Seat.use(entry("tls", [:]), in: scratch) { seat in
                let problem = try await seat.wait("the loss") { $0.losses.first?.problem }
                #expect(problem.kind == .certificate)
                #expect(problem.attempt == "Could not sign in to “alice”")
                #expect(problem.reason.hasPrefix("the server's certificate is not trusted (https://127.0.0.1"))
                #expect(problem.advice.contains("`cacert`") && problem.advice.contains("`insecure: true`"))
                try await seat.wait("the rows") { $0.browser.catalogue.count >= rows.count ? true : nil }
                #expect(seat.ids(.images) == rows)
                #expect(seat.lines[0].contains(" offline "))
                #expect(seat.text.contains("the server's certificate is not trusted"))
                #expect(seat.text.contains("synced"))
            }
            // Without verification it works, and the screen never forgets to say so.
            try await Seat.use(entry("tls", ["verify": false]), in: scratch) { seat in
                try await seat.synchronised()
                #expect(seat.lines[0].contains(" TLS unverified "))
                seat.press("Enter")
                #expect(seat.lines[0].contains(" TLS unverified "))
            }
        }
    }

    @Test(
        "Certificates that are expired, self-signed or for another host",
        arguments: [
            ("expired", "the server's certificate expired on 20"), ("self-signed", "not trusted"),
            ("elsewhere", "is for another name"),
        ])
    func certificates(_ flavour: String, _ reason: String) async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, _ in
            let trust: [String: JSONValue] = flavour == "self-signed" ? [:] : ["cacert": .string(proxy.authority)]
            try await Seat.use(["alice": proxy.cloud.entry("alice", at: proxy.keystone(flavour), trust)]) { seat in
                let problem = try await seat.wait("the loss") { $0.losses.first?.problem }
                #expect(problem.kind == .certificate)
                #expect(problem.reason.contains(reason), "\(problem.reason)")
                #expect(!problem.advice.isEmpty)
                // Nothing else to show: the list says it.
                #expect(seat.text.contains(problem.reason.joinedBlanks))
            }
        }
    }

    @Test("A site that asks for the client's certificate is shown it")
    func clientCertificate() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, scratch in
            let own: [String: JSONValue] = [
                "cacert": .string(proxy.authority), "cert": .string(scratch.path + "/proxy/client.pem"),
                "key": .string(scratch.path + "/proxy/client.key"),
            ]
            try await Seat.use(["alice": proxy.cloud.entry("alice", at: proxy.keystone("mutual"), own)]) { seat in
                try await seat.synchronised()
                #expect(seat.look(\.losses).isEmpty)
            }
            let none = ["cacert": JSONValue.string(proxy.authority)]
            try await Seat.use(["alice": proxy.cloud.entry("alice", at: proxy.keystone("mutual"), none)]) { seat in
                let problem = try await seat.wait("the loss") { $0.losses.first?.problem }
                // By the newest version of TLS the other side just closes the connection.
                #expect([.certificate, .unreachable].contains(problem.kind))
                #expect(!problem.advice.isEmpty)
            }
        }
    }

    @Test("A catalogue without an image endpoint is named, with what there is; once it has one again, all is well")
    func noEndpoint() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, _ in
            try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                try await seat.synchronised()
                let rows = seat.ids(.images)
                try await proxy.setCatalogue(image: nil)
                try await proxy.expireTokens()
                seat.press("r")
                let loss = try await seat.wait("the loss", for: \.losses.first)
                let problem = loss.problem
                #expect(problem.kind == .endpointMissing)
                #expect(problem.attempt == "Could not list images")
                #expect(problem.reason.contains("image") && problem.reason.contains("RegionOne"))
                #expect(loss.rows == rows)
                #expect(loss.lines[0].contains(" not set up "))
                #expect(loss.text.contains(problem.sentence.joinedBlanks))

                let passes = seat.look(\.passes)
                try await proxy.setCatalogue(image: proxy.glance())
                try await seat.synchronised(passes + 1)
                #expect(seat.look(\.browser.connection) == .online)
            }
        }
    }

    @Test("Without the identity service the replica can be browsed; when it is back the program connects by itself")
    func identityDown() async throws {
        try await FaultProxy.use(PrivateCloud.strict) { proxy, scratch in
            let entries = ["alice": proxy.entry("alice")]
            let rows = try await Seat.use(entries, in: scratch) { seat in
                try await seat.synchronised()
                return seat.ids(.images)
            }
            try await proxy.setListening("identity", false)
            try await Seat.use(entries, in: scratch) { seat in
                let loss = try await seat.wait("the loss", for: \.losses.first)
                let problem = loss.problem
                #expect(problem.kind == .unreachable)
                #expect(problem.attempt == "Could not sign in to “alice”")
                #expect(loss.retryAt != nil)
                #expect(loss.lines[0].contains(" offline "))
                #expect(loss.lines[0].contains("synced "), "when the rows were last as the service had them")
                try await seat.wait("the rows") { $0.browser.catalogue.count >= rows.count ? true : nil }
                #expect(seat.ids(.images) == rows)
                seat.press("/", "d", "e", "b", "i", "a", "n", "Enter", "Enter")
                #expect(seat.text.contains("Checksum") || seat.text.contains("checksum"), "details from the replica")
                seat.press("Esc", "Esc")
                try await proxy.setListening("identity", true)
                try await seat.synchronised()
                #expect(!seat.lines[0].contains(" offline "))
            }
            // Offline by choice nothing is asked at all.
            try await proxy.forgetRequests()
            try await Seat.use(entries, in: scratch, isOffline: true) { seat in
                try await seat.wait("the rows") { $0.browser.catalogue.count >= rows.count ? true : nil }
                #expect(seat.lines[0].contains(" offline "))
                seat.press("r")
            }
            #expect(try await proxy.requests().isEmpty)
            #expect(try await proxy.requests("identity").isEmpty)
        }
    }

    @Test("A password that is no longer right: the rows stay, and it is not tried again, for an account may be locked")
    func expiredPassword() async throws {
        try await Team.use(PrivateCloud.strict) { team in
            try await FaultProxy.use(team.cloud) { proxy, scratch in
                try await team.owner.createActive("0-mine")
                let right = team.entry(team.owner, at: proxy.keystone())
                let rows = try await Seat.use(["c": right], in: scratch) { seat in
                    try await seat.synchronised()
                    return seat.ids(.images)
                }
                let wrong = team.cloud.entry(
                    user: team.owner.name, project: team.owner.name, at: proxy.keystone(), password: "yesterday's")
                try await proxy.forgetRequests()
                try await Seat.use(["c": wrong], in: scratch) { seat in
                    let loss = try await seat.wait("the loss", for: \.losses.first)
                    let problem = loss.problem
                    #expect(problem.kind == .unauthorized)
                    #expect(problem.sentence.contains("clouds.yaml:"), "with its place: \(problem.sentence)")
                    #expect(!problem.sentence.contains("yesterday"))
                    #expect(problem.requestID?.hasPrefix("req-") == true)
                    #expect(loss.retryAt == nil)
                    try await seat.wait("the rows") { $0.browser.catalogue.count >= rows.count ? true : nil }
                    #expect(seat.ids(.images) == rows)
                    #expect(seat.lines[0].contains(" not signed in "))
                    // It would have been tried after a second.
                    try await Task.sleep(for: .seconds(1.5))
                    #expect(try await proxy.requests("identity").count { $0.method == "POST" } == 1)
                    seat.press("Esc", "r")
                    try await seat.wait("another attempt on the user's word") { $0.losses.count > 1 ? true : nil }
                }
            }
        }
    }
}
