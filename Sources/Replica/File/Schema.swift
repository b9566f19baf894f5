internal import GRDB

/// The layout of a replica. A file of any other layout is set aside and filled anew, so there are no migrations.
enum Schema {
    /// `Vitr` in ASCII: tells a replica from other SQLite files.
    static let applicationID = 0x5669_7472

    /// To be raised with every change of the tables, of `PackedImage` or of what `NameKey` makes of a name.
    static let version = 1

    /// `number` is a row's place in bit sets. `list` is the `ImageList` that showed the row last. `place` is its
    /// `PaneScope.Membership`. `news` is a `NewsCode`. `shared` says that another project shares the image with somebody,
    /// and `asked_at` is when the service was asked last whether with this one. Rows changed by one transaction carry its `revision`.
    static let tables = """
        CREATE TABLE image (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            name_key BLOB NOT NULL,
            list INTEGER NOT NULL,
            place INTEGER NOT NULL,
            offer TEXT,
            offered_at INTEGER,
            shared INTEGER NOT NULL,
            asked_at INTEGER,
            news INTEGER,
            stuck INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            record BLOB NOT NULL
        );
        CREATE INDEX image_by_name ON image (name_key, place);
        CREATE INDEX image_by_place ON image (place);
        CREATE INDEX image_by_list ON image (list);
        CREATE INDEX image_by_revision ON image (revision);
        CREATE INDEX image_by_share ON image (asked_at) WHERE shared;
        CREATE INDEX image_by_news ON image (news) WHERE news IS NOT NULL;
        CREATE TABLE note (
            key TEXT PRIMARY KEY,
            value BLOB NOT NULL,
            at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """

    /// Why a file cannot serve as this replica.
    enum Mismatch: Error {
        case foreign
        case version(Int)
        case identity
    }

    /// Checks a file, or lays it out if it is empty.
    static func prepare(_ db: Database, for identity: ReplicaIdentity) throws {
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        if isEmpty, try Int.fetchOne(db, sql: "PRAGMA application_id") == 0 {
            try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version);")
            try db.execute(sql: tables)
            try db.execute(
                sql: "INSERT INTO note (key, value, at) VALUES ('identity', ?, 0)", arguments: [identity.text])
            return
        }
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID else { throw Mismatch.foreign }
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found == version else { throw Mismatch.version(found) }
        let text = try String.fetchOne(db, sql: "SELECT value FROM note WHERE key = 'identity'")
        guard text == identity.text else { throw Mismatch.identity }
    }
}
