package import Catalog

/// Signs in to one cloud and keeps the token fresh for everyone who needs it.
///
/// Parallel calls share one renewal. What was typed stays in memory, and nowhere else.
package actor SignIn {
    package nonisolated let cloud: Cloud
    nonisolated let transport: Transport
    /// Asks the person at the screen; throws when they give up.
    package typealias Ask = @Sendable (CredentialRequest) async throws -> Secret

    let ask: Ask
    private var current: Ticket?
    private var renewal: Task<Result<Ticket, Problem>, Never>?
    /// Passwords and codes that were typed, until they are refused or spent.
    var typed: [CredentialRequest.Secret: Secret] = [:]
    /// A token of the same user that proves who they are where asking again would be a nuisance; used once.
    var borrowed: Secret?
    /// Whether the next sign-in needs a one-time code that has to be asked for.
    var needsPasscode = false
    /// Whether the sign-in under way uses something that was typed, and so may have been mistyped.
    var reliesOnTyping = false
    /// Why the last sign-in failed, to be told with the next question.
    var refusal: String?

    /// What a request carries, and what is known about the one who sends it.
    struct Ticket: Sendable {
        var authorization: Call.Authorization
        var token: Token?

        /// Whether this is an older one than `other`, or the same.
        func isSame(as other: Ticket) -> Bool { authorization == other.authorization }
    }

    package init(cloud: Cloud, transport: Transport, ask: @escaping Ask) {
        self.cloud = cloud
        self.transport = transport
        self.ask = ask
    }

    // MARK: Signing in

    /// Signs in unless that has happened, and tells who is signed in, where, and with which rights.
    package func session() async throws(Problem) -> Session {
        let ticket = try await ticket()
        var session = Session(
            cloud: cloud.name, region: region(ticket), user: ticket.token?.user ?? basicUser,
            project: ticket.token?.project, roles: ticket.token?.roles ?? [])
        session.verifiesCertificates = cloud.tls.verifies
        session.services = Set(Service.allCases.filter { hasEndpoint($0, ticket) }.map(\.rawValue))
        return session
    }

    /// When the token ends, by this machine's clock; nil without a token, or with one that says nothing about it.
    package var expiry: Instant? { current?.token?.expiresAt }

    /// What the token shows of the configuration that works, but not as its author may think; empty without one.
    package var notices: [ConfigurationNotice] {
        guard let current, let token = current.token else { return [] }
        var notices: [ConfigurationNotice] = []
        if cloud.settings(.image).region == nil, regions.count > 1 {
            let text =
                "no region is configured, and the catalogue has \(regions.joined(separator: ", ")); "
                + "\(region(current) ?? regions[0]) is used"
            notices.append(ConfigurationNotice(text, at: cloud.place))
        }
        if let skew = token.clockSkew, abs(skew) > 60 {
            let text = "this machine's clock is \(abs(skew)) s \(skew > 0 ? "behind" : "ahead of") the cloud's"
            notices.append(ConfigurationNotice(text))
        }
        return notices
    }

    /// Signs in anew, so that changed roles count.
    package func signInAgain() async throws(Problem) -> Session {
        current = nil
        return try await session()
    }

    /// A token that is good for a while, renewed if need be.
    func ticket(lasting seconds: Int64 = Token.usualReserve) async throws(Problem) -> Ticket {
        if let current, !isExpiring(current, reserve: seconds) { return current }
        if let renewal { return try await renewal.value.get() }
        let task = Task { await self.newTicket() }
        renewal = task
        let result = await task.value
        return try result.get()
    }

    private func newTicket() async -> Result<Ticket, Problem> {
        defer { renewal = nil }
        do throws(Problem) {
            let ticket = try await freshTicket()
            current = ticket
            return .success(ticket)
        } catch {
            return .failure(error)
        }
    }

    /// A ticket that the service refused is not used again; one that has replaced it meanwhile is.
    func discard(_ ticket: Ticket) {
        if let current, current.isSame(as: ticket) { self.current = nil }
    }

    private func isExpiring(_ ticket: Ticket, reserve: Int64) -> Bool {
        guard let token = ticket.token else { return false }
        let now = transport.timing.now()
        // A token that cannot be renewed is used to its last second.
        if !canRenew { return token.expiresAt.map { $0 <= now } ?? false }
        return token.isExpiring(at: now, reserve: reserve)
    }

    // MARK: Endpoints

    /// The address of a service for this cloud and token.
    package func endpoint(_ service: Service, attempt: String) async throws(Problem) -> Endpoint {
        let ticket = try await ticket()
        return try endpoint(service, ticket, attempt: attempt)
    }

    private func endpoint(_ service: Service, _ ticket: Ticket, attempt: String) throws(Problem) -> Endpoint {
        let catalogue = ticket.token?.catalogue ?? ServiceCatalogue()
        return try Endpoint(service, of: cloud, catalogue: catalogue, attempt: attempt)
    }

    private func hasEndpoint(_ service: Service, _ ticket: Ticket) -> Bool {
        (try? endpoint(service, ticket, attempt: "")) != nil
    }

    /// Whether the cloud has no such service: there is no catalogue that could list one, or it lists others only,
    /// whatever region and interface. What the configuration names or switches off is not missing.
    func lacks(_ service: Service) async throws(Problem) -> Bool {
        let ticket = try await ticket()
        let settings = cloud.settings(service)
        guard settings.endpointOverride == nil, settings.disabledReason == nil else { return false }
        guard let catalogue = ticket.token?.catalogue else { return true }
        // One that lists nothing belongs to a token for no project.
        return !catalogue.services.isEmpty && !catalogue.lists(service, settings)
    }

    /// Every address that the catalogue gives for a service, as `interface`, `region` and `url`.
    package func catalogueEndpoints(_ service: Service) async throws(Problem) -> [CatalogueEndpoint] {
        let catalogue = try await ticket().token?.catalogue ?? ServiceCatalogue()
        return catalogue.endpoints(service, cloud.settings(service)).map {
            CatalogueEndpoint(service: service, interface: $0.interface, region: $0.region, url: $0.url)
        }
    }

    /// The regions in which the present token's catalogue has an image service. Empty before the sign-in, and where the
    /// entry says where images are whatever the region is.
    package var regions: [String] {
        let fixed = cloud.services[.image]
        guard fixed?.region == nil, fixed?.endpointOverride == nil else { return [] }
        return current?.token?.catalogue.regions(.image, cloud.settings(.image)) ?? []
    }

    private func region(_ ticket: Ticket) -> String? {
        cloud.region ?? (try? endpoint(.image, ticket, attempt: ""))?.region
    }

    private var basicUser: Named<String>? {
        if case .fixed(_, .basic(let user, _)) = cloud.credentials { Named(id: user, name: user) } else { nil }
    }

    // MARK: Sending

    /// Sends a call that `make` builds for the service's address, with a token that is good for so many seconds if one
    /// can be had. After a 401, which comes before anything is done, it signs in once more and repeats once.
    func send(
        _ service: Service, _ attempt: String, lasting seconds: Int64 = Token.usualReserve,
        _ make: @Sendable (Endpoint) throws(Problem) -> Call
    ) async throws(Problem) -> Answer {
        let ticket = try await ticket(lasting: seconds)
        let endpoint: Endpoint
        do throws(Problem) {
            endpoint = try self.endpoint(service, ticket, attempt: attempt)
        } catch {
            // The catalogue comes with the token: the next one may know more. Other services may well be missing.
            if service == .image, error.kind == .endpointMissing { discard(ticket) }
            throw error
        }
        var call = try make(endpoint)
        call.authorization = ticket.authorization
        do throws(Problem) {
            return try await transport.send(call)
        } catch {
            guard error.kind == .unauthorized else { throw error }
            guard canRenew else { throw cannotRenew(error) }
            discard(ticket)
            forgetTypedBasicPassword(error)
            call.authorization = try await self.ticket().authorization
            return try await transport.send(call)
        }
    }

    // MARK: Switching

    /// A sign-in to the same cloud for another project or region, which asks for nothing that was typed already.
    ///
    /// - Parameters:
    ///   - cloud: The same entry with another scope (`Cloud.scoped(to:)`) or region.
    ///   - transport: Connections for that.
    package func switched(to cloud: Cloud, over transport: Transport) async -> SignIn {
        let other = SignIn(cloud: cloud, transport: transport, ask: ask)
        // A region may have an identity service and a user of its own.
        if cloud.authURL == self.cloud.authURL, cloud.userName == self.cloud.userName {
            await other.adopt(
                typed, needsPasscode: needsPasscode, borrowed: spendsPasscode ? current?.token?.secret : nil)
        }
        return other
    }

    private func adopt(_ typed: [CredentialRequest.Secret: Secret], needsPasscode: Bool, borrowed: Secret?) {
        self.typed = typed
        self.needsPasscode = needsPasscode
        self.borrowed = borrowed
    }
}

/// One address in a cloud's catalogue.
package struct CatalogueEndpoint: Hashable, Sendable {
    package var service: Service
    package var interface: String
    package var region: String?
    package var url: String
}
