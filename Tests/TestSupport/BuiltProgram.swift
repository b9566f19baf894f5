internal import Foundation

/// The programs of this package, as they were built with the tests.
package enum BuiltProgram {
    /// The path of a program that stands where the tests do.
    package static func path(_ name: String) -> String {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent(name).path
    }
}
