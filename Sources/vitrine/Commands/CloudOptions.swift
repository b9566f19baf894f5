internal import ArgumentParser
internal import Catalog

/// Which cloud, shared by all commands.
struct CloudOptions: ParsableArguments {
    @Option(name: .customLong("os-cloud"), help: ArgumentHelp("The entry of clouds.yaml to use.", valueName: "name"))
    var cloud: String?

    @Option(name: .customLong("os-region-name"), help: ArgumentHelp("The region to use.", valueName: "region"))
    var region: String?
}

/// Which pane; in a group of its own because an option of the program and of a command is the same one only then.
struct PaneOption: ParsableArguments {
    @Option(help: ArgumentHelp("The pane to begin with, or to check: images, shared or admin.", valueName: "pane"))
    var pane: Pane?
}
