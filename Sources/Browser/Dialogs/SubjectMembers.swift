internal import Catalog

/// The members of the images that a dialog is about, as far as they are read while it is open.
struct SubjectMembers: Sendable {
    private(set) var answers: [ImageID: Result<[Member], Problem>] = [:]
    private let images: Set<ImageID>

    /// Of more images than this nobody's members are read: that would keep the service busy for long.
    static let mostAsked = 200

    /// What asks for them; empty where nobody has to be asked, for only shared images have any.
    let questions: [Effect]

    init(of subjects: Subjects) {
        images = Set(subjects.entries.map(\.id))
        let shared = subjects.entries.filter { $0.image.visibility == .shared }.map(\.id)
        questions = shared.isEmpty || shared.count > Self.mostAsked ? [] : [.fetchMembers(shared)]
    }

    mutating func take(_ found: [ImageID: Result<[Member], Problem>]) {
        answers.merge(found.filter { images.contains($0.key) }) { $1 }
    }

    /// Nil where they could not be read, or are not yet.
    func known(of image: ImageID) -> [Member]? { try? answers[image]?.get() }

    /// Why they could not be read.
    func problem(of image: ImageID) -> Problem? {
        if case .failure(let problem) = answers[image] { problem } else { nil }
    }
}
