package import Catalog

/// The listings of the image service from which the catalogue is put together. Each image is in one of them at most.
///
/// Accepted offers have none of their own: the service shows them in the list of visible images.
package enum ImageList: Int, Hashable, Sendable, CaseIterable {
    /// `visibility=all`.
    case visible
    /// The same with `os_hidden=true`, which lists the hidden ones only.
    case hidden
    /// Offers without an answer: `visibility=shared&member_status=pending`.
    case pending
    case pendingHidden
    /// Offers that were turned down.
    case rejected
    case rejectedHidden

    /// The status of the offers that the list holds; nil for the two lists of images that can be used.
    package var offers: MemberStatus? {
        switch self {
        case .visible, .hidden: nil
        case .pending, .pendingHidden: .pending
        case .rejected, .rejectedHidden: .rejected
        }
    }

    /// Whether it holds hidden images only.
    package var isHidden: Bool {
        switch self {
        case .visible, .pending, .rejected: false
        case .hidden, .pendingHidden, .rejectedHidden: true
        }
    }
}
