/// Chooses how many images to ask for at once: pages of a fifth of a second while the first screens fill, to watch rows
/// come in; then pages of a quarter of the time that has passed, so that each still brings something to see, and what a
/// page costs for itself, which grows with the catalogue that is sorted anew for it, does not make the whole longer.
struct PageSizer {
    static let goal = Duration.milliseconds(200)
    static let sizes = 25...1_000
    /// Which part of the time that all pages took the next one may take.
    private static let part = 0.25
    /// How many pages tell what an image costs.
    private static let recent = 3

    private var samples: [(count: Int, duration: Duration)] = []
    private var elapsed = Duration.zero

    /// How many images the next page should have.
    var size: Int {
        guard let image = secondsPerImage, let last = samples.last else { return 50 }
        let wanted = max(Self.goal.seconds, Self.part * elapsed.seconds) / image
        // One page that happened to be fast does not make the next one huge.
        return Int(min(max(wanted, Double(Self.sizes.lowerBound)), Double(min(last.count * 2, Self.sizes.upperBound))))
    }

    /// Takes in that a page of `count` images took `duration`. The short end of a listing tells nothing.
    mutating func note(_ count: Int, took duration: Duration) {
        guard count >= Self.sizes.lowerBound else { return }
        elapsed += duration
        samples = (samples + [(count, duration)]).suffix(Self.recent)
    }

    /// How long a page of `count` images is expected to take; nil while nothing is known.
    func expected(_ count: Int) -> Duration? { secondsPerImage.map { .seconds($0 * Double(count)) } }

    /// The page's own price included.
    private var secondsPerImage: Double? {
        let count = samples.map(\.count).reduce(0, +)
        guard count > 0 else { return nil }
        return max(samples.map(\.duration.seconds).reduce(0, +), 0.000_001) / Double(count)
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
