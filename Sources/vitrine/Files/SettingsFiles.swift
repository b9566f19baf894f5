internal import Browser
internal import Foundation
internal import Themes

/// Reading settings, choices and themes from disk, and writing choices.
struct SettingsFiles: Sendable {
    let folders: Folders

    /// The user's settings with what was chosen on the screen on top, and what is wrong with either file. `clouds` are
    /// the names of those that are configured.
    func settings(clouds: [String]) -> (settings: Settings, warnings: [SettingsWarning]) {
        var settings = Settings()
        var warnings: [SettingsWarning] = []
        if let text = text(at: folders.settingsFile, warnings: &warnings) {
            warnings += settings.read(text, file: "settings.toml", clouds: clouds)
        } else {
            warnings = warnings.map { settings.refuseAll($0) }
        }
        if let text = text(at: folders.choicesFile, warnings: &warnings) {
            warnings += settings.readChoices(text, file: "choices.toml")
        }
        return (settings, warnings)
    }

    /// The themes that come with the program, and those in the user's folder, which count more.
    func themes() -> (themes: [ThemeSource], warnings: [SettingsWarning]) {
        var warnings: [SettingsWarning] = []
        var themes = Themes.builtIn.map { ThemeSource(name: $0.name, text: $0.text, file: "\($0.name).toml") }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folders.themes)) ?? []
        for file in files.sorted() where file.hasSuffix(".toml") {
            guard let text = text(at: "\(folders.themes)/\(file)", warnings: &warnings) else { continue }
            themes.append(ThemeSource(name: String(file.dropLast(5)), text: text, file: file))
        }
        return (themes, warnings)
    }

    /// Which files there are, and what is wrong with them.
    func report(clouds: [String]) -> (files: [String], mistakes: [String]) {
        let (settings, mistakes) = settings(clouds: clouds)
        let (themes, unreadable) = themes()
        let theme = settings.theme.map { Theme.read($0, from: themes).warnings } ?? []
        let warnings = mistakes + unreadable + theme + Keymap(settings).warnings
        let files = [folders.settingsFile, folders.choicesFile].map { path in
            FileManager.default.fileExists(atPath: path) ? "used \(path)" : "no \(path)"
        }
        return (files + ["themes in \(folders.themes)"], warnings.map(\.description))
    }

    /// Writes what was chosen on the screen since `base`, as a whole or not at all. What another program has written there
    /// meanwhile stays, and what cannot be read is put aside.
    func save(_ choices: Choices, since base: Choices) throws {
        let path = folders.choicesFile
        try FileManager.default.createDirectory(
            atPath: folders.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var merged = choices
        if let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) {
            if let others = Choices(text: text) {
                merged = choices.merged(onto: others, since: base)
            } else {
                let aside = path + ".unreadable"
                try? FileManager.default.removeItem(atPath: aside)
                try FileManager.default.moveItem(atPath: path, toPath: aside)
            }
        }
        try Data(merged.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// A file's text; nil if there is no such file, with a warning if there is one that cannot be read.
    private func text(at path: String, warnings: inout [SettingsWarning]) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            warnings.append(SettingsWarning(file: path, line: nil, sentence: "cannot be read: check its permissions."))
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }
}
