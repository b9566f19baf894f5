extension Result where Failure == Problem {
    /// What comes of some work, as a value.
    ///
    /// Child tasks that answer a tuple need it: of `return (id, .success(try await …))` in one of them, the optimiser of
    /// Swift 6.3 makes code that crashes when the work throws.
    package init(of work: () async throws(Problem) -> Success) async {
        do throws(Problem) { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
