/// The folder of the journal, for its owner's eyes only.
package struct JournalFolder: Hashable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// `vitrine` in the user's state folder (XDG Base Directory Specification). Nil if the environment names neither
    /// `XDG_STATE_HOME` nor `HOME` as an absolute path.
    package init?(environment: [String: String]) {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            path = state + "/vitrine"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.local/state/vitrine"
        } else {
            return nil
        }
    }

    var file: String { path + "/journal.sqlite" }

    /// Held while a program opens the journal.
    var openingLock: String { path + "/journal.lock" }

    /// The file whose lock says that a program lives.
    func lock(of process: String) -> String { path + "/" + process + ".lock" }
}
