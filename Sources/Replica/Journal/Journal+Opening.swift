package import Catalog
internal import Foundation
internal import GRDB

extension Journal {
    /// A journal ready for use, and what the user should know of it.
    package struct Opened: Sendable {
        package let journal: Journal
        package let problem: Problem?
    }

    /// Opens the journal, or makes it. A damaged or foreign file is moved away, a newer one read only; where no file
    /// can be written (or `folder` is nil) what is done is kept in memory.
    package static func open(in folder: JournalFolder?) -> Opened {
        guard let folder else { return Opened(journal: inMemory(), problem: nil) }
        do {
            try preparePrivateFolder(folder.path)
            // Two programs that start together must not both lay it out, nor both move it away.
            let lock = FileLock(path: folder.openingLock, waiting: true)
            defer { withExtendedLifetime(lock) {} }
            do {
                return Opened(journal: try onDisk(folder), problem: nil)
            } catch JournalLayout.Mismatch.newer {
                return Opened(journal: inMemory(beside: try readOnly(folder)), problem: newer(folder))
            } catch {
                guard let words = damage(error) else { throw error }
                let moved = try moveAway(folder)
                return Opened(journal: try onDisk(folder), problem: movedAway(words, to: moved))
            }
        } catch {
            return Opened(journal: inMemory(), problem: .journal("Could not open the journal", error))
        }
    }

    private static func onDisk(_ folder: JournalFolder) throws -> Journal {
        try createPrivateFile(folder.file)
        let store = try DatabasePool(path: folder.file, configuration: configuration)
        // What was written is there also after the power has failed. GRDB asks for less with its write-ahead log.
        try store.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        try JournalLayout.prepare(store)
        LiveProcess.sweep(folder)
        return Journal(store: store, folder: folder, process: try LiveProcess(in: folder))
    }

    private static func readOnly(_ folder: JournalFolder) throws -> any DatabaseReader {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabasePool(path: folder.file, configuration: configuration)
    }

    private static func inMemory(beside newer: (any DatabaseReader)? = nil) -> Journal {
        do {
            let store = try DatabaseQueue(configuration: configuration)
            try JournalLayout.prepare(store)
            return Journal(store: store, folder: nil, process: nil, newer: newer)
        } catch {
            // SQLite in memory fails for want of memory only, and then nothing else would work either.
            preconditionFailure("No memory for the journal: \(error)")
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "vitrine.journal"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -256; PRAGMA mmap_size = 0")
        }
        return configuration
    }

    // MARK: Files that cannot be used

    /// What is wrong with a file that nothing but a new one helps against; nil if it is something else.
    private static func damage(_ error: any Error) -> String? {
        switch error {
        case JournalLayout.Mismatch.foreign: return "it is not a journal"
        case JournalLayout.Mismatch.damaged(let words): return words
        case let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode):
            return error.message ?? "\(error.resultCode)"
        default: return nil
        }
    }

    /// Never over another one: every journal that was moved away is kept.
    private static func moveAway(_ folder: JournalFolder) throws -> String {
        var target = folder.file + ".damaged"
        var number = 1
        while FileManager.default.fileExists(atPath: target) {
            number += 1
            target = folder.file + ".damaged-\(number)"
        }
        try FileManager.default.moveItem(atPath: folder.file, toPath: target)
        for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: folder.file + suffix) {
            try FileManager.default.moveItem(atPath: folder.file + suffix, toPath: target + suffix)
        }
        return target
    }

    private static func movedAway(_ words: String, to path: String) -> Problem {
        Problem(
            .storage, attempt: "Could not use the journal of earlier changes, transfers and drafts", reason: words,
            advice: "It was moved to \(path), and a new one is begun.")
    }

    private static func newer(_ folder: JournalFolder) -> Problem {
        Problem(
            .storage, attempt: "Could not write to the journal \(folder.file)",
            reason: "a newer release of this program has written it",
            advice: "It is read only; what is done now is kept until you quit.")
    }
}
