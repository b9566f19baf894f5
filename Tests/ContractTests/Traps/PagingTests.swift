import Catalog
import Testing

/// GLANCE-FACTS "What bites", items 3 and 4: where the next page begins.
@Suite("Paging that the service makes hard", .serialized)
struct PagingTests {
    @Test("Bites 3: sorted by size, the service repeats pages for ever; the program never asks for an order")
    func neverSorted() async throws {
        try await Team.use(PrivateCloud.stock) { team in
            for number in 1...3 { try await team.owner.create("queued-\(number)") }
            // The trap is there: the image without a size is followed by itself.
            let sorted = "/v2/images?limit=1&sort=size:desc&owner=\(team.owner.project)"
            var markers: [String] = []
            var next: String? = sorted
            while let path = next, markers.count < 10 {
                next = try await team.owner.call("GET", path).json["next"]?.string
                if let next { markers.append(next) }
            }
            #expect(Set(markers).count < markers.count)

            try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                try await seat.synchronised()
                seat.press("o", "s", "i", "z", "e", "Enter")
                #expect(seat.lines[1].contains("by size"))
                try await seat.refresh()
                #expect(seat.ids(.images) == (try await team.owner.ids("visibility=all")))
                #expect(!seat.requests.contains { $0.path.contains("sort") })
            }
        }
    }

    @Test("Bites 3: links that lead back, at once and in a circle, end in a complete list")
    func lyingLinks() async throws {
        let cloud = try await PrivateCloud.odd
        try await FaultProxy.use(cloud) { proxy, _ in
            let alice = try await Person.named("alice", of: cloud)
            let images = try await alice.images("visibility=all")
            let ids = images.compactMap(\.imageID)

            /// Answers the page after `marker` with these images and a link to the page after another one.
            func lie(after marker: ImageID?, _ range: Range<Int>, next: ImageID) async throws {
                let start = #"^/v2/images\?limit=\d+(&created_at=[^&]*)?&visibility=all"#
                try await proxy.rule(
                    "replace",
                    [
                        "path": .string(start + (marker.map { "&marker=\($0)$" } ?? "$")),
                        "body": [
                            "images": .array(Array(images[range])),
                            "next": .string("/v2/images?limit=50&visibility=all&marker=\(next)"),
                        ],
                    ])
            }
            try await lie(after: nil, 0..<20, next: ids[19])
            // Back to where it was, then on to a page that was there before.
            try await lie(after: ids[19], 20..<40, next: ids[19])
            try await lie(after: ids[39], 40..<60, next: ids[9])
            try await lie(after: ids[9], 10..<60, next: ids[19])

            try await Seat.use(["alice": proxy.entry("alice")]) { seat in
                try await seat.synchronised()
                let listed = try await proxy.requests().filter { $0.path.contains("visibility=all&marker=") }
                let asked = listed.compactMap { $0.path.split(separator: "=").last }
                #expect(Set(asked).count == asked.count, "no page was asked for twice")
                #expect(asked.contains(Substring(ids[59].rawValue)), "it went on after the last row")
                Expected(exactly: Set(ids)).expectAgreement(with: seat.ids(.images), "Images")
                #expect(seat.look(\.losses).isEmpty)
            }
        }
    }

    @Test("Bites 4: an image that is deleted while it is the next page's marker costs nothing")
    func vanishedMarker() async throws {
        try await Team.use(await PrivateCloud.odd) { team in
            // The first page ends with one of these: the newest come first, and others' images are left alone.
            var own: Set<ImageID> = []
            for number in 0..<60 { own.insert(try await team.owner.create("marker-\(number)")) }
            try await FaultProxy.use(team.cloud) { proxy, _ in
                let hold = try await proxy.rule("hold", ["path": "visibility=all&marker="])
                try await Seat.use(["owner": team.entry(team.owner, at: proxy.keystone())]) { seat in
                    let held = try await proxy.request("the second page") { $0.path.contains("visibility=all&marker=") }
                    let marker = ImageID(String(held.path.split(separator: "=").last ?? ""))
                    try #require(own.contains(marker))
                    try await team.owner.delete(marker)
                    try await proxy.remove(hold)

                    try await seat.synchronised()
                    let answer = try await proxy.request("the answer") { $0.path == held.path && $0.ended != nil }
                    #expect(answer.status == 400, "the service refuses the marker")
                    Expected(exactly: try await team.owner.ids("visibility=all")).expectAgreement(
                        with: seat.ids(.images), "Images")
                    #expect(seat.entry(marker) == nil, "it was listed before it was deleted")
                    #expect(seat.look(\.losses).isEmpty)
                }
            }
        }
    }
}
