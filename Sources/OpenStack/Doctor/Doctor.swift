internal import Catalog

/// Finds out what is wrong between this machine and a cloud. Asks for nothing but what listing images needs.
package struct Doctor: Sendable {
    private let files: CloudFiles
    private let proxies: Proxies
    private let version: String
    private let retry: RetryPolicy
    private let timing: Timing
    private let ask: SignIn.Ask

    /// - Parameters:
    ///   - version: The program's own.
    ///   - ask: For a password that is not configured.
    package init(
        files: CloudFiles, proxies: Proxies, version: String, retry: RetryPolicy = RetryPolicy(),
        timing: Timing = .system, ask: @escaping SignIn.Ask
    ) {
        self.files = files
        self.proxies = proxies
        self.version = version
        self.retry = retry
        self.timing = timing
        self.ask = ask
    }

    /// Examines the cloud that would be used, or the one named.
    package func examine(cloud name: String? = nil, region: String? = nil) async -> Diagnosis {
        var diagnosis = Diagnosis(files, cloud: name)
        diagnosis.notices += proxies.notices
        switch diagnosis.choice {
        case .ask:
            diagnosis.problems.append(
                .configuration(
                    "Could not choose a cloud", "several are configured and none is named",
                    advice: "Name one with --os-cloud or OS_CLOUD; Vitrine itself asks."))
        case .none(let problem): diagnosis.problems.append(problem)
        case .cloud(let name, _):
            do throws(Problem) {
                let cloud = try files.cloud(name, region: region)
                diagnosis.cloud = cloud
                diagnosis.notices += cloud.notices
                let transport = try Transport(
                    cloud: cloud, proxies: proxies, version: version, retry: retry, timing: timing)
                await examine(SignIn(cloud: cloud, transport: transport, ask: ask), &diagnosis)
                await transport.close()
            } catch {
                diagnosis.problems.append(error)
            }
        }
        return diagnosis
    }

    private func examine(_ signIn: SignIn, _ diagnosis: inout Diagnosis) async {
        diagnosis.session = await probe("sign in", &diagnosis) { () throws(Problem) in try await signIn.session() }
        guard let session = diagnosis.session else { return }
        diagnosis.tokenLife = await signIn.expiry.map { $0 - timing.now() }
        await examineCatalogue(signIn, &diagnosis)
        examineToken(signIn, session, &diagnosis)
        guard diagnosis.endpoints.contains(where: { $0.service == .image }) else { return }
        let client = ImageClient(signIn: signIn)
        diagnosis.versions =
            await probe("image API versions", &diagnosis) { () throws(Problem) in try await client.versions() } ?? []
        if !diagnosis.versions.isEmpty, !diagnosis.versions.contains(where: { $0.id.hasPrefix("v2") }) {
            diagnosis.problems.append(
                Problem(
                    .malformed, attempt: "Could not use the image service", reason: "it offers no version 2 of its API")
            )
        }
        _ = await probe("list images", &diagnosis) { () throws(Problem) in
            try await client.page(ListQuery(visibility: .all, limit: 1))
        }
    }

    private func examineCatalogue(_ signIn: SignIn, _ diagnosis: inout Diagnosis) async {
        for service in Service.allCases {
            diagnosis.catalogue += (try? await signIn.catalogueEndpoints(service)) ?? []
            do throws(Problem) {
                diagnosis.endpoints.append(
                    try await signIn.endpoint(service, attempt: "Could not find the \(service.rawValue) service"))
            } catch {
                diagnosis.absent.append(.init(service: service, reason: error.reason))
                if service == .image { diagnosis.problems.append(error) }
            }
        }
        diagnosis.notices += await signIn.notices
    }

    private func examineToken(_ signIn: SignIn, _ session: Session, _ diagnosis: inout Diagnosis) {
        if session.project == nil, signIn.cloud.authURL != nil {
            diagnosis.problems.append(
                Problem(
                    .configuration, attempt: "Could not sign in to a project", reason: "the token is for no project",
                    advice: "Set `project_name` and `project_domain_name`: images are seen from a project."))
        }
    }

    /// Runs one request, and notes how long it took and what went wrong.
    private func probe<Value: Sendable>(
        _ what: String, _ diagnosis: inout Diagnosis, _ body: () async throws(Problem) -> Value
    ) async -> Value? {
        let clock = ContinuousClock()
        let start = clock.now
        var probe = Diagnosis.Probe(what: what, milliseconds: 0)
        var value: Value?
        do throws(Problem) {
            value = try await body()
        } catch {
            probe.problem = error
            diagnosis.problems.append(error)
        }
        probe.milliseconds = Int((clock.now - start) / .milliseconds(1))
        diagnosis.probes.append(probe)
        return value
    }
}
