package import Catalog

/// Which cloud is meant, and why (auth-config 2).
package enum CloudChoice: Hashable, Sendable {
    /// `reason` in a few words: "named by --os-cloud".
    case cloud(String, reason: String)
    /// Several are there and nothing says which.
    case ask([CloudFiles.Entry])
    /// There is none, or not the one that was named.
    case none(Problem)
}

extension CloudFiles {
    /// Chooses by command line, `OS_CLOUD`, the other `OS_*` variables, or because there is only one.
    package func choose(_ commandLine: String? = nil) -> CloudChoice {
        if let commandLine, !commandLine.isEmpty { return named(commandLine, reason: "named by --os-cloud") }
        if let variable = environment["OS_CLOUD"] { return named(variable, reason: "named by OS_CLOUD") }
        if environment.cloud != nil {
            return named(environment.cloudName, reason: "described by the variables OS_*")
        }
        let entries = self.entries
        switch entries.count {
        case 0:
            let advice = "Put a clouds.yaml into ~/.config/openstack, or set OS_AUTH_URL and its companions."
            return .none(
                .configuration(
                    "Could not choose a cloud", "no cloud is configured", advice: filesToMend.isEmpty ? advice : mending
                ))
        case 1: return .cloud(entries[0].name, reason: "the only one configured")
        default: return .ask(entries)
        }
    }

    private func named(_ name: String, reason: String) -> CloudChoice {
        settings[name] != nil || broken.contains { $0.name == name }
            ? .cloud(name, reason: reason) : .none(unknown(name))
    }

    func unknown(_ name: String) -> Problem {
        let known = entries.map { $0.problem == nil ? $0.name : "\($0.name) (cannot be used)" }.sorted()
        let file = lookups.first { $0.kind == SearchPath.Kind.clouds.rawValue && $0.outcome == .used }?.path
        return .configuration(
            "Could not choose a cloud", "there is no cloud named “\(name)”" + (file.map { " in \($0)" } ?? ""),
            advice: (known.isEmpty ? "No cloud is configured." : "Known are: \(known.joined(separator: ", ")).")
                + (filesToMend.isEmpty ? "" : " " + mending))
    }

    /// The files that were to be read and could not, each with what is wrong and where.
    private var mending: String { filesToMend.map { "\($0)." }.joined(separator: " ") }

    /// The region that `OS_REGION_NAME` asks for, which belongs to a cloud that the variables chose.
    private func environmentRegion(_ cloud: String) -> String? {
        cloud == environment["OS_CLOUD"] ? environment["OS_REGION_NAME"] : nil
    }

    /// Reads one entry.
    ///
    /// - Parameters:
    ///   - region: The region asked for on the command line or screen; nil for the entry's first.
    ///   - catalogue: The regions that the cloud itself is known to have, whatever the entry lists.
    /// - Throws: `Problem` of the kind `configuration`, naming file and line.
    package func cloud(_ name: String, region: String? = nil, catalogue: [String] = []) throws(Problem) -> Cloud {
        if let problem = broken.first(where: { $0.name == name })?.problem {
            throw .configuration("Could not use the cloud “\(name)”", problem.text, at: problem.place)
        }
        guard let entry = settings[name], let own = entry.mapping else { throw unknown(name) }
        var notices: [ConfigurationNotice] = []
        var mapping = own
        let profile = try profile(of: own, cloud: name, notices: &notices)
        // The notice of a profile that is not there is the last one.
        let missingProfile = profile == nil && own.profile?.text != nil ? notices.last : nil
        if let profile { mapping = profile.overlaid(by: own) }
        let regions = try RegionList(mapping, cloud: name)
        if let notice = regions.notice { notices.append(notice) }
        let preferred = own["regions"] == nil ? own["region_name"]?.text : nil
        let chosen = try regions.choose(
            region ?? environmentRegion(name) ?? preferred, cloud: name, catalogue: catalogue)
        if let values = chosen?.values { mapping = mapping.overlaid(by: values) }
        let options = EntryOptions(mapping, at: entry.place)
        var reader = CloudReader(name: name, options: options, homeDirectory: homeDirectory, files: files)
        var cloud: Cloud
        do throws(Problem) {
            cloud = try reader.cloud(region: chosen?.name, regions: regions.all.map(\.name))
        } catch {
            guard let missing = missingProfile else { throw error }
            // What is lacking would stand in the profile.
            throw .configuration(error.attempt, missing.description, advice: "Without it \(error.reason).")
        }
        cloud.notices = notices + cloud.notices
        return cloud
    }

    /// What the entry's profile holds; nil without one.
    private func profile(
        of entry: Setting.Mapping, cloud: String, notices: inout [ConfigurationNotice]
    ) throws(Problem) -> Setting.Mapping? {
        guard let setting = entry.profile, let name = setting.text else { return nil }
        if entry["profile"] == nil {
            notices.append(ConfigurationNotice("`cloud` is the old word for `profile`", at: setting.place))
        }
        guard var profile = profiles[name]?.mapping else {
            let text =
                "the profile `\(name)` is in no clouds-public.yaml; profiles of vendors are not built into Vitrine, "
                + "nor fetched from an address"
            notices.append(ConfigurationNotice(text, at: setting.place))
            return nil
        }
        let message = profile["message"]?.text.map { ": " + $0 } ?? ""
        switch profile["status"]?.text {
        case "deprecated":
            notices.append(ConfigurationNotice("the profile `\(name)` is deprecated\(message)", at: setting.place))
        case "shutdown":
            throw .configuration(
                "Could not use the cloud “\(cloud)”", "the cloud of the profile `\(name)` no longer exists\(message)",
                at: setting.place)
        default: break
        }
        profile["status"] = nil
        profile["message"] = nil
        return profile
    }
}

extension Setting.Mapping {
    /// The name of the profile, in either spelling.
    fileprivate var profile: Setting? { self["profile"] ?? self["cloud"] }
}
