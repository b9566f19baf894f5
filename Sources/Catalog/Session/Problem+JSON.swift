/// Failures in the form in which the journal keeps them: what the user is told. Their kind, which is for the program's own
/// decisions at the moment, is not kept.
extension Problem {
    package var json: JSONValue {
        var fields: [String: JSONValue] = ["attempt": .string(attempt), "reason": .string(reason)]
        if !advice.isEmpty { fields["advice"] = .string(advice) }
        fields["status"] = httpStatus.map { .integer(Int64($0)) }
        fields["request"] = requestID.map(JSONValue.string)
        return .object(fields)
    }

    /// Nil if something is missing.
    package init?(_ json: JSONValue) {
        guard let attempt = json["attempt"]?.string, let reason = json["reason"]?.string else { return nil }
        self.init(
            .refused, attempt: attempt, reason: reason, advice: json["advice"]?.string ?? "",
            httpStatus: json["status"]?.integer.map { Int($0) }, requestID: json["request"]?.string)
    }
}
