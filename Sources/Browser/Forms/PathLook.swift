internal import Catalog

/// The look at a path that a field names: asked for once a path, and what came of it.
struct PathLook<Facts: Sendable>: Sendable {
    private var found: (path: String, answer: Result<Facts, Problem>)?
    private var asked = ""

    /// What has to be asked about a path now: what is there, and how it may go on.
    mutating func questions(about path: String, _ question: (String) -> Effect) -> [Effect] {
        guard path != asked else { return [] }
        asked = path
        return path.isEmpty ? [] : [question(path), .completePath(path)]
    }

    /// Takes in what was found at a path, if the field still names it. Answers whether it does.
    ///
    /// - Parameter isFile: whether something good to know makes the path that of a file, which needs no completing.
    mutating func take(
        _ answer: Result<Facts, Problem>, at path: String, of field: inout FormField, isFile: Bool = true
    ) -> Bool {
        guard path == field.value else { return false }
        found = (path, answer)
        if isFile, case .success = answer, case .path(let text, var completion) = field.control {
            completion.isFile = true
            field.control = .path(text, completion)
        }
        return true
    }

    /// Nil while nothing is known.
    func answer(for path: String) -> Result<Facts, Problem>? { found?.path == path ? found?.answer : nil }

    /// What is known of what can be read.
    func facts(at path: String) -> Facts? { try? answer(for: path)?.get() }
}

/// The look into a file of image data.
typealias FileLook = PathLook<ImageFileFacts>

extension FileLook {
    mutating func questions(about path: String) -> [Effect] { questions(about: path) { .lookIntoFile($0) } }
}
