internal import Catalog

/// Makes a `Cloud` of an entry's settings, and collects what should be said about them.
struct CloudReader {
    let name: String
    let options: EntryOptions
    /// What `~` stands for in the names of files.
    private let homeDirectory: String
    private let files: FileSource
    private(set) var notices: [ConfigurationNotice] = []

    init(name: String, options: EntryOptions, homeDirectory: String, files: FileSource) {
        self.name = name
        self.options = options
        self.homeDirectory = homeDirectory
        self.files = files
    }

    /// Reads the whole entry. `region` is the one chosen, `regions` are those it names.
    mutating func cloud(region: String?, regions: [String]) throws(Problem) -> Cloud {
        try refuseOldVersions()
        var cloud = Cloud(name: name, credentials: try credentials(region: region))
        cloud.place = options.place
        cloud.region = region
        cloud.regions = regions
        cloud.interfaces = interfaces(["interface", "endpoint_type"]) ?? [.public]
        for service in Service.allCases {
            let settings = self.settings(service, region: region)
            if settings != ServiceSettings() { cloud.services[service] = settings }
        }
        cloud.tls = tls()
        try requireFiles(of: cloud.tls)
        cloud.timeout = timeout()
        cloud.imageFormat = options.text("image_format")
        if options.flag("force_ipv4") == true {
            say("both IP versions are always tried side by side, so `force_ipv4` changes nothing", at: "force_ipv4")
        }
        cloud.notices = notices
        return cloud
    }

    // MARK: Saying things

    mutating func say(_ text: String, at key: String? = nil) {
        let notice = ConfigurationNotice(text, at: place(key))
        if !notices.contains(notice) { notices.append(notice) }
    }

    /// A failure that names the cloud and the line of `key`.
    func problem(_ reason: String, at key: String? = nil, advice: String = "") -> Problem {
        .configuration("Could not use the cloud “\(name)”", reason, at: place(key), advice: advice)
    }

    private func place(_ key: String?) -> Place {
        key.flatMap { options.auth($0) ?? options[$0] }?.place ?? options.place
    }

    /// A text with `{region_name}` and other keys of the entry in braces filled in. The password is never one.
    func expanded(_ text: String, region: String?) -> String {
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let key = String(rest[rest.index(after: open)..<close])
            let value = key == "region_name" ? region : key == "password" ? nil : options.text(key)
            result += rest[..<open] + (value ?? String(rest[open...close]))
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The text of an address with its keys filled in, and without a user and password, which belong elsewhere.
    func address(_ text: String, region: String?) -> String {
        let text = expanded(text, region: region).trimmed
        return Address(text)?.text ?? text
    }

    // MARK: Services

    private mutating func settings(_ service: Service, region: String?) -> ServiceSettings {
        func keys(_ suffix: String) -> [String] { service.settingPrefixes.map { "\($0)_\(suffix)" } }
        func first(_ suffixes: String...) -> String? { suffixes.flatMap(keys).compactMap { options.text($0) }.first }
        func number(_ suffix: String) -> Int? { keys(suffix).compactMap { options.number($0) }.first }
        var settings = ServiceSettings()
        settings.interfaces = interfaces(keys("interface") + keys("endpoint_type")) ?? []
        settings.region = first("region_name")
        settings.type = first("service_type")
        settings.name = first("service_name")
        settings.endpointOverride = first("endpoint_override", "endpoint").map { address($0, region: region) }
        settings.connectRetries = number("connect_retries")
        settings.statusRetries = number("status_code_retries")
        let switches = service.settingPrefixes.map { "has_" + $0 }
        if switches.contains(where: { options.flag($0) == false }) {
            settings.disabledReason =
                options.text("disabled_reason") ?? "the configuration says that the cloud has no \(service.rawValue)"
        }
        return settings
    }

    /// The interfaces under the first of `keys` that is there; nil if none is, or none makes sense.
    private mutating func interfaces(_ keys: [String]) -> [Interface]? {
        for key in keys {
            guard let setting = options[key] else { continue }
            let found = setting.texts.compactMap(Interface.init(setting:))
            if found.count < setting.texts.count {
                say("an interface is `public`, `internal` or `admin`; the rest of `\(key)` is ignored", at: key)
            }
            return found.isEmpty ? nil : found
        }
        return nil
    }

    private mutating func refuseOldVersions() throws(Problem) {
        func major(_ key: String) -> String? {
            options.text(key).map { String($0.trimmed.drop { $0 == "v" }.prefix { $0 != "." }) }
        }
        for key in ["image_api_version", "identity_api_version"] where options.text(key)?.contains("latest") == true {
            say("`\(key)` names a version; `latest` is ignored", at: key)
        }
        if major("image_api_version") == "1" {
            throw problem(
                "version 1 of the image API is gone", at: "image_api_version",
                advice: "Take the line out, or write `image_api_version: 2`.")
        }
        if major("identity_api_version") == "2" {
            throw problem(
                "version 2 of the identity API is gone", at: "identity_api_version",
                advice: "Take the line out, or write `identity_api_version: 3`.")
        }
    }

    // MARK: Connection

    private mutating func tls() -> TLSSettings {
        var tls = TLSSettings()
        tls.authorities = file("cacert")
        tls.certificate = file("cert")
        tls.privateKey = file("key")
        // Neither a slip nor a path is taken for the wish to trust anybody.
        for key in ["verify", "insecure"] where options.text(key) != nil && options.flag(key) == nil {
            say("`\(key)` is neither true nor false, and changes nothing", at: key)
        }
        if options.flag("insecure") == true {
            tls.verifies = false
            say("certificates are not verified (`insecure: true`)", at: "insecure")
        } else if options.flag("verify") == false {
            tls.verifies = false
            say("certificates are not verified (`verify: false`)", at: "verify")
        }
        if !tls.verifies, tls.authorities != nil {
            say("`cacert` has no effect while certificates are not verified", at: "cacert")
        }
        if tls.certificate == nil, tls.privateKey != nil { say("`key` has no effect without `cert`", at: "key") }
        return tls
    }

    /// Makes sure that the files can be read without which no connection is possible.
    private func requireFiles(of tls: TLSSettings) throws(Problem) {
        let authorities = tls.verifies ? tls.authorities : nil
        let key = tls.certificate == nil ? nil : tls.privateKey
        for (name, path) in [("cacert", authorities), ("cert", tls.certificate), ("key", key)] {
            guard let path, let reason = files.refusal(path) else { continue }
            throw problem("the file of `\(name)`, \(path), cannot be read: \(reason)", at: name)
        }
    }

    private func file(_ key: String) -> String? {
        options.text(key).map { $0 == "~" || $0.hasPrefix("~/") ? homeDirectory + $0.dropFirst() : $0 }
    }

    private mutating func timeout() -> Int? {
        let old = ["image_timeout", "compute_timeout", "network_timeout", "identity_timeout"]
        for key in ["api_timeout"] + old where options[key] != nil {
            guard let seconds = options.number(key) else {
                say("`\(key)` is a number of seconds; this one is ignored", at: key)
                continue
            }
            return seconds == 0 ? nil : seconds
        }
        return nil
    }
}
