internal import Catalog

/// The proxies that the environment asks for (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, either case; the
/// lower case wins, as with curl).
package struct Proxies: Hashable, Sendable {
    struct Proxy: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case http, socks }

        var kind: Kind
        var host: String
        var port: Int
        /// `user:password`, undecoded.
        var userInfo: Secret?
        /// The variable that names it.
        var variable: String

        var url: String {
            let host = self.host.contains(":") ? "[\(self.host)]" : self.host
            return "\(kind == .http ? "http" : "socks5")://\(host):\(port)"
        }
    }

    private var https: Proxy?
    private var http: Proxy?
    private var exceptions: [String]
    /// Variables that name no usable proxy.
    package private(set) var notices: [ConfigurationNotice] = []

    package init(environment: [String: String]) {
        func value(_ name: String) -> (variable: String, text: String)? {
            for variable in [name, name.uppercased()] {
                if let text = environment[variable]?.trimmed, !text.isEmpty { return (variable, text) }
            }
            return nil
        }
        exceptions = (value("no_proxy")?.text ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
        for (scheme, name) in [("https", "https_proxy"), ("http", "http_proxy")] {
            guard let given = value(name) ?? value("all_proxy") else { continue }
            guard let proxy = Self.proxy(given.text, variable: given.variable) else {
                let text = "this names no proxy that Vitrine can use (http and socks5 are known); it is ignored"
                notices.append(ConfigurationNotice(text, at: Place(given.variable)))
                continue
            }
            if scheme == "https" { https = proxy } else { http = proxy }
        }
    }

    /// The proxy on the way to an address; nil for the direct way.
    func proxy(for address: Address) -> Proxy? {
        guard let proxy = address.scheme == .https ? https : http else { return nil }
        return exceptions.contains { Self.covers($0, address) } ? nil : proxy
    }

    private static func proxy(_ text: String, variable: String) -> Proxy? {
        let parts = text.split(separator: "://", maxSplits: 1).map(String.init)
        let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
        // The parser of addresses knows http only; what differs is the default port.
        guard let rest = parts.last, let address = Address("http://" + rest) else { return nil }
        switch scheme {
        case "http":
            return Proxy(
                kind: .http, host: address.host, port: address.port, userInfo: address.userInfo.map(Secret.init),
                variable: variable)
        case "socks5", "socks5h", "socks":
            let isGiven = [":\(address.port)", ":\(address.port)/"].contains(where: rest.hasSuffix)
            let port = isGiven ? address.port : 1_080
            guard address.userInfo == nil else { return nil }
            return Proxy(kind: .socks, host: address.host, port: port, variable: variable)
        default: return nil
        }
    }

    /// Whether an entry of `NO_PROXY` means this address: `*`, a name with everything below it, an IP address, a
    /// network such as `10.0.0.0/8`; each possibly with a port.
    private static func covers(_ entry: String, _ address: Address) -> Bool {
        if entry == "*" { return true }
        var name = Substring(entry)
        if let colon = name.lastIndex(of: ":"), name.firstIndex(of: ":") == colon,
            let port = Int(name[name.index(after: colon)...])
        {
            guard port == address.port else { return false }
            name = name[..<colon]
        }
        if name.contains("/") { return isInside(String(name), address.host) }
        while name.first == "." || name.first == "*" { name.removeFirst() }
        guard !name.isEmpty else { return false }
        return address.host == name || address.host.hasSuffix("." + name)
    }

    private static func isInside(_ network: String, _ host: String) -> Bool {
        let parts = network.split(separator: "/")
        guard parts.count == 2, let bits = Int(parts[1]), (0...32).contains(bits), let address = number(host),
            let base = number(String(parts[0]))
        else { return false }
        return bits == 0 || address >> UInt32(32 - bits) == base >> UInt32(32 - bits)
    }

    /// An IPv4 address as a number.
    private static func number(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(0) { sum, part in part.flatMap { byte in sum.map { $0 << 8 | UInt32(byte) } } }
    }
}
