import Catalog

/// The project of the one who looks, and two others.
let own = ProjectID("11111111111111111111111111111111")
let other = ProjectID("22222222222222222222222222222222")
let third = ProjectID("33333333333333333333333333333333")

/// A moment in November 2026, given as the day and the hour.
func moment(_ day: Int, _ hour: Int = 0) -> Instant {
    Instant(seconds: Instant.days(year: 2026, month: 11, day: day) * 86_400 + Int64(hour * 3_600))
}

/// An image with the ID `id` filled up to a UUID.
func image(
    _ id: Int, _ name: String?, owner: ProjectID? = own, _ visibility: Visibility = .private,
    _ status: ImageStatus = .active, change: (inout Image) -> Void = { _ in }
) -> Image {
    let digits = String(id)
    let text = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    var image = Image(id: ImageID(text), name: name, status: status, visibility: visibility)
    image.owner = owner
    change(&image)
    return image
}

func entry(
    _ id: Int, _ name: String?, owner: ProjectID? = own, _ visibility: Visibility = .private,
    _ status: ImageStatus = .active, offer: MemberStatus? = nil, news: News? = nil,
    change: (inout Image) -> Void = { _ in }
) -> CatalogueEntry {
    CatalogueEntry(
        image: image(id, name, owner: owner, visibility, status, change: change),
        offer: offer.map { Offer(status: $0) }, news: news)
}

/// A member of the project `own`.
let member = PaneScope(project: own, isAdmin: false)
/// An administrator signed in to the project `own`.
let administrator = PaneScope(project: own, isAdmin: true)

func catalogue(_ entries: [CatalogueEntry], scope: PaneScope = member) -> Catalogue {
    var catalogue = Catalogue(scope: scope)
    _ = catalogue.load(entries)
    return catalogue
}

extension Listing {
    /// The lines as text: names of images (or IDs), `+stem` for a family, two blanks before its versions.
    func lines(in catalogue: Catalogue) -> [String] {
        (0..<count).map { place in
            switch self[place] {
            case .image(let slot): catalogue[slot]?.image.name ?? "?"
            case .family(let family): "+" + catalogue.key(of: family).stem
            case .version(let slot): "  " + (catalogue[slot]?.image.name ?? "?")
            }
        }
    }
}

/// A small generator of numbers that are the same in each run.
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
