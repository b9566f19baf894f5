/// A failure as the user is told it: what was asked of whom, what came back, and what to do.
///
/// Never holds a secret: not in the words, not in the address.
package struct Problem: Error, Hashable, Sendable {
    /// What went wrong, for the program's own decisions.
    package enum Kind: Hashable, Sendable {
        /// A file, variable or argument cannot be used.
        case configuration
        /// A password or one-time code is needed before anything can be asked.
        case credentialMissing
        /// 401: the service does not accept the credentials or the token.
        case unauthorized
        /// 403.
        case forbidden
        /// 404: not there, or not visible.
        case notFound
        /// 409.
        case conflict
        /// 413: a quota or another limit.
        case limitReached
        /// 429 or 503; the service may have said after how many seconds to come back.
        case busy(retryAfter: Int?)
        /// Any other 4xx.
        case refused
        /// 5xx other than 503.
        case serverFault
        /// An answer that is not what the API promises: no JSON, cut short, wrong content type, endless redirects.
        case malformed
        /// No connection: refused, reset, no such host.
        case unreachable
        /// No answer within the time allowed.
        case timeout
        /// The certificate does not verify.
        case certificate
        /// The service catalogue has no such endpoint.
        case endpointMissing
        /// A file of the program's own can be neither read nor written.
        case storage
        /// A file of the user's cannot be used, or changed while it was.
        case file
        /// The user or the program gave up waiting.
        case cancelled
    }

    package var kind: Kind
    /// What was attempted, as the beginning of a sentence: "Could not list images".
    package var attempt: String
    /// What came back, in the service's own words where it gave any.
    package var reason: String
    /// What to do about it, a sentence; empty when there is nothing to advise.
    package var advice: String
    /// The status line's number, where a service answered.
    package var httpStatus: Int?
    /// `x-openstack-request-id` of the answer.
    package var requestID: String?
    /// Whether a change may have been carried out all the same: it was sent, and no answer says what became of it.
    package var isUncertain = false

    package init(
        _ kind: Kind, attempt: String, reason: String, advice: String = "", httpStatus: Int? = nil,
        requestID: String? = nil
    ) {
        self.kind = kind
        self.attempt = attempt
        self.reason = reason
        self.advice = advice
        self.httpStatus = httpStatus
        self.requestID = requestID
    }

    /// The whole story on one line.
    package var sentence: String {
        var text = attempt + ": " + reason
        if !text.hasSuffix(".") { text += "." }
        if !advice.isEmpty { text += " " + advice }
        if let requestID { text += " " + requestID }
        return text
    }
}
