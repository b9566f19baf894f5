package import Catalog

/// One page of a list. Where the next one begins is known at once; the images are read when they are asked for, which
/// may be while the next page is under way.
package struct ImagePage: Sendable {
    /// Nil with the last page.
    package let next: PageMarker?
    /// When the service answered, by its own clock; nil if it did not tell.
    package let servedAt: Instant?
    private let body: [UInt8]
    private let places: [Range<Int>]

    /// Images on the page, readable or not.
    package var count: Int { places.count }

    /// Finds the images and the link to the next page without building anything else. `previous` is the marker with
    /// which the page was asked for.
    init(_ answer: Answer, after previous: PageMarker?) throws(Problem) {
        try answer.requireJSON()
        body = answer.body
        servedAt = answer.header("date").flatMap(HTTPDate.moment)
        var places: [Range<Int>] = []
        var link: String?
        var hasImages = false
        do throws(JSONError) {
            try JSONReader.read(body) { (reader) throws(JSONError) in
                try reader.object { (key, reader) throws(JSONError) in
                    switch key {
                    case "images":
                        hasImages = true
                        try reader.array { (reader) throws(JSONError) in
                            _ = reader.peek()
                            let start = reader.offset
                            try reader.skip()
                            places.append(start..<reader.offset)
                        }
                    case "next": link = try reader.value().string
                    default: try reader.skip()
                    }
                }
                try reader.end()
            }
        } catch {
            throw answer.malformed(error)
        }
        guard hasImages else { throw answer.malformed("the answer holds no list of images") }
        self.places = places
        guard let link else {
            next = nil
            return
        }
        // The link names the last image that the service looked at, which it need not have shown. One that leads back
        // is a lie, and the last row of the page the place to go on.
        let last = places.last.flatMap { try? Self.image(in: answer.body, at: $0).id }
        let named = Self.marker(in: link)
        guard let marker = [named, last].lazy.compactMap(\.self).first(where: { $0 != previous?.image }) else {
            throw answer.malformed("the link to the next page leads nowhere new")
        }
        next = PageMarker(after: marker)
    }

    /// Reads the images. One that cannot be read is left out and named in `unreadable`.
    package func decode() -> (images: [Image], unreadable: [String]) {
        var images: [Image] = []
        var unreadable: [String] = []
        var interner = Interner(capacity: 1_024)
        images.reserveCapacity(places.count)
        for (index, place) in places.enumerated() {
            do throws(JSONError) {
                var image = try Self.image(in: body, at: place)
                image.share(with: &interner)
                images.append(image)
            } catch {
                unreadable.append("image \(index + 1) of the page: \(error.reason)")
            }
        }
        return (images, unreadable)
    }

    private static func image(in body: [UInt8], at place: Range<Int>) throws(JSONError) -> Image {
        try JSONReader.read(body, at: place) { (reader) throws(JSONError) in try Image(from: &reader) }
    }

    private static func marker(in link: String) -> ImageID? {
        guard let question = link.firstIndex(of: "?") else { return nil }
        let query = link[link.index(after: question)...]
        let marker = query.split(separator: "&").last { $0.hasPrefix("marker=") }?.dropFirst("marker=".count)
        return marker.flatMap { $0.isEmpty ? nil : ImageID(String($0).percentDecoded) }
    }
}
