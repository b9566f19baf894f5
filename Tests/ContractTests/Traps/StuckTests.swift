import Catalog
import CatalogService
import Testing

/// GLANCE-FACTS "What bites", items 8, 9 and 11: images that an upload or import left half-way.
@Suite("Images that are left half-way", .serialized)
struct StuckTests {
    /// Patient for two seconds instead of half an hour.
    private var impatient: SyncIntervals {
        var intervals = SyncIntervals.frequent
        intervals.stuckAfter = .seconds(2)
        intervals.transitionalFirst = .seconds(1)
        return intervals
    }

    @Test("Bites 8: after an upload of another format the image is queued again, and shows what it kept")
    func failedUpload() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.create("0-no-qcow2", "private", ["disk_format": "qcow2"])
            let refused = try await team.owner.ask(
                "PUT", "/v2/images/\(id)/file", .bytes([1, 2, 3, 4], type: "application/octet-stream"))
            #expect(refused.status == 415)
            let record = try await team.owner.record(id)
            #expect(record["status"] == "queued")
            #expect(record["os_hash_value"]?.string != nil)
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                #expect(seat.entry(id)?.image.json == record)
                #expect(seat.lines.contains { $0.contains("0-no-qcow2") && $0.contains("queued") })
            }
        }
    }

    @Test("Bites 9: an image that a chunked upload over the quota left in saving is marked as stuck")
    func stuckInSaving() async throws {
        try await Team.use(await PrivateCloud.odd) { team in
            let id = try await team.owner.create("0-over-quota")
            let data = [UInt8](repeating: 7, count: 3 << 20)
            // The service may close the connection before all is sent, so that its 413 is lost.
            let refused = try? await team.owner.ask("PUT", "/v2/images/\(id)/file", .chunks(data))
            #expect(refused == nil || refused?.status == 413)
            #expect(try await team.owner.record(id)["status"] == "saving")
            try await Seat.use(["owner": team.entry(team.owner)], intervals: impatient) { seat in
                try await seat.synchronised()
                try await seat.wait("the mark", of: id) { $0?.isStuck == true }
                #expect(seat.lines.contains { $0.contains("0-over-quota") && $0.contains("stuck") })
            }
        }
    }

    @Test("Bites 11: an import whose data does not match its format is importing for good, and marked as stuck")
    func stuckInImporting() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.create("0-importing", "private", ["disk_format": "qcow2"])
            let stage = "/v2/images/\(id)/stage"
            try await team.owner.call("PUT", stage, .bytes([1, 2, 3], type: "application/octet-stream"))
            try await Seat.use(["owner": team.entry(team.owner)], intervals: impatient) { seat in
                try await seat.synchronised()
                #expect(seat.entry(id)?.image.status == .uploading)
                let method: JSONValue = ["method": ["name": "glance-direct"]]
                try await team.owner.call("POST", "/v2/images/\(id)/import", .json(method))
                try await seat.wait("the import", of: id) { $0?.image.status == .importing }
                try await seat.wait("the mark", of: id) { $0?.isStuck == true }
                #expect(seat.lines.contains { $0.contains("0-importing") && $0.contains("stuck") })
                #expect(try await team.owner.record(id)["status"] == "importing")
            }
        }
    }
}
