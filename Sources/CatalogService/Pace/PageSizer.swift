/// Chooses how many images to ask for at once, so that a page takes about a fifth of a second: time enough for the
/// service to serve others in between, and short enough to watch rows come in.
///
/// A page costs something for itself and something for each image. Where the first part is large (a catalogue of a
/// hundred thousand is sorted anew for each page) pages grow until it no longer dominates.
struct PageSizer {
    static let goal = Duration.milliseconds(200)
    static let sizes = 25...1_000
    /// How many times the cost of its images a page may cost at least, as a share: the images of a page are to cost
    /// four times as much as the page itself.
    private static let images = 4.0

    private struct Sample {
        var count: Double
        var seconds: Double
    }

    private var samples: [Sample] = []

    /// How many images the next page should have.
    var size: Int {
        guard let (page, image) = cost else { return 50 }
        let wanted = max((Self.goal.seconds - page) / image, Self.images * page / image)
        // One page that happened to be fast does not make the next one huge.
        let trusted = (samples.last?.count ?? 0) * 2
        return Int(min(max(wanted, Double(Self.sizes.lowerBound)), trusted, Double(Self.sizes.upperBound)))
    }

    /// Takes in that a page of `count` images took `duration`. The short end of a listing tells nothing.
    mutating func note(_ count: Int, took duration: Duration) {
        guard count >= Self.sizes.lowerBound else { return }
        samples.append(Sample(count: Double(count), seconds: max(duration.seconds, 0.000_001)))
        // The first one is kept: it is the small page that tells the two costs apart.
        if samples.count > 9 { samples.remove(at: 1) }
    }

    /// How long a page of `count` images is expected to take; nil while nothing is known.
    func expected(_ count: Int) -> Duration? {
        cost.map { .seconds($0.page + $0.image * Double(count)) }
    }

    /// What a page costs in seconds, and each of its images: the line through the samples.
    private var cost: (page: Double, image: Double)? {
        guard !samples.isEmpty else { return nil }
        let n = Double(samples.count)
        let meanCount = samples.map(\.count).reduce(0, +) / n
        let meanSeconds = samples.map(\.seconds).reduce(0, +) / n
        let spread = samples.map { ($0.count - meanCount) * ($0.count - meanCount) }.reduce(0, +)
        let flat = (0.0, meanSeconds / meanCount)
        // Two points make a line of any noise.
        guard spread > 0, samples.count > 3 else { return flat }
        let slope = samples.map { ($0.count - meanCount) * ($0.seconds - meanSeconds) }.reduce(0, +) / spread
        let page = meanSeconds - slope * meanCount
        // A fast service and a busy machine give lines that fall, or begin below nothing.
        return slope > 0 && page > 0 ? (page, slope) : flat
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
