/// Who can see an image (image API, "Image visibility"). A value this program does not know is kept as `other`.
package enum Visibility: Hashable, Sendable {
    case `private`, shared, community, `public`
    case other(String)

    /// The four that the image service defines, from the fewest readers to the most.
    package static let known: [Visibility] = [.private, .shared, .community, .public]

    package init(_ text: String) {
        switch text {
        case "private": self = .private
        case "shared": self = .shared
        case "community": self = .community
        case "public": self = .public
        default: self = .other(text)
        }
    }

    /// The service's own word.
    package var text: String {
        switch self {
        case .private: "private"
        case .shared: "shared"
        case .community: "community"
        case .public: "public"
        case .other(let text): text
        }
    }
}
