internal import ArgumentParser
internal import Browser

/// `vitrine reference`: keys, filter words, columns and theme roles as Markdown, made from the tables in the code.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print keys, filter words, columns and theme roles as Markdown.")

    mutating func run() {
        Swift.print(Reference.markdown, terminator: "")
    }
}
