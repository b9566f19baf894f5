internal import Catalog

/// A token with what the identity service said about it.
struct Token: Sendable {
    var secret: Secret
    var user: Named<String>?
    var project: Named<ProjectID>?
    var roles: [String]
    var catalogue: ServiceCatalogue
    /// By this machine's clock; nil if the service did not say.
    var expiresAt: Instant?
    /// Seconds from issue to expiry.
    var lifetime: Int64?
    /// Seconds by which the service's clock is ahead of this machine's.
    var clockSkew: Int64?

    /// Reads the answer to a sign-in that came at `now`.
    init(_ answer: Answer, now: Instant) throws(Problem) {
        guard let secret = answer.header("x-subject-token"), !secret.isEmpty else {
            throw answer.malformed("the answer to the sign-in holds no token")
        }
        guard let token = try answer.json()["token"], token.object != nil else {
            throw answer.malformed("the answer to the sign-in says nothing about the token")
        }
        self.secret = Secret(secret)
        user = token["user"]?.named.map { Named(id: $0.id, name: $0.name) }
        project = token["project"]?.named.map { Named(id: ProjectID($0.id), name: $0.name) }
        roles = token["roles"]?.array?.compactMap { $0["name"]?.string } ?? []
        catalogue = ServiceCatalogue(token["catalog"])
        if let expires = token["expires_at"]?.string.flatMap(Instant.init(iso:)) {
            // Only the difference of the two is used where possible: the two clocks need not agree.
            // A token made from another one keeps that one's end, but has a time of issue of its own.
            let issued = token["issued_at"]?.string.flatMap(Instant.init(iso:))
            clockSkew = issued.map { $0 - now }
            lifetime = expires - (issued ?? now)
            expiresAt = now + (expires - (issued ?? now))
        }
    }

    /// Seconds that should remain for a usual request.
    static let usualReserve: Int64 = 120
    /// Seconds that should remain when an upload begins. One that ends during it does no harm, but a service may look at
    /// it once more when it has passed the data on.
    static let reserveForUploads: Int64 = 600

    /// Whether it should be renewed before it is used: less than `reserve` seconds remain, or less than half of a life
    /// that is itself short.
    func isExpiring(at now: Instant, reserve: Int64 = Self.usualReserve) -> Bool {
        guard let expiresAt, let lifetime else { return false }
        return expiresAt - now < min(reserve, lifetime / 2)
    }
}

extension JSONValue {
    /// The `id` and `name` of a thing of the identity service.
    var named: (id: String, name: String?)? { self["id"]?.string.map { ($0, self["name"]?.string) } }
}
