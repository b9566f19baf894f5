/// Thrown when something that was waited for did not happen.
package struct DeadlinePassed: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

/// Asks again and again until there is an answer.
///
/// - Throws: `DeadlinePassed` with `what` and what `state` tells when there is none in time.
package func eventually<Answer>(
    _ what: String, within limit: Duration = .seconds(60), state: () -> String = { "" },
    isolation: isolated (any Actor)? = #isolation, _ ask: () throws -> Answer?
) async throws -> Answer {
    let end = ContinuousClock.now + limit
    while true {
        if let answer = try ask() { return answer }
        if ContinuousClock.now > end { throw DeadlinePassed(description: "not in time: \(what)\n\(state())") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
