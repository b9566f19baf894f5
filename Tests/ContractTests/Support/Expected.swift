import Catalog
import Testing

/// What a listing held before and after the program read it. Others may work on the same cloud meanwhile.
struct Expected {
    let before: Set<ImageID>
    let after: Set<ImageID>

    /// Whether `found` has all that was there all the time, and nothing that never was. Exact where nothing changed.
    ///
    /// - Parameter others: what of that is other tests', who may have made and deleted it between the two listings.
    func expectAgreement(
        with found: Set<ImageID>, besides others: Set<ImageID> = [], _ what: Comment,
        location: SourceLocation = #_sourceLocation
    ) {
        let missing = before.intersection(after).subtracting(found)
        let excess = found.subtracting(before.union(after)).subtracting(others)
        #expect(missing.isEmpty, "missing in \(what)", sourceLocation: location)
        #expect(excess.isEmpty, "too many in \(what)", sourceLocation: location)
    }
}

extension Expected {
    /// What nobody else can have changed.
    init(exactly ids: Set<ImageID>) { self.init(before: ids, after: ids) }

    /// Asks for what is expected before and after `body` has been done.
    static func around<Value>(
        isolation: isolated (any Actor)? = #isolation, _ ask: () async throws -> Set<ImageID>,
        _ body: () async throws -> Value
    ) async throws -> (Expected, Value) {
        let before = try await ask()
        let value = try await body()
        return (Expected(before: before, after: try await ask()), value)
    }
}
