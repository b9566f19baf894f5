internal import Browser
internal import Catalog
internal import CatalogService
internal import Dispatch
internal import Foundation
internal import Logging
internal import OpenStack
internal import Replica
internal import Synchronization

/// Does what the browser asks for, by way of the model layer. Never waits: outcomes come back through the mailbox.
///
/// Belongs to no actor, and so do its tasks: the main actor's thread is the run loop's and does nothing else.
final class ServiceRunner: EffectRunner {
    /// What was said on the command line and found in files.
    struct Setup: Sendable {
        let clouds: CloudFiles
        let proxies: Proxies
        let settingsFiles: SettingsFiles
        let homeDirectory: String
        let service: CatalogService
        let logger: Logger
        let isOffline: Bool
        /// `--read-only`, or a cloud marked so in the settings.
        let isReadOnly: @Sendable (String) -> Bool
        /// Nil where it is not installed.
        var openSSL: OpenSSL?

        /// - Parameter previous: the same cloud for another project or region, where that was open.
        func connect(to cloud: Cloud, after previous: OpenStackAccess?) async throws(Problem) -> OpenStackAccess {
            let reports = service.reports
            let transport = try Transport(
                cloud: cloud, proxies: proxies, version: Version.current, isOffline: isOffline, logger: logger
            ) { reports.record($0) }
            if let previous { return await previous.switched(to: cloud, over: transport) }
            return OpenStackAccess(cloud: cloud, transport: transport, reports: reports)
        }
    }

    let setup: Setup
    let mailbox: Mailbox
    var service: CatalogService { setup.service }
    private let work = Mutex(Work())
    /// Paths as they are typed into dialogs.
    let paths: LocalPaths
    /// Where files are written, one after the other.
    private let files = DispatchQueue(label: "vitrine.files")

    struct Work {
        /// The cloud that is open, for changing project and region without asking for a password again.
        var access: OpenStackAccess?
        /// What is done one after the other: opening, closing, telling the model layer.
        var queue: Task<Void, Never>?
        var details: Task<Void, Never>?
        /// For the check of the catalogue and for comparisons.
        var members: [Task<Void, Never>] = []
        var usage: Task<Void, Never>?
        /// Some thirty requests: details of another image do not begin them anew.
        var definitions: Task<Void, Never>?
        /// About the path as it was typed last.
        var completion: Task<Void, Never>?
        var look: Task<Void, Never>?
        var key: Task<Void, Never>?
        var signing: Task<Void, Never>?
    }

    init(setup: Setup, mailbox: Mailbox) {
        self.setup = setup
        self.mailbox = mailbox
        paths = LocalPaths(
            homeDirectory: setup.homeDirectory, currentDirectory: FileManager.default.currentDirectoryPath)
        tellTransfers()
    }

    func run(_ effect: Effect) {
        let service = service
        let mailbox = mailbox
        switch effect {
        case .openCloud(let selection, let pane, let generation): open(selection, pane, generation)
        case .supplyCredential(let secret): enqueue { await service.supply(Secret(secret)) }
        case .declineCredential: enqueue { await service.supply(nil) }
        case .refresh: enqueue { await service.refresh() }
        case .watch(let images, let pane): enqueue { await service.watch(images, in: pane) }
        case .searchOffers: enqueue { await service.openShared() }
        case .markSeen(let images): enqueue { await service.markSeen(images) }
        case .fetchDetails(let image): fetchDetails(image)
        case .fetchImage(let image):
            Task {
                do throws(Problem) {
                    mailbox.post(.detail(image, .image(.success(try await service.record(image)))))
                } catch {
                    mailbox.post(.detail(image, .image(.failure(error))))
                }
            }
        case .fetchMembers(let images): fetchMembers(images)
        case .checkUsage, .fetchVolumes, .fetchLaunchOffer, .readUserData, .launch: compute(effect)
        case .fetchDefinitions: fetchDefinitions()
        case .fetchProjects: fetchProjects()
        case .fetchEveryProject:
            guard let access = work.withLock({ $0.access }) else { return }
            // Without them a project is still named by its ID, which is no reason to disturb anyone.
            Task { mailbox.post(.everyProject(try? await IdentityClient(signIn: access.signIn).everyProject())) }
        case .fetchSite(let generation):
            Task { mailbox.post(.site(await service.siteOffer(), generation: generation)) }
        case .fetchSiteReport(let generation):
            Task { mailbox.post(.siteReport(await service.siteReport(), generation: generation)) }
        case .fetchImageCache(let generation):
            Task {
                let cache = await Result(of: { () throws(Problem) in try await service.imageCache() })
                mailbox.post(.imageCache(cache, generation: generation))
            }
        case .completePath(let typed):
            replace(
                \.completion,
                by: { [paths] in
                    let candidates = await paths.complete(typed)
                    if !Task.isCancelled { mailbox.post(.pathCandidates(typed, candidates)) }
                })
        case .lookIntoFile(let typed):
            replace(
                \.look,
                by: { [paths] in
                    let answer = await paths.look(at: typed)
                    if !Task.isCancelled { mailbox.post(.fileFacts(typed, answer)) }
                })
        case .lookAtTarget(let typed, let image):
            replace(
                \.look,
                by: { [paths] in
                    let answer = await paths.target(typed, for: image)
                    if !Task.isCancelled { mailbox.post(.targetFacts(typed, answer)) }
                })
        case .lookIntoKey, .readSignature, .sign, .lookIntoCertificate, .verify, .stopSigning: sign(effect)
        case .abort: enqueue { await service.abort() }
        case .saveChoices(let choices, let base):
            // A disk may take longer to write than a key may wait.
            files.async { [files = setup.settingsFiles] in
                do {
                    try files.save(choices, since: base)
                } catch {
                    mailbox.post(.choicesNotSaved(reason: error.localizedDescription))
                }
            }
        case .run, .stop, .create, .bringData, .export, .pauseTransfer, .reactivate, .abortTransfer, .retryTransfer,
            .forgetTransfer, .deleteTransfer, .proposeUndo, .giveUpUndoing, .forgetPlan, .saveDraft, .discardDraft,
            .fetchDrafts, .fetchActivity, .fetchPastTransfers:
            change(effect)
        case .copy, .schedule, .setMouse, .redraw, .bell, .suspend, .quit: break
        }
    }

    func rest(_ isResting: Bool) {
        waiting(atMost: 1) { [service] in await service.rest(isResting) }
    }

    /// Waits until everything that was chosen is written down.
    func finishWriting() { files.sync {} }

    /// Ends all work; what is under way is kept in the journal, to be taken up at the next start.
    func close() async {
        let queue = work.withLock { work in
            work.details?.cancel()
            work.signing?.cancel()
            return work.queue
        }
        await queue?.value
        await service.close()
    }

    /// Begins what makes an earlier one of its kind pointless.
    func replace(
        _ kind: sending WritableKeyPath<Work, Task<Void, Never>?>, by step: @escaping @Sendable () async -> Void
    ) {
        work.withLock { work in
            work[keyPath: kind]?.cancel()
            work[keyPath: kind] = Task { await step() }
        }
    }

    func enqueue(_ step: @escaping @Sendable () async -> Void) {
        work.withLock { work in
            let before = work.queue
            work.queue = Task {
                await before?.value
                await step()
            }
        }
    }

    // MARK: Clouds

    private func open(_ selection: CloudSelection, _ pane: Pane, _ generation: Int) {
        let post = { @Sendable [mailbox] (event: ServiceEvent) in
            mailbox.post(.service(event, generation: generation))
        }
        let isReadOnly = setup.isReadOnly(selection.cloud)
        enqueue { [service, setup, self] in
            do throws(Problem) {
                let previous = work.withLock { $0.access?.signIn.cloud.name == selection.cloud ? $0.access : nil }
                let regions = await previous?.signIn.regions ?? []
                var cloud = try setup.clouds.cloud(selection.cloud, region: selection.region, catalogue: regions)
                if let project = selection.project {
                    cloud = cloud.scoped(to: .project(.id(project.rawValue), domain: nil))
                }
                let opened = try await setup.connect(to: cloud, after: previous)
                work.withLock { $0.access = opened }
                let notices = setup.clouds.notices + setup.proxies.notices + cloud.notices
                let tell = { @Sendable [mailbox] (notices: [ConfigurationNotice]) in
                    mailbox.post(.configurationNotices(notices.map(String.init(describing:)), generation: generation))
                }
                tell(notices)
                let events = await service.open(
                    opened, pane: pane, isOffline: setup.isOffline, isReadOnly: isReadOnly)
                Task {
                    for await event in events {
                        post(event.marked(isReadOnly: isReadOnly))
                        if case .signedIn = event { tell(notices + (await opened.signIn.notices)) }
                    }
                }
            } catch {
                post(.connection(.lost(error, retryAt: nil)))
            }
        }
    }

    private func fetchDetails(_ image: ImageID) {
        work.withLock { work in
            work.details?.cancel()
            work.details = Task { [service, mailbox] in
                for await fact in await service.details(image) { mailbox.post(.detail(image, fact)) }
            }
        }
    }

    private func fetchMembers(_ images: [ImageID]) {
        work.withLock { work in
            guard !images.isEmpty else {
                for task in work.members { task.cancel() }
                work.members = []
                return
            }
            work.members.append(
                Task { [service, mailbox] in
                    for await answers in service.members(of: images) { mailbox.post(.members(answers)) }
                })
        }
    }

    private func fetchDefinitions() {
        work.withLock { work in
            guard work.definitions == nil else { return }
            work.definitions = Task { [service, mailbox, self] in
                defer { self.work.withLock { $0.definitions = nil } }
                // Without definitions details show the bare keys, which is no reason to disturb anyone.
                guard let definitions = try? await service.metadataDefinitions() else { return }
                mailbox.post(.definitions(definitions))
            }
        }
    }

    private func fetchProjects() {
        guard let access = work.withLock({ $0.access }) else { return }
        Task { [mailbox] in
            mailbox.post(.regions(await access.signIn.regions))
            do throws(Problem) {
                mailbox.post(.projects(.success(try await IdentityClient(signIn: access.signIn).ownProjects())))
            } catch {
                mailbox.post(.projects(.failure(error)))
            }
        }
    }
}

extension ServiceEvent {
    /// The event with what only the command line and the settings know.
    fileprivate func marked(isReadOnly: Bool) -> ServiceEvent {
        guard isReadOnly, case .signedIn(var session) = self else { return self }
        session.isReadOnly = true
        return .signedIn(session)
    }
}
