import Catalog
import TestSupport
import Testing

/// Copies in stores, and the cache: what the service does in its own time.
extension PanesTests.AdministratorTests {
    /// Chooses an action of the palette.
    private func choose(_ action: String, _ seat: Seat) { seat.press(":", action, "Enter") }

    @Test(
        "R82: data is copied to another store and followed, removed from there, never from the last, and U brings it back"
    )
    func copies() async throws {
        let stage = try await Stage.begin()
        let (team, seat) = (stage.team, stage.seat)
        let id = try await team.owner.createActive("0-stored")
        #expect(try await team.admin.record(id)["stores"] == "fast")
        try await seat.refresh()
        seat.go(to: id)
        choose("remove from store", seat)
        #expect(seat.says("Its only copy is in fast: copy it to another store first, or delete the image."))
        seat.press("Esc")
        choose("copy to stores", seat)
        try await seat.wait(forWords: "Cheap bulk storage")
        seat.press("Space", "C-s")
        try await seat.wait(forWords: "0-stored has a copy in archive now.")
        #expect(try await team.admin.record(id)["stores"] == "fast,archive")
        try await seat.wait("the row", of: id) { $0?.image.stores == ["fast", "archive"] }

        choose("remove from store", seat)
        seat.press("Space", "C-s", "Enter")
        try await seat.wait(forWords: "0-stored is no longer in fast.")
        #expect(try await team.admin.record(id)["stores"] == "archive")
        let data = try await team.owner.call("GET", "/v2/images/\(id)/file")
        #expect(data.text == "data")
        try await stage.expect(["POST", "DELETE"])
        seat.press("U")
        try await seat.wait(forWords: "copy to fast")
        seat.press("Enter")
        try await seat.wait(forWords: "Undone: 0-stored, copy to fast.")
        #expect(try await team.admin.record(id)["stores"] == "archive,fast")
    }

    @Test("A copy that the service cannot finish is told, and the image is as it was")
    func failedCopy() async throws {
        let stage = try await Stage.begin()
        let (team, seat) = (stage.team, stage.seat)
        let id = try await team.owner.createActive("0-odd-store")
        try await seat.refresh()
        seat.go(to: id)
        choose("copy to stores", seat)
        try await seat.wait(forWords: "Cheap bulk storage")
        // What the image has is gone, so that there is nothing to copy.
        try PrivateCloud.stock.removeData(of: id, in: "fast")
        seat.press("Space", "C-s")
        try await seat.wait(forWords: "Could not copy “0-odd-store” to archive")
        #expect(try await team.admin.record(id)["stores"] == "fast")
        #expect(seat.says("Task failed due to Internal Error"))
        // The service goes on saying that it imports; no task does.
        seat.press("Esc", "Enter", "Enter", "/", "Importing to", "Enter")
        try await seat.wait(forWords: "archive; no task works on it any more")
    }

    @Test("An image is queued for the cache, shown there, and dropped")
    func cache() async throws {
        let stage = try await Stage.begin()
        let (team, seat) = (stage.team, stage.seat)
        let id = try await team.owner.createActive("0-cached")
        try await seat.refresh()
        seat.go(to: id)
        choose("queue for cache", seat)
        seat.press("Enter")
        try await seat.wait(forWords: "0-cached is queued for the cache.")
        choose("image cache", seat)
        // While the service fetches an image it is neither queued nor cached.
        func isKnown() async throws -> Bool {
            try await team.admin.call("GET", "/v2/cache").text.contains(id.rawValue)
        }
        var tries = 0
        while try await !(isKnown() && seat.says("0-cached")), tries < 100 {
            tries += 1
            seat.press("r")
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(seat.says("0-cached"))
        seat.press("D", "Enter")
        try await seat.wait(forWords: "Nothing is cached, and nothing is queued for it.")
        #expect(try await !isKnown())
    }
}

extension PrivateCloud {
    /// Takes the file of an image away, as a disk that is lost does.
    fileprivate func removeData(of id: ImageID, in store: String) throws {
        let result = try Spawn.run(["rm", "-f", "\(state)/stores/\(store)/\(id)"])
        try #require(result.status == 0, "\(result.output)")
    }
}
