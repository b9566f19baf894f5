internal import ArgumentParser

/// The command line.
@main
struct Vitrine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vitrine",
        abstract: "A keyboard catalogue browser for the OpenStack image service.",
        discussion: """
            Without a command it opens the cloud named by --os-cloud, OS_CLOUD or the OS_* variables, the only one of \
            clouds.yaml, or asks which one. Press ? in the program for its keys.
            """,
        version: Version.current,
        subcommands: [BrowseCommand.self, DoctorCommand.self],
        defaultSubcommand: BrowseCommand.self)
}

/// Which cloud, shared by all commands.
struct CloudOptions: ParsableArguments {
    @Option(name: .customLong("os-cloud"), help: ArgumentHelp("The entry of clouds.yaml to use.", valueName: "name"))
    var cloud: String?

    @Option(name: .customLong("os-region-name"), help: ArgumentHelp("The region to use.", valueName: "region"))
    var region: String?
}
