/// An http or https address, taken apart (RFC 3986). The fragment is dropped.
package struct Address: Hashable, Sendable {
    package enum Scheme: String, Sendable {
        case http, https

        var port: Int { self == .http ? 80 : 443 }
    }

    package let scheme: Scheme
    /// In lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int
    /// `user:password` as written; never part of `text`.
    let userInfo: String?
    /// Empty, or begins with `/`.
    package var path: String
    /// Without the question mark.
    package var query: String?

    /// Nil if the text is no absolute http or https address.
    package init?(_ text: String) {
        guard let colon = text.range(of: "://"), let scheme = Scheme(rawValue: text[..<colon.lower].lowercased()) else {
            return nil
        }
        let rest = text[colon.upper...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let target = rest[authority.endIndex...]
        let at = authority.lastIndex(of: "@")
        let hostAndPort = at.map { authority[authority.index(after: $0)...] } ?? authority
        guard let (host, port) = Self.host(hostAndPort) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.port
        userInfo = at.map { String(authority[..<$0]) }
        let path = target.prefix { $0 != "?" }
        self.path = String(path)
        query = path.endIndex < target.endIndex ? String(target[path.endIndex...].dropFirst()) : nil
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
    }

    /// Scheme, host and port: `https://api.example.org:9292`.
    package var origin: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return "\(scheme.rawValue)://\(host)" + (port == scheme.port ? "" : ":\(port)")
    }

    /// Path and query as they stand in a request line.
    package var target: String { (path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "") }

    /// The whole address, without user and password.
    package var text: String { origin + path + (query.map { "?" + $0 } ?? "") }

    /// The address that a `Location` header means, seen from this one. Nil if it leads out of http and https.
    func resolving(_ reference: String) -> Address? {
        if reference.hasPrefix("//") { return Address(scheme.rawValue + ":" + reference) }
        if reference.hasPrefix("/") { return Address(origin + reference) }
        if let colon = reference.firstIndex(of: ":"),
            reference[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        {
            return Address(reference)
        }
        if reference.hasPrefix("?") { return Address(origin + path + reference) }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return Address(origin + folder + reference)
    }

    /// Host and port of `example.org:80` or `[::1]:80`.
    private static func host(_ text: Substring) -> (String, Int?)? {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<close]
            let rest = text[text.index(after: close)...]
            if !rest.isEmpty {
                guard rest.first == ":" else { return nil }
                port = rest.dropFirst()
            }
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII }) else { return nil }
        guard let port, !port.isEmpty else { return (host.lowercased(), nil) }
        guard let number = Int(port), (1...65_535).contains(number) else { return nil }
        return (host.lowercased(), number)
    }
}

extension String {
    /// Where `part` first occurs.
    fileprivate func range(of part: String) -> (lower: Index, upper: Index)? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return (start, index(start, offsetBy: part.count)) }
            start = index(after: start)
        }
        return nil
    }
}
