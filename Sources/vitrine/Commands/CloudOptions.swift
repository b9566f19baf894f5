internal import ArgumentParser

/// Which cloud, shared by all commands.
struct CloudOptions: ParsableArguments {
    @Option(name: .customLong("os-cloud"), help: ArgumentHelp("The entry of clouds.yaml to use.", valueName: "name"))
    var cloud: String?

    @Option(name: .customLong("os-region-name"), help: ArgumentHelp("The region to use.", valueName: "region"))
    var region: String?
}
