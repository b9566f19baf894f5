package import Catalog
internal import GRDB

extension Replica {
    /// Counts the rows of all panes, from an index and without reading them.
    package func counts() async throws(ReplicaFault) -> PaneCounts {
        try await read { db in
            var counts = PaneCounts()
            for row in try Row.fetchAll(db, sql: "SELECT place, count(*) FROM image GROUP BY place") {
                let place = PaneScope.Membership(rawValue: try row.decode(atIndex: 0))
                let count: Int = try row.decode(atIndex: 1)
                guard !place.contains(.withdrawn) else { continue }
                for pane in Pane.allCases where place.contains(.pane(pane)) {
                    if place.contains(.hidden) {
                        counts.hidden[pane, default: 0] += count
                    } else {
                        counts.visible[pane, default: 0] += count
                    }
                }
                if place.contains(.pending), !place.contains(.hidden) { counts.pending += count }
            }
            return counts
        }
    }

    /// The rows that a pane shows first: by name, without hidden ones; offers without an answer before the others.
    package func firstRows(of pane: Pane, limit: Int) async throws(ReplicaFault) -> [CatalogueEntry] {
        let bit = Int(PaneScope.Membership.pane(pane).rawValue)
        let hidden = Int(PaneScope.Membership.hidden.rawValue)
        let pending = Int(PaneScope.Membership.pending.rawValue)
        let order = pane == .shared ? "place & \(pending) = 0, name_key" : "name_key"
        return try await read { db in
            var interner = Interner(capacity: 256)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(StoredRow.columns) FROM image
                    WHERE place & ? = ? ORDER BY \(order) LIMIT ?
                    """, arguments: [bit | hidden, bit, limit])
            var entries: [CatalogueEntry] = []
            while let row = try rows.next() { entries.append(try StoredRow(row, sharing: &interner).entry) }
            return entries
        }
    }

    /// Reads all rows in ascending order of names and hands them over in batches, each with whether it is the last;
    /// the last one may be empty. Rows in `known` are left out.
    package func load(
        without known: Set<ImageID> = [], batch size: Int = 2_000,
        each deliver: @escaping @Sendable ([CatalogueEntry], Bool) -> Void
    ) async throws(ReplicaFault) {
        try await read { db in
            var interner = Interner()
            var batch: [CatalogueEntry] = []
            batch.reserveCapacity(size)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(StoredRow.columns) FROM image INDEXED BY image_by_name
                    WHERE news IS NOT \(NewsCode.forgotten.rawValue) ORDER BY name_key
                    """)
            while let row = try rows.next() {
                let entry = try StoredRow(row, sharing: &interner).entry
                if known.contains(entry.id) { continue }
                batch.append(entry)
                if batch.count == size {
                    try Task.checkCancellation()
                    deliver(batch, false)
                    batch.removeAll(keepingCapacity: true)
                }
            }
            deliver(batch, true)
        }
    }
}
