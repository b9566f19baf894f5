/// Chooses how many images to ask for at once: as many as take a fifth of a second, to watch rows come in. A page costs
/// something for itself too, for the way to the service and for the catalogue that is sorted anew for it, which pages of
/// one image tell; where that is much, pages take four times as long, so that the whole does not become much longer.
struct PageSizer {
    static let goal = Duration.milliseconds(200)
    static let sizes = 25...1_000
    /// At least how many times its own price a page takes.
    private static let worth = 4.0
    /// One page in so many has a single image: the third, and so on.
    private static let probing = 20
    /// How many pages tell what an image costs.
    private static let recent = 5
    /// How many times as long as expected a page counts at most: one for which the service paused tells little.
    private static let trust = 1.5

    private var pages = 0
    /// How many images the last page had, of those with more than one.
    private var last = 50
    /// How many seconds the last two pages of one image took.
    private var probes: [Double] = []
    private var samples: [(count: Double, seconds: Double)] = []

    /// How many images the next page should have.
    var size: Int {
        guard let image else { return last }
        if pages % Self.probing == 2 { return 1 }
        let wanted = (max(Self.goal.seconds, Self.worth * page) - page) / image
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
        let longest = expected(count).map { Self.trust * $0.seconds } ?? .infinity
        samples = pages == 2 ? [] : samples.suffix(Self.recent - 1)
        samples.append((Double(count), min(seconds, longest)))
        last = count
    }

    /// How long a page of `count` images is expected to take; nil while nothing is known.
    func expected(_ count: Int) -> Duration? { image.map { .seconds(page + $0 * Double(count)) } }

    /// What a page costs for itself, in seconds: while that is unknown, everything is counted for its images.
    private var page: Double { probes.min() ?? 0 }

    /// What each image of a page costs, in seconds.
    private var image: Double? {
        guard !samples.isEmpty else { return nil }
        let seconds = samples.map(\.seconds).reduce(0, +)
        return max(seconds - page * Double(samples.count), seconds / 10) / samples.map(\.count).reduce(0, +)
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
