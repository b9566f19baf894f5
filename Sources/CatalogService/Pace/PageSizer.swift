/// Chooses how many images to ask for at once: as many as take a fifth of a second, to watch rows come in. A page costs
/// something for itself too, for the way to the service and for the catalogue that is sorted anew for it, which pages of
/// one image tell; where that is much, the images take three times as long, so that the whole does not become much
/// longer.
struct PageSizer {
    static let goal = Duration.milliseconds(200)
    static let sizes = 25...1_000
    /// At least how many times a page's own price its images take.
    private static let worth = 3.0
    /// One page in so many has a single image: the third, and so on.
    private static let probing = 20
    /// How many pages tell what an image costs: the one in the middle, because a service pauses now and then.
    private static let recent = 5

    private var pages = 0
    /// How many images the last page had, of those with more than one.
    private var last = 50
    /// How many seconds the last two pages of one image took.
    private var probes: [Double] = []
    private var samples: [(count: Double, seconds: Double)] = []

    /// How many images the next page should have.
    var size: Int {
        guard let image else { return last }
        // A price that would make pages longer is not believed at once.
        let isDoubtful = probes.count == 1 && Self.worth * page > Self.goal.seconds
        if pages % Self.probing == 2 || isDoubtful { return 1 }
        let wanted = max(Self.goal.seconds, Self.worth * page) / image
        // One page that happened to be fast does not make the next one huge.
        return Int(min(max(wanted, Double(Self.sizes.lowerBound)), Double(min(last * 2, Self.sizes.upperBound))))
    }

    /// Takes in that a page for which `asked` images were asked had `count` and took `duration`. The short end of a
    /// listing tells nothing; the first page of all, for which a connection had to be made and the service to get to
    /// know the token, only what to try next.
    mutating func note(_ count: Int, of asked: Int, took duration: Duration) {
        pages += 1
        let seconds = max(duration.seconds, 0.000_001)
        guard asked > 1 else {
            probes = (probes + [seconds]).suffix(2)
            return
        }
        guard count >= Self.sizes.lowerBound else { return }
        samples = pages == 2 ? [] : samples.suffix(Self.recent - 1)
        samples.append((Double(count), seconds))
        last = count
    }

    /// How long a page of `count` images is expected to take; nil while nothing is known.
    func expected(_ count: Int) -> Duration? { image.map { .seconds(page + $0 * Double(count)) } }

    /// What a page costs for itself, in seconds: while that is unknown, everything is counted for its images.
    private var page: Double { probes.min() ?? 0 }

    /// What each image of a page costs, in seconds.
    private var image: Double? {
        guard !samples.isEmpty else { return nil }
        let costs = samples.map { max($0.seconds - page, $0.seconds / 10) / $0.count }.sorted()
        return costs[(costs.count - 1) / 2]
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
