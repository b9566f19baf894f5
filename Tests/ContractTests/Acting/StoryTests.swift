import Canvas
import Catalog
import CatalogService
import Foundation
import Testing

extension PanesTests {
    /// The whole way of an image, with keys: after each step the service is asked by other means. It ends in the lists of
    /// all projects, and so must not be gone while other tests count those: both belong to one suite.
    @Suite("From a file to every project")
    struct StoryTests {
        @Test("An image is registered, described, shared, accepted, promoted, decommissioned, and brought back")
        func story() async throws {
            try await Team.use(PrivateCloud.stock) { team in
                let file = try SmallDisk(named: "debian-13-story-v1.0.qcow2")
                let id = try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                    try await seat.synchronised()
                    let id = try await register(file, seat, team)
                    try await describe(id, seat, team)
                    try await share(id, seat, team)
                    return id
                }
                try await Seat.use(["receiver": team.entry(team.receiver)]) { seat in
                    try await seat.synchronised()
                    try await accept(id, seat, team)
                }
                let stranger = try await Person.named("carol", of: team.cloud)
                try await Seat.use(["admin": team.cloud.entry("admin")], pane: .admin) { seat in
                    try await seat.synchronised()
                    try await promote(id, seat, team)
                    #expect(try await stranger.ids("visibility=community").contains(id))
                    try await decommission(id, seat, team)
                    #expect(try await !stranger.ids("visibility=community").contains(id))
                    try await bringBack(id, seat, team)
                    #expect(try await stranger.ids("visibility=community").contains(id))
                }
            }
        }

        private func register(_ file: SmallDisk, _ seat: Seat, _ team: Team) async throws -> ImageID {
            seat.press("n")
            seat.paste(file.path)
            try await seat.wait(forText: "QCOW2 (version 2)")
            seat.press("C-s")
            try await seat.wait(forText: "Created debian-13-story-v1.0")
            let id = try #require(try await team.owner.ids("name=debian-13-story-v1.0").first)
            try await seat.wait("the data", of: id) { $0?.image.status == .active }
            let record = try await team.owner.record(id)
            #expect(record["visibility"] == "private")
            #expect(record["disk_format"] == "qcow2")
            #expect(record["min_disk"] == 1)
            #expect(record["size"] == .integer(Int64(SmallDisk.size)))
            return id
        }

        private func describe(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            let before = try await team.owner.record(id)
            seat.press("/", "debian-13-story", "Enter", "m")
            try await seat.wait(forText: "Update Metadata")
            seat.press("+", "os_distro", "Enter", "C-u", "debian", "Enter", "C-s")
            try await seat.wait(forWords: "updated.")
            let record = try await team.owner.record(id)
            #expect(record["os_distro"] == "debian")
            #expect(record.differs(from: before) == ["os_distro"])
        }

        private func share(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            seat.press("s")
            try await seat.wait(forText: "none: it is private")
            seat.press(team.receiver.project)
            #expect(seat.text.contains("share with \(team.receiver.project)"))
            seat.press("C-s")
            try await seat.wait(forText: "Shared with 1 project")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "pending"])
        }

        private func accept(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            #expect(!seat.ids(.images).contains(id), "R73: an offer is not among the images")
            seat.press("2", "/", "debian-13-story", "Enter", "a")
            #expect(seat.text.contains("Accept debian-13-story-v1.0 from"))
            seat.press("Enter")
            try await seat.wait(forText: "is among the images now")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"])
            // Rows and outcomes come to the screen by different ways.
            try await seat.wait("the answer", of: id) { $0?.offer?.status == .accepted }
            #expect(seat.ids(.images).contains(id))
        }

        private func promote(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            seat.press("/", "debian-13-story", "Enter", "v", "Down", "C-s")
            #expect(seat.text.contains("Not yet: tick it"), "R6")
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            // The cursor stands on the first of the three points.
            seat.press(" ", "Tab", " ", "Tab", " ", "C-s", "Enter")
            try await seat.wait("the promotion", of: id) { $0?.image.visibility == .community }
            #expect(try await team.owner.record(id)["visibility"] == "community")
        }

        private func decommission(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            seat.press("v", "Up", "C-s", "Enter")
            try await seat.wait("the end of the promotion", of: id) { $0?.image.visibility == .shared }
            #expect(try await team.owner.record(id)["visibility"] == "shared")
            #expect(try await team.owner.answers(on: id) == [team.receiver.project: "accepted"], "members stay")
        }

        private func bringBack(_ id: ImageID, _ seat: Seat, _ team: Team) async throws {
            seat.press("U")
            try await seat.wait(forWords: "visibility shared → community")
            seat.press("Enter")
            try await seat.wait("the undo", of: id) { $0?.image.visibility == .community }
            #expect(try await team.owner.record(id)["visibility"] == "community")
        }
    }
}

/// An empty QCOW2 disk of 1 GiB, as a file that goes with this value.
final class SmallDisk: Sendable {
    static let size = 0x40000
    private let folder: URL
    let path: String

    init(named name: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent(name).path
        var data = Data(count: Self.size)
        /// Big-endian, as the format has it.
        func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
            withUnsafeBytes(of: number.bigEndian) { data.replaceSubrange(offset..<offset + $0.count, with: $0) }
        }
        put(UInt32(0x5146_49FB), at: 0)
        put(UInt32(2), at: 4)
        put(UInt32(16), at: 20)
        put(UInt64(1) << 30, at: 24)
        put(UInt32(2), at: 36)
        put(UInt64(0x30000), at: 40)
        put(UInt64(0x10000), at: 48)
        put(UInt32(1), at: 56)
        try data.write(to: URL(fileURLWithPath: path))
    }

    /// Makes it plain data of the same size.
    func spoil() throws { try Data(repeating: 7, count: Self.size).write(to: URL(fileURLWithPath: path)) }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
