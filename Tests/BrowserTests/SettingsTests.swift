import Browser
import Canvas
import Catalog
import Testing

@Suite("Settings")
struct SettingsTests {
    private func warnings(_ text: String) -> [String] {
        var settings = Settings()
        return settings.read(text, file: "settings.toml").map(\.description)
    }

    @Test("Everything that can be set")
    func everything() {
        var settings = Settings()
        let text = """
            theme = "paper"
            mouse = true
            escape-delay = 60
            pane = "shared"
            families = true
            [refresh]
            delta = 10
            offers = 20
            full = 600
            [transfers]
            uploads = 5
            downloads = 4
            deactivate-above = 20
            [check]
            keep = 2
            [columns]
            images = ["name:40", "status"]
            [sort]
            admin = "-updated"
            [keys]
            refresh = ["F5", "r"]
            [filters]
            big = "size:>10G"
            [projects]
            6e0f3c5d8b1a4f0e9d2c7b6a5f4e3d2c = "kitchen"
            [clouds.xloud]
            read-only = true
            tag = "PROD"
            tag-color = "#ff0000"
            require-signed = true
            """
        #expect(settings.read(text, file: "settings.toml").isEmpty)
        #expect(settings.theme == "paper")
        #expect(settings.mouse)
        #expect(settings.escapeDelay == 60)
        #expect(settings.startPane == .shared)
        #expect(settings.families)
        #expect([settings.refresh.delta, settings.refresh.offers, settings.refresh.full] == [10, 20, 600])
        #expect(settings.transfers.uploads == 5 && settings.transfers.downloads == 4)
        #expect(settings.transfers.deactivateAbove == 20)
        #expect(settings.keeps == 2)
        #expect(settings.columns[.images] == [ColumnChoice(.name, width: 40), ColumnChoice(.status)])
        #expect(settings.sort[.admin] == SortChoice(.updated, descending: true))
        #expect(settings.keys == ["refresh": ["F5", "r"]])
        #expect(settings.filters == ["big": "size:>10G"])
        #expect(settings.projects[Samples.platform] == "kitchen")
        #expect(settings.cloud("xloud").readOnly)
        #expect(settings.cloud("xloud").tag == "PROD")
        #expect(settings.cloud("xloud").requireSigned)
        #expect(!settings.cloud("other").requireSigned)
    }

    @Test("A saved filter that cannot be read and a cloud that is not configured are named with their lines")
    func uselessEntries() {
        var settings = Settings()
        let text = """
            [filters]
            odd = "size:lots"
            [clouds.producton]
            read-only = true
            """
        let warnings = settings.read(text, file: "settings.toml", clouds: ["lab", "production"]).map(\.description)
        #expect(
            warnings.contains(
                "settings.toml line 3 sets something for a cloud \"producton\" that is not configured. "
                    + "Did you mean \"production\"?"))
        #expect(warnings.contains { $0.hasPrefix("settings.toml line 2 saves a filter \"odd\" that cannot be read: ") })
        #expect(warnings.count == 2)
        #expect(settings.filters == ["odd": "size:lots"], "it is kept, to be mended")
    }

    @Test("An unknown key is named with its line and the nearest known one")
    func unknown() {
        #expect(
            warnings("mouse = true\n\n[refresh]\ndetla = 5\n") == [
                "settings.toml line 4 has an unknown key \"refresh.detla\". Did you mean \"delta\"?"
            ])
        #expect(
            warnings("[keys]\nrefrsh = \"F5\"\n") == [
                "settings.toml line 2 has an unknown key \"keys.refrsh\". Did you mean \"refresh\"?"
            ])
        #expect(
            warnings("[transfers]\nuploads = 3\nupload = 4\n") == [
                "settings.toml line 3 has an unknown key \"transfers.upload\". Did you mean \"uploads\"?"
            ])
        #expect(
            warnings("[clouds.\"a.b\"]\nreadonly = true\n") == [
                "settings.toml line 2 has an unknown key \"clouds.a.b.readonly\". Did you mean \"read-only\"?"
            ])
    }

    @Test(
        "A value that cannot be used is named with its line, and the rest counts",
        arguments: [
            ("mouse = 1", "settings.toml line 1 has to give \"mouse\" true or false."),
            ("pane = \"imges\"", "settings.toml line 1 names a pane \"imges\"; there are images, shared and admin."),
            ("[refresh]\ndelta = 1", "settings.toml line 2 has to give \"refresh.delta\" a number from 5 to 86400."),
            ("refresh = 5", "settings.toml line 1 has to give \"refresh\" a table."),
            ("keys = 3", "settings.toml line 1 has to give \"keys\" a table."),
            ("columns = [\"name\"]", "settings.toml line 1 has to give \"columns\" a table."),
            ("sort = \"name\"", "settings.toml line 1 has to give \"sort\" a table."),
            ("filters = \"x\"", "settings.toml line 1 has to give \"filters\" a table."),
            ("projects = \"x\"", "settings.toml line 1 has to give \"projects\" a table."),
            ("clouds = \"x\"", "settings.toml line 1 has to give \"clouds\" a table."),
            (
                "[transfers]\nuploads = 0",
                "settings.toml line 2 has to give \"transfers.uploads\" a number from 1 to 16."
            ),
            (
                "[transfers]\nuploads = \"all\"",
                "settings.toml line 2 has to give \"transfers.uploads\" a number from 1 to 16."
            ),
            (
                "[columns]\nimages = [\"nmae\"]",
                "settings.toml line 2 names a column \"nmae\". Did you mean \"name\"?"
            ),
            (
                "[columns]\nimages = [\"name:2\"]",
                "settings.toml line 2 gives \"name\" a width of \"2\"; widths are 3 to 200 columns."
            ),
            ("[sort]\nimages = \"-szie\"", "settings.toml line 2 sorts by \"szie\". Did you mean \"size\"?"),
            (
                "[keys]\nquit = \"Contrl-q\"",
                "settings.toml line 2 names a key \"Contrl-q\"; keys look like x, C-x, M-x, S-Tab, PgDn, F5."
            ),
        ])
    func values(text: String, warning: String) {
        var settings = Settings()
        #expect(settings.read("theme = \"mono\"\n" + text, file: "settings.toml").map(\.description).count == 1)
        #expect(settings.theme == "mono")
        #expect(warnings(text) == [warning])
    }

    @Test("A file that is no TOML is named with the line of the first mistake, and changes nothing")
    func syntax() {
        let found = warnings("mouse = true\ntheme = \n")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("settings.toml line 2 cannot be read as TOML"))
        #expect(found[0].hasSuffix(" Until that is mended all clouds are read-only: it may say so."))
    }

    @Test(
        "Lines are told in files of other systems and inside inline tables too; a key that cannot be read changes none")
    func lines() {
        #expect(
            warnings("mouse = true\r\n\r\nclouds = { alice = { raed-only = true } }\r\n") == [
                "settings.toml line 3 has an unknown key \"clouds.alice.raed-only\". Did you mean \"read-only\"?"
            ])
        var settings = Settings()
        #expect(settings.read("[keys]\nundo = [\"Foo-x\"]\nsort = []\n", file: "s").count == 1)
        let keymap = Keymap(settings)
        #expect(keymap.action(for: Key("U"), in: .pane) == .undo)
        #expect(keymap.keys(for: .sort).isEmpty)
    }

    @Test("A settings file that cannot be read, or a read-only that is spelt otherwise, takes no protection away")
    func protection() {
        var settings = Settings()
        _ = settings.read("[clouds.production]\nread-only = true\ntheme = \n", file: "settings.toml")
        #expect(settings.cloud("production").readOnly && settings.cloud("lab").readOnly)
        settings = Settings()
        let warnings = settings.read("[clouds.production]\nread-only = \"yes\"\n", file: "settings.toml")
        #expect(warnings.count == 1)
        #expect(settings.cloud("production").readOnly && !settings.cloud("lab").readOnly)
        settings = Settings()
        #expect(settings.readChoices("theme = \n", file: "choices.toml").count == 1)
        #expect(!settings.cloud("lab").readOnly, "what the program writes says nothing of clouds")
    }

    @Test("The first warning is shown at the start, with how many more there are; all stand in the activity log")
    func shown() {
        var settings = Settings()
        let warnings = settings.read("moose = true\ncolour = 1\n", file: "settings.toml")
        let pilot = Pilot(settings: settings, warnings: warnings)
        #expect(pilot.status.hasPrefix("settings.toml line 2 has an unknown key \"colour\"."))
        #expect(pilot.shows("(and 1 more: press !)"))
        pilot.press("!")
        pilot.expect(.fetchActivity(latest: 500))
        #expect(pilot.shows("settings.toml line 1 has an unknown key \"moose\". Did you mean \"mouse\"?"))
    }

    // MARK: Choices

    @Test("What is odd in the cloud's configuration is told with its place beside that, once, and stands there too")
    func configuration() {
        let pilot = Pilot.signedIn()
        pilot.leavesEffects = true
        let notices = ["clouds.yaml:3: `cloud` is the old word for `profile`", "the clock is behind"]
        pilot.send(.configurationNotices(notices, generation: pilot.browser.generation))
        #expect(pilot.shows("clouds.yaml:3: `cloud` is the old word for `profile` (and 1 more: press !)"))
        pilot.press("j")
        pilot.send(.configurationNotices(notices, generation: pilot.browser.generation))
        #expect(!pilot.shows("clouds.yaml:3"))
        pilot.press("!")
        #expect(pilot.shows("clouds.yaml:3") && pilot.shows("the clock is behind"))
    }

    @Test("Choices read back are what was chosen, whatever characters are in them")
    func roundTrip() {
        var settings = Settings()
        settings.theme = "paper"
        settings.families = true
        settings.chosen.columns[.images] = [ColumnChoice(.name, width: 40), ColumnChoice(.virtualSize)]
        settings.chosen.sort[.shared] = SortChoice(.offered, descending: true)
        settings.chosen.filters = ["quote \" and \\": "name:\"a b\"", "dots.and spaces": "is:latest"]
        settings.chosen.filterHistory = ["size:>1G", "日本語", "tab\tand\u{7F}"]
        var read = Settings()
        #expect(read.readChoices(settings.chosen.text, file: "choices.toml").isEmpty)
        #expect(read == settings)
    }

    @Test("Saving one choice freezes nothing of what stands in settings.toml")
    func notFrozen() {
        var settings = Settings()
        #expect(settings.read("theme = \"paper\"\n[columns]\nimages = [\"name\"]\n", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings)
        pilot.press("f")
        let choices = pilot.takeChoices() ?? ""
        #expect(choices.contains("families = true"))
        #expect(!choices.contains("paper"))
        #expect(!choices.contains("[columns]"))
    }

    @Test("What was chosen counts more than what was written, and both filters are offered")
    func overlay() {
        var settings = Settings()
        #expect(settings.read("theme = \"paper\"\nfamilies = true\n[filters]\na = \"x\"\n", file: "s").isEmpty)
        #expect(settings.readChoices("theme = \"mono\"\nfamilies = false\n[filters]\nb = \"y\"\n", file: "c").isEmpty)
        #expect(settings.theme == "mono")
        #expect(!settings.families)
        #expect(settings.filters == ["a": "x", "b": "y"])
    }

    @Test("A theme named on the command line is shown and not written down")
    func commandLine() {
        var settings = Settings()
        settings.theme = "paper"
        let pilot = Pilot(settings: settings, theme: "mono")
        #expect(pilot.browser.theme.name == "mono")
        pilot.press("f")
        #expect(pilot.takeChoices()?.contains("theme = \"paper\"") == true)
    }
}
