/// The folder of the journal, for its owner's eyes only.
package struct JournalFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    var file: String { path + "/journal.sqlite" }

    /// Held while a program opens the journal.
    var openingLock: String { path + "/journal.lock" }

    /// The file whose lock says that a program lives.
    func lock(of process: String) -> String { path + "/" + process + ".lock" }
}
