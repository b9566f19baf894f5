import Testing

@testable import OpenStack

@Suite("Where configuration files are looked for")
struct SearchTests {
    private let one = "clouds:\n  one:\n    auth: {auth_url: 'http://a/v3', username: u, password: p}\n"
    private let two = "clouds:\n  two:\n    auth: {auth_url: 'http://a/v3', username: u, password: p}\n"

    private func names(_ files: CloudFiles) -> [String] { files.entries.map(\.name) }

    @Test("Folders come in the order: current, user, site, /etc; suffixes yaml, yml, json in each")
    func order() {
        let paths = MemoryFiles().load().lookups.map(\.path)
        #expect(
            Array(paths.prefix(12)) == [
                "/srv/deploy/clouds.yaml", "/srv/deploy/clouds.yml", "/srv/deploy/clouds.json",
                "/home/eve/.config/openstack/clouds.yaml", "/home/eve/.config/openstack/clouds.yml",
                "/home/eve/.config/openstack/clouds.json",
                "/etc/xdg/openstack/clouds.yaml", "/etc/xdg/openstack/clouds.yml", "/etc/xdg/openstack/clouds.json",
                "/etc/openstack/clouds.yaml", "/etc/openstack/clouds.yml", "/etc/openstack/clouds.json",
            ])
        #expect(paths.contains("/etc/openstack/secure.yaml"))
        #expect(paths.contains("/srv/deploy/clouds-public.yaml"))
    }

    @Test("The first readable file wins, and no two are merged")
    func firstWins() {
        let files = MemoryFiles(texts: ["/srv/deploy/clouds.yml": one, MemoryFiles.cloudsPath: two])
        #expect(names(files.load()) == ["one"])
        let outcome = files.load().lookups.first { $0.path == MemoryFiles.cloudsPath }?.outcome
        #expect(outcome == .passedOver)
    }

    @Test("OS_CLIENT_CONFIG_FILE is put in front, the rest stays as fallback")
    func override() {
        let files = MemoryFiles(texts: ["/tmp/mine.yaml": two, "/srv/deploy/clouds.yaml": one])
        #expect(names(files.load(["OS_CLIENT_CONFIG_FILE": "/tmp/mine.yaml"])) == ["two"])
        let missing = files.load(["OS_CLIENT_CONFIG_FILE": "/tmp/other.yaml"])
        #expect(names(missing) == ["one"])
        #expect(missing.notices.contains { $0.text.contains("/tmp/other.yaml") })
    }

    @Test("XDG_CONFIG_HOME, XDG_CONFIG_DIRS and SNAP_REAL_HOME are respected")
    func folders() {
        let files = MemoryFiles(texts: ["/x/openstack/clouds.yaml": one])
        #expect(names(files.load(["XDG_CONFIG_HOME": "/x"])) == ["one"])
        #expect(names(files.load(["XDG_CONFIG_DIRS": "/y:/x"])) == ["one"])
        let snap = MemoryFiles(texts: ["/real/.config/openstack/clouds.yaml": one])
        #expect(names(snap.load(["SNAP_REAL_HOME": "/real"])) == ["one"])
    }

    @Test("A file that may not be read, or is no YAML, is skipped with a notice that names it")
    func skipped() {
        let locked = MemoryFiles(texts: [MemoryFiles.cloudsPath: one], locked: ["/srv/deploy/clouds.yaml"]).load()
        #expect(names(locked) == ["one"])
        #expect(locked.notices.map(\.description) == ["/srv/deploy/clouds.yaml: cannot be read: Permission denied"])
        let broken = MemoryFiles(texts: ["/srv/deploy/clouds.yaml": "clouds: {a: b}}", MemoryFiles.cloudsPath: one])
            .load()
        #expect(names(broken) == ["one"])
        #expect(broken.notices.first?.place == Place("/srv/deploy/clouds.yaml", line: 1))
    }

    @Test("An empty file and one without `clouds` are used and said to be so")
    func empty() {
        let empty = MemoryFiles(texts: ["/srv/deploy/clouds.yaml": "", MemoryFiles.cloudsPath: one]).load()
        #expect(names(empty).isEmpty)
        #expect(empty.notices.map(\.description) == ["/srv/deploy/clouds.yaml: the file is empty"])
        let other = MemoryFiles(texts: ["/srv/deploy/clouds.yaml": "cache: {auth: true}\n"]).load()
        #expect(other.notices.map(\.text) == ["there is no `clouds` in this file"])
    }

    @Test("JSON files are read")
    func json() {
        let text = #"{"clouds": {"j": {"auth": {"auth_url": "https://k:5000", "username": "u", "password": "p"}}}}"#
        #expect(names(MemoryFiles(texts: ["/srv/deploy/clouds.json": text]).load()) == ["j"])
    }
}
