import Catalog

let mine = ProjectID("0a")
let theirs = ProjectID("0b")

func id(_ number: Int) -> ImageID {
    let digits = String(number)
    return ImageID("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

extension ImageID {
    /// The number of a sample.
    var short: String { String(rawValue.suffix(12).drop { $0 == "0" }) }
}

func image(
    _ number: Int, owner: ProjectID = mine, _ visibility: Visibility = .private, hidden: Bool = false,
    status: ImageStatus = .active
) -> Image {
    var image = Image(id: id(number), name: "image-\(number)", status: status, visibility: visibility)
    image.owner = owner
    image.isHidden = hidden
    return image
}

func session(_ roles: [String] = ["member"], project: ProjectID = mine) -> Session {
    Session(
        cloud: "scripted", region: "RegionOne", user: Named(id: "u1", name: "alice"), project: Named(id: project),
        roles: roles)
}
