/// The folders and names under which configuration is looked for, in order (auth-config 1).
struct SearchPath: Sendable {
    /// The three kinds of file.
    enum Kind: String, CaseIterable, Sendable {
        case clouds, secure
        case `public` = "clouds-public"

        /// The key under which the entries stand.
        var topKey: String { self == .public ? "public-clouds" : "clouds" }

        /// The variable that puts a file of one's own in front.
        var variable: String? {
            switch self {
            case .clouds: "OS_CLIENT_CONFIG_FILE"
            case .secure: "OS_CLIENT_SECURE_FILE"
            case .public: nil
            }
        }
    }

    private let environment: [String: String]
    private let folders: [String]

    init(environment: [String: String], currentDirectory: String, homeDirectory: String) {
        self.environment = environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("SNAP_REAL_HOME") ?? homeDirectory
        let userFolder = value("XDG_CONFIG_HOME") ?? homeDirectory + "/.config"
        let siteFolders = (value("XDG_CONFIG_DIRS") ?? "/etc/xdg").split(separator: ":").map(String.init)
        let all =
            [currentDirectory]
            + ([userFolder, home + "/.config"] + siteFolders + ["/etc"]).map { $0 + "/openstack" }
        folders = all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
    }

    /// The files to try, the first that can be read wins.
    func candidates(_ kind: Kind) -> [String] {
        let named = kind.variable.flatMap { environment[$0] }.map { $0.isEmpty ? [] : [$0] } ?? []
        return named
            + folders.flatMap { folder in
                ["yaml", "yml", "json"].map { folder + "/" + kind.rawValue + "." + $0 }
            }
    }
}
