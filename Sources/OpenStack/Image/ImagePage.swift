package import Catalog

/// One page of a list. Where the next one begins is known at once; the images are read when they are asked for, which
/// may be while the next page is under way.
package struct ImagePage: Sendable {
    /// Nil with the last page.
    package let next: PageMarker?
    /// When the service answered, by its own clock; nil if it did not tell.
    package let servedAt: Instant?
    /// Images on the page, readable or not.
    package let count: Int
    private let body: [UInt8]

    /// Finds the link to the next page without building images. `previous` is the marker with which the page was asked
    /// for.
    init(_ answer: Answer, after previous: PageMarker?) throws(Problem) {
        let head = try answer.json(as: Head.self)
        guard let count = head.count else { throw answer.malformed("the answer holds no list of images") }
        self.count = count
        body = answer.body
        servedAt = answer.header("date").flatMap(HTTPDate.moment)
        guard let link = head.next else {
            next = nil
            return
        }
        // The link names the last image that the service looked at, which it need not have shown. One that leads back
        // is a lie, and the last row of the page the place to go on.
        var marker = Self.marker(in: link)
        if marker == nil || marker == previous?.image { marker = Self.decode(answer.body).images.last?.id }
        guard let marker, marker != previous?.image else {
            throw answer.malformed("the link to the next page leads nowhere new")
        }
        next = PageMarker(after: marker, createdAt: head.created(marker))
    }

    /// Reads the images. One that cannot be read is left out and named in `unreadable`.
    package func decode() -> (images: [Image], unreadable: [String]) { Self.decode(body) }

    private static func decode(_ body: [UInt8]) -> (images: [Image], unreadable: [String]) {
        do {
            let rows = try Rows(json: body)
            return (rows.images, rows.unreadable)
        } catch {
            return ([], ["the page is \(DecodingError.words(for: error))"])
        }
    }

    private static func marker(in link: String) -> ImageID? {
        guard let question = link.firstIndex(of: "?") else { return nil }
        let query = link[link.index(after: question)...]
        let marker = query.split(separator: "&").last { $0.hasPrefix("marker=") }?.dropFirst("marker=".count)
        return marker.flatMap { $0.isEmpty ? nil : ImageID(String($0).percentDecoded) }
    }
}

extension ImagePage {
    private enum Key: CodingKey { case images, next }

    /// What has to be known of the last image of a page.
    private struct Last: Decodable {
        var id: String
        var createdAt: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case createdAt = "created_at"
        }
    }

    /// An image that is passed over.
    private struct Passed: Decodable {
        init(from decoder: any Decoder) {}
    }

    /// What has to be known of a page before its images.
    private struct Head: Decodable {
        var next: String?
        /// Nil if there is no list.
        var count: Int?
        /// Nil if it cannot be read, too.
        var last: Last?

        init(from decoder: any Decoder) throws {
            let page = try decoder.container(keyedBy: Key.self)
            next = try page.decodeIfPresent(String.self, forKey: .next)
            guard var images = try? page.nestedUnkeyedContainer(forKey: .images), let count = images.count else {
                return
            }
            self.count = count
            // Only the next page is asked for by it.
            guard next != nil else { return }
            while images.currentIndex < count - 1 { _ = try images.decode(Passed.self) }
            last = try? images.decode(Last.self)
        }

        /// When an image was created, if it is the last one.
        func created(_ id: ImageID) -> Instant? {
            last?.id == id.rawValue ? last?.createdAt.flatMap(Instant.init(iso:)) : nil
        }
    }

    /// The images of a page, each read for itself.
    private struct Rows: Decodable {
        var images: [Image] = []
        var unreadable: [String] = []

        init(from decoder: any Decoder) throws {
            var list = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .images)
            images.reserveCapacity(list.count ?? 0)
            var interner = Interner(capacity: 1_024)
            while !list.isAtEnd {
                switch try list.decode(Row.self).outcome {
                case .success(var image):
                    image.share(with: &interner)
                    images.append(image)
                case .failure(let error):
                    unreadable.append("image \(list.currentIndex) of the page: \(DecodingError.words(for: error))")
                }
            }
        }
    }

    /// One image, or why it cannot be read.
    private struct Row: Decodable {
        let outcome: Result<Image, any Error>

        init(from decoder: any Decoder) { outcome = Result { try Image(from: decoder) } }
    }
}
