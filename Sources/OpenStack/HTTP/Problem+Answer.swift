internal import Catalog
internal import NIOHTTP1

/// Answers that are refusals.
extension Problem {
    /// What an answer with the status `status` means. `now` is for a `Retry-After` that names a moment.
    init(status: Int, headers: HTTPHeaders, body: [UInt8], call: Call, secrets: Secrets = Secrets(), now: Instant) {
        var message = ErrorMessage.text(
            body: body, contentType: headers.first(name: "content-type"), striking: secrets)
        // The words that a web framework has for every 401 speak of browsers.
        if status == 401, message?.hasPrefix("This server could not verify that you are") == true { message = nil }
        let meaning = Meaning(status: status, retryAfter: RetryAfter.seconds(headers, now: now))
        // A server that fails may say anything, also something that sounds like the user's mistake.
        if meaning.kind == .serverFault, let words = message, !words.hasPrefix(String(status)) {
            message = "\(meaning.words): \(words)"
        }
        self.init(
            meaning.kind, attempt: call.attempt, reason: message ?? meaning.words, advice: meaning.advice,
            httpStatus: status, requestID: Answer.requestID(headers))
        // 503 is said by whoever did not pass the request on.
        isUncertain = status >= 500 && status != 503 && !call.isRepeatable
    }

    /// What a status says to the user where the service gives no words of its own (image-api 14).
    private struct Meaning {
        var kind: Kind
        var words: String
        var advice = ""

        init(status: Int, retryAfter: Int?) {
            switch status {
            case 401: self.init(.unauthorized, "the token or password is not accepted", "Sign in again.")
            case 403:
                self.init(
                    .forbidden, "not allowed",
                    "Your roles in this project do not permit it: ask its administrator for another one.")
            case 404: self.init(.notFound, "not there", "It is gone, or this project may not see it.")
            case 405:
                self.init(.refused, "the service has no such function", "This site may be older: see `vitrine doctor`.")
            case 407:
                self.init(
                    .unreachable, "the proxy asks for a password", "Put user and password into the proxy's variable.")
            case 409: self.init(.conflict, "the state has changed meanwhile", "Refresh and try again.")
            case 410: self.init(.notFound, "it has been deleted", "Refresh the list.")
            case 413:
                self.init(
                    .limitReached, "too large",
                    "A quota or another limit of the site is reached: make room, or ask its operators to raise it.")
            case 414, 431: self.init(.refused, "the request is too long for the service")
            case 415: self.init(.refused, "the service does not take data of this type")
            case 416: self.init(.refused, "the data has no such part", "Start from the beginning.")
            case 429, 503:
                let wait = retryAfter.map { "It asks to come back in \($0) s." } ?? "Try again in a moment."
                self.init(.busy(retryAfter: retryAfter), "the service is overloaded or under maintenance", wait)
            case 400..<500: self.init(.refused, "the request is not accepted (\(status))")
            case 502, 504:
                self.init(.serverFault, "the service behind the front end does not answer (\(status))", Self.operators)
            case 500...: self.init(.serverFault, "the service failed (\(status))", Self.operators)
            default: self.init(.malformed, "an answer that makes no sense here (\(status))")
            }
        }

        private init(_ kind: Kind, _ words: String, _ advice: String = "") {
            self.kind = kind
            self.words = words
            self.advice = advice
        }

        private static let operators = "Try again later; if it stays so, tell the site's operators."
    }
}

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
enum RetryAfter {
    /// More than this nobody means: a day.
    static let longest = 86_400

    /// Seconds to wait, never negative and a day at most; nil if the header is missing or makes no sense.
    static func seconds(_ headers: HTTPHeaders, now: Instant) -> Int? {
        guard let text = headers.first(name: "retry-after")?.trimmed else { return nil }
        if let seconds = Int(text) { return min(max(0, seconds), longest) }
        return HTTPDate.moment(text).map { min(Int(max(0, $0 - now)), longest) }
    }
}

/// Dates in headers (RFC 9110, 5.6.7).
enum HTTPDate {
    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that may still be sent.
    static func moment(_ text: String) -> Instant? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
            let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            (1...31).contains(day), (1970...9_999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0..<61).contains(time[2]) else {
            return nil
        }
        let seconds = Int64(time[0] * 3_600 + time[1] * 60 + time[2])
        return Instant(seconds: Instant.days(year: year, month: month + 1, day: day) * 86_400 + seconds)
    }
}
