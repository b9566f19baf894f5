import Catalog
import Testing

@testable import OpenStack

@Suite("Which cloud is meant")
struct ChoiceTests {
    private let auth = "{auth: {auth_url: 'http://k/v3', username: u, password: p}}"
    private var two: MemoryFiles { .clouds("clouds:\n  a: \(auth)\n  b: \(auth)\n") }
    private let variables = [
        "OS_AUTH_URL": "http://e/v3", "OS_USERNAME": "eve", "OS_PASSWORD": "p", "OS_USER_DOMAIN_ID": "d",
    ]

    @Test("The command line comes first, then OS_CLOUD, then the other variables, then the only one")
    func order() {
        let all = variables.merging(["OS_CLOUD": "b"]) { $1 }
        #expect(two.load(all).choose("a") == .cloud("a", reason: "named by --os-cloud"))
        #expect(two.load(all).choose() == .cloud("b", reason: "named by OS_CLOUD"))
        #expect(two.load(variables).choose() == .cloud("envvars", reason: "described by the variables OS_*"))
        #expect(
            MemoryFiles.clouds("clouds:\n  a: \(auth)\n").load().choose()
                == .cloud("a", reason: "the only one configured"))
    }

    @Test("With several and no name the user is asked, in the order of the file")
    func ask() {
        guard case .ask(let entries) = two.load().choose() else {
            Issue.record("nobody was asked")
            return
        }
        #expect(entries.map(\.name) == ["a", "b"])
        #expect(entries.map(\.place?.line) == [2, 3])
    }

    @Test("An unknown name is an error that lists the known ones; so is having none")
    func unknown() {
        guard case .none(let problem) = two.load().choose("c") else {
            Issue.record("an unknown cloud was chosen")
            return
        }
        #expect(
            problem.sentence
                == "Could not choose a cloud: there is no cloud named “c” in \(MemoryFiles.cloudsPath). Known are: a, b."
        )
        guard case .none(let empty) = MemoryFiles().load().choose() else {
            Issue.record("a cloud was chosen where there is none")
            return
        }
        #expect(empty.reason == "no cloud is configured")
    }

    @Test("A file that cannot be read, or that the variable names and is not there, is named beside the unknown cloud")
    func unreadable() {
        let broken = MemoryFiles.clouds("clouds:\n  prod: {auth: [\n").load()
        let missing = MemoryFiles().load(["OS_CLIENT_CONFIG_FILE": "/nowhere/clouds.yaml"])
        for (files, words) in [
            (broken, "\(MemoryFiles.cloudsPath):3: not usable ("),
            (missing, "OS_CLIENT_CONFIG_FILE: there is no such file: /nowhere/clouds.yaml."),
        ] {
            for name in ["prod", nil] {
                guard case .none(let problem) = files.choose(name) else {
                    Issue.record("a cloud was chosen where none can be read")
                    continue
                }
                #expect(problem.sentence.contains(words), "\(problem.sentence)")
            }
        }
    }

    @Test("The variables make a cloud, under the name OS_CLOUD_NAME gives it")
    func environmentCloud() throws {
        let files = MemoryFiles().load(
            variables.merging(["OS_CLOUD_NAME": "shell", "OS_PROJECT_ID": "x", "OS_CACERT": "~/ca"]) { $1 })
        let cloud = try files.cloud("shell")
        #expect(cloud.tls.authorities == "/home/eve/ca")
        #expect(
            cloud.credentials
                == .identity(
                    url: "http://e/v3", proofs: [.password(Account(user: .name("eve"), domain: .id("d")), Secret("p"))],
                    scope: .project(.id("x"), domain: nil)))
    }

    @Test(
        "Variables that choose or tune make no cloud of their own",
        arguments: [
            "OS_CLOUD_NAME", "OS_REGION_NAME", "OS_CLIENT_CONFIG_FILE", "OS_CACERT", "OS_INTERFACE",
            "OS_IMAGE_API_VERSION", "OS_TEST_TOKEN", "OS_LOG_PATH", "OS_STDOUT_CAPTURE",
        ])
    func selectors(_ variable: String) {
        #expect(!MemoryFiles().load([variable: "1"]).entries.contains { $0.place?.source == "the variables OS_*" })
    }

    @Test("Other OS_* variables do not leak into a cloud of the file")
    func separation() throws {
        let files = two.load(["OS_CLOUD": "a", "OS_USERNAME": "eve", "OS_PROJECT_NAME": "x"])
        #expect(try files.cloud("a").userName == "u")
    }

    @Test("A cloud of the file with the name of the variables' cloud is an error where it is used")
    func clash() {
        let files = MemoryFiles.clouds("clouds:\n  envvars: \(auth)\n  b: \(auth)\n").load(variables)
        #expect(throws: Problem.self) { try files.cloud("envvars") }
        #expect(throws: Never.self) { try files.cloud("b") }
    }
}
