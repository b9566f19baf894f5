internal import GRDB

/// The tables of the journal. Steps are only ever added: a journal written by any older release is brought up to date.
enum JournalLayout {
    /// `VitJ` in ASCII: tells a journal from other SQLite files.
    static let applicationID = 0x5669_744A

    /// Why a file cannot serve as the journal.
    enum Mismatch: Error {
        /// It is something else.
        case foreign
        /// A newer release has written it.
        case newer
        /// SQLite's own check says so.
        case damaged(String)
    }

    /// `plan.body`, `activity.deed`, `transfer.body` and `draft.body` are JSON. `owner` names the process that works on
    /// a plan or a transfer, null for nobody.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE activity (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        cloud TEXT NOT NULL,
                        region TEXT,
                        project TEXT,
                        user TEXT,
                        plan INTEGER NOT NULL,
                        name TEXT NOT NULL,
                        image TEXT NOT NULL,
                        title TEXT NOT NULL,
                        deed TEXT NOT NULL,
                        outcome TEXT NOT NULL,
                        reason TEXT,
                        request TEXT,
                        commands TEXT NOT NULL,
                        note TEXT NOT NULL,
                        undoes INTEGER,
                        reversible INTEGER NOT NULL
                    );
                    CREATE INDEX activity_to_undo ON activity (cloud, project, plan) WHERE reversible;
                    CREATE INDEX activity_undone ON activity (undoes) WHERE undoes IS NOT NULL;
                    CREATE TABLE plan (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        owner TEXT,
                        at INTEGER NOT NULL,
                        cloud TEXT NOT NULL,
                        region TEXT,
                        project TEXT,
                        body TEXT NOT NULL
                    );
                    CREATE TABLE step (
                        plan INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
                        number INTEGER NOT NULL,
                        state TEXT NOT NULL,
                        PRIMARY KEY (plan, number)
                    ) WITHOUT ROWID;
                    CREATE TABLE transfer (
                        id TEXT PRIMARY KEY,
                        owner TEXT,
                        at INTEGER NOT NULL,
                        cloud TEXT NOT NULL,
                        region TEXT,
                        project TEXT,
                        body TEXT NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE draft (
                        id TEXT PRIMARY KEY,
                        cloud TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        body TEXT NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }

    /// Checks a file and brings it up to date, or lays it out if it is empty.
    static func prepare(_ store: any DatabaseWriter) throws {
        try store.writeWithoutTransaction { db in
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            let found = try Int.fetchOne(db, sql: "PRAGMA application_id")
            guard found == applicationID || isEmpty && found == 0 else { throw Mismatch.foreign }
            if found == 0 { try db.execute(sql: "PRAGMA application_id = \(applicationID)") }
            if try migrator.hasBeenSuperseded(db) { throw Mismatch.newer }
            // What is damaged has to be found before anything is built on it.
            let words = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            if let words, words != "ok" { throw Mismatch.damaged(words) }
        }
        try migrator.migrate(store)
    }
}
