import Catalog
import CatalogService
import Testing

/// GLANCE-FACTS "What bites", item 5: what moves no `updated_at`.
@Suite("Changes that no date tells", .serialized)
struct MembershipTests {
    @Test("Bites 5, R11, R75: an offer appears, moves to Images when accepted elsewhere, and goes when rejected there")
    func acceptedElsewhere() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            try await Seat.use(["receiver": team.entry(team.receiver)], intervals: .frequent) { seat in
                try await seat.synchronised()
                let id = try await team.owner.createActive("0-offered", "shared")
                let date = try await team.owner.record(id)["updated_at"]
                try await team.owner.share(id, with: team.receiver.project)
                try await seat.wait("the offer", of: id) { $0?.offer?.status == .pending }
                #expect(seat.ids(.shared) == [id])
                #expect(!seat.ids(.images).contains(id))
                #expect(seat.lines[1].contains("2 Shared with Me 1 ●1"))

                try await team.receiver.answer(id, "accepted")
                try await seat.wait("the acceptance", of: id) { $0?.offer?.status == .accepted }
                #expect(seat.ids(.shared) == [id])
                #expect(seat.ids(.images).contains(id))
                #expect(!seat.lines[1].contains("●"))
                #expect(try await team.owner.record(id)["updated_at"] == date)

                // From accepted to rejected no pass but the full one can see.
                try await team.receiver.answer(id, "rejected")
                try await seat.refresh()
                #expect(seat.entry(id)?.offer?.status == .rejected)
                #expect(!seat.ids(.images).contains(id))
                #expect(try await team.owner.record(id)["updated_at"] == date)
            }
        }
    }

    @Test(
        "Bites 5: a share that is withdrawn disappears, pending at the next look at offers, accepted at the next pass")
    func withdrawnShare() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let pending = try await team.owner.createActive("0-pending", "shared")
            let accepted = try await team.owner.createActive("0-accepted", "shared")
            for id in [pending, accepted] { try await team.owner.share(id, with: team.receiver.project) }
            try await team.receiver.answer(accepted, "accepted")
            try await Seat.use(["receiver": team.entry(team.receiver)], pane: .shared, intervals: .frequent) { seat in
                try await seat.synchronised()
                #expect(seat.ids(.shared) == [pending, accepted])

                try await team.owner.withdrawShare(pending, from: team.receiver.project)
                try await seat.wait("the withdrawal", of: pending) { $0?.isWithdrawn == true }
                #expect(seat.lines.contains { $0.contains("0-pending") && $0.contains("gone") })

                try await team.owner.withdrawShare(accepted, from: team.receiver.project)
                try await seat.refresh()
                #expect(seat.entry(accepted)?.isWithdrawn == true)
                // Seen once the pane is left.
                seat.press("1")
                for id in [pending, accepted] { try await seat.wait("the row's end", of: id) { $0 == nil } }
            }
        }
    }
}

/// GLANCE-FACTS "What bites", items 5 and 6: what no list shows.
@Suite("Images that leave the lists", .serialized)
struct UnlistedTests {
    @Test("Bites 5: a deleted image is found by a full pass, though no list ever tells of it")
    func deletedInTheDistance() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            // At the end of the list, so that it is on no screen.
            let id = try await team.owner.createActive("zzz-deleted")
            try await Seat.use(["owner": team.entry(team.owner)], intervals: .frequent) { seat in
                try await seat.synchronised()
                #expect(seat.rows(.images).last?.id == id)
                #expect(!seat.lines.contains { $0.contains("zzz-deleted") })
                try await team.owner.delete(id)
                let passes = seat.look(\.passes)
                try await seat.synchronised(passes + 2)
                #expect(seat.entry(id)?.isWithdrawn == false, "passes over changes do not see it")
                try await seat.refresh()
                #expect(seat.entry(id)?.isWithdrawn == true)
                seat.press("G")
                #expect(seat.lines.contains { $0.contains("zzz-deleted") && $0.contains("gone") })
            }
        }
    }

    @Test("Bites 5: a deleted image is found by the 404 that its details meet")
    func deletedUnderTheCursor() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.createActive("0-deleted")
            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                try await team.owner.delete(id)
                seat.press("g", "Enter")
                try await seat.wait("the withdrawal", of: id) { $0?.isWithdrawn == true }
                #expect(seat.look(\.losses).isEmpty)
            }
        }
    }

    @Test("Bites 6: an image that is hidden elsewhere moves among the hidden ones, and back")
    func hiddenElsewhere() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            let id = try await team.owner.createActive("0-hidden")
            try await Seat.use(["owner": team.entry(team.owner)], intervals: .frequent) { seat in
                try await seat.synchronised()
                try await team.owner.set(id, ["os_hidden": true])
                try await seat.wait("the change", of: id) { $0?.image.isHidden == true }
                #expect(!seat.ids(.images).contains(id))
                seat.press("H")
                #expect(seat.lines.contains { $0.contains("0-hidden") && $0.contains("hidden") })
                try await team.owner.set(id, ["os_hidden": false])
                try await seat.wait("the change back", of: id) { $0?.image.isHidden == false }
                seat.press("H")
                #expect(seat.ids(.images).contains(id))
            }
        }
    }
}
