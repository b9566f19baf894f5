internal import Catalog
internal import OpenStack
internal import Replica

/// Keeps one cloud's replica like the service, for as long as it runs, and reports what changes.
///
/// Its work is done by loops, each of which waits for its turn: `fullLoop`, `deltaLoop` and `offersLoop` compare, and
/// run only where this program holds the right to synchronise; `watchLoop` looks after the rows on the screen,
/// `searchLoop` after an administrator's offers, `othersLoop` after other programs with the same replica. When one of
/// them meets trouble with the connection all of them end, and begin again after a pause.
actor Synchroniser {
    let access: any CloudAccess
    let outbox: Outbox
    let timing: Timing
    let intervals: SyncIntervals
    private let folder: ReplicaFolder?
    private let isOffline: Bool

    var replica: Replica
    /// Who is signed in; nil before that.
    var session: Session?
    /// When passes ended well.
    var times = PassTimes()
    var turns = Turns()
    /// When a pass was last told of so that it is shown at once; nil since the connection was lost.
    private var toldLoudly: Instant?
    /// Whether this program, of all that use the replica, is the one that synchronises.
    var isLeading = false
    /// Whether this program is about to be stopped.
    var isResting = false
    /// Whether the user waits for a full pass of the program that synchronises.
    var awaitsOthers = false
    /// How many wishes for one have been heeded.
    var heeded: Int64 = 0
    /// What is known of running two listings side by side on this site.
    var sideBySide = SideBySide()
    /// How many images a page may have since one was too large.
    var mostImages = PageSizer.sizes.upperBound
    /// For the two lanes of a full pass.
    var sizers = [PageSizer(), PageSizer()]
    var full: FullPass?
    /// What is under way and may be broken off.
    var abortable: [PassProgress.Pass: Task<Problem?, Never>] = [:]
    /// Rows on the screen.
    var watched: [ImageID] = []
    var watchedPane = Pane.images
    var schedule = TransitionalSchedule()
    var isRefreshRequested = false
    /// Images whose offer's date was asked for and not told.
    var undated: Set<ImageID> = []
    var isSharedOpen = false
    /// Rows that were seen by the user, to be noted in one go.
    var seen: [ImageID] = []
    /// Images that this program has changed, and when it knew how they are since then.
    var ownChanges: [ImageID: Duration] = [:]
    /// The hash function that the site's images show.
    var digestAlgorithm: DigestAlgorithm?
    /// Told of every session that was begun.
    private let signedIn: @Sendable (Session) async -> Void
    /// Troubles the user was told of; not repeated.
    private var told: Set<String> = []
    private var isOnline = false
    /// Whether the attempt under way got as far as a session.
    private var isSignedIn = false
    var backoff = Backoff()
    /// Why the last pass over everything failed; nil once one has ended well.
    var fullTrouble: Problem?
    /// Why the last pass over what was changed failed; nil if it did not.
    var deltaTrouble: Problem?
    private var loading: Task<Void, Never>?
    /// What was found wrong with the replica's file.
    private var damage: String?

    let fullBell = Bell()
    let deltaBell = Bell()
    let offersBell = Bell()
    let watchBell = Bell()
    let searchBell = Bell()
    let siteBell = Bell()
    private let retryBell = Bell()

    /// Opens the replica; nothing else happens before `run`.
    init(
        access: any CloudAccess, folder: ReplicaFolder?, outbox: Outbox, timing: Timing, intervals: SyncIntervals,
        isOffline: Bool, signedIn: @escaping @Sendable (Session) async -> Void = { _ in }
    ) {
        self.access = access
        self.signedIn = signedIn
        self.folder = folder
        self.outbox = outbox
        self.timing = timing
        self.intervals = intervals
        self.isOffline = isOffline
        let opened = Replica.open(access.identity, in: folder)
        replica = opened.replica
        if let problem = opened.problem { outbox.post(.notice(problem)) }
    }

    var now: Instant { timing.now() }

    /// Shows what the replica holds, beginning with what `pane` shows first, then works until the task is cancelled.
    func run(first pane: Pane) async {
        watchedPane = pane
        if isOffline { outbox.post(.connection(.offlineByChoice)) }
        await showReplica()
        if isOffline { await loading?.value }
        while !Task.isCancelled {
            do throws(Problem) {
                if isOffline { try await othersLoop() } else { try await workOnline() }
            } catch {
                switch error.kind {
                case .cancelled: break
                case .storage: await reopen()
                default: await pause(after: error)
                }
            }
        }
        loading?.cancel()
        replica.close()
    }

    /// Tries to connect now instead of waiting any longer.
    func retry() {
        retryBell.ring()
    }

    private func workOnline() async throws(Problem) {
        outbox.post(.connection(.signingIn))
        isSignedIn = false
        toldLoudly = nil
        let session = try await access.session()
        isSignedIn = true
        // Rows read from the replica must not overtake newer ones.
        await loading?.value
        try await begin(session)
        outbox.post(.connection(.waiting))
        planTurns()
        let problem = await withTaskGroup(of: Problem?.self) { group in
            for loop in [othersLoop, fullLoop, deltaLoop, offersLoop, watchLoop, searchLoop, siteLoop] {
                group.addTask {
                    do throws(Problem) {
                        try await loop()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var first: Problem?
            for await problem in group where problem != nil {
                first = first ?? problem
                group.cancelAll()
            }
            return first
        }
        isLeading = false
        isOnline = false
        replica.resign()
        if let problem { throw problem }
    }

    /// Takes the session over into the replica, and reports it.
    func begin(_ session: Session) async throws(Problem) {
        let isCleared = try await stored { (replica) throws(ReplicaFault) in
            try await replica.begin(session, at: self.now)
        }
        self.session = session
        if isCleared {
            times = PassTimes()
            full = nil
            (fullTrouble, deltaTrouble) = (nil, nil)
            outbox.post(.replicaOpened(session: session, lastPass: nil, counts: PaneCounts()))
            outbox.post(.loaded([], isLast: true))
        }
        outbox.post(.signedIn(session))
        await signedIn(session)
    }

    /// The service has answered a request: whatever was wrong is over, unless it was wrong with a list.
    func answered() {
        guard !isOnline else { return }
        isOnline = true
        siteBell.ring()
        if let trouble = fullTrouble ?? deltaTrouble {
            outbox.post(.connection(.incomplete(trouble, retryAt: nil)))
        } else {
            recovered()
        }
    }

    func recovered() {
        backoff.reset()
        outbox.post(.connection(.online))
    }

    /// How soon after another pass that was shown a full one is not, if nothing else changes.
    private static let quiet: Int64 = 5 * 60

    /// A pass that ended well at a moment, and how much it changed. While nothing does, the screen shows an older time
    /// until the next key or full pass: showing each pass would keep an idle terminal's line busy.
    func tellSynchronised(at moment: Instant? = nil, changes: Int, isFull: Bool = false) {
        let moment = moment ?? now
        let isQuiet = changes == 0 && toldLoudly.map { !isFull || moment - $0 < Self.quiet } ?? false
        if !isQuiet { toldLoudly = moment }
        outbox.post(.synchronised(at: moment, quiet: isQuiet))
    }

    /// Tells the user of trouble that stops nothing, once.
    func tell(_ problem: Problem) {
        if told.insert(problem.attempt + problem.reason).inserted { outbox.post(.notice(problem)) }
    }

    private func pause(after problem: Problem) async {
        let pause = backoff.pause(after: problem, isSignedIn: isSignedIn, jitter: timing.jitter())
        let retryAt = pause.map { now + Int64($0.seconds.rounded(.up)) }
        retryBell.hush()
        outbox.post(.connection(.lost(problem, retryAt: retryAt)))
        await retryBell.wait(atMost: pause, timing)
    }
}

// MARK: The replica

extension Synchroniser {
    /// Asks the replica for something. Where its file fails, the work goes on in memory or begins anew.
    func stored<Value: Sendable>(
        _ body: (Replica) async throws(ReplicaFault) -> Value
    ) async throws(Problem) -> Value {
        let used = replica
        do throws(ReplicaFault) {
            return try await body(used)
        } catch {
            switch error {
            case .interrupted: throw Problem(.cancelled, attempt: "Could not use the local copy", reason: "cancelled")
            case .damaged(let words):
                damage = words
                throw .startOver(words)
            case .unwritable(let words):
                guard await moveToMemory(from: used) else { throw .startOver(words) }
            }
        }
        do throws(ReplicaFault) {
            return try await body(replica)
        } catch {
            throw .startOver("\(error)")
        }
    }

    /// Leaves a file that takes nothing any more. Another loop may have done so already.
    private func moveToMemory(from used: Replica) async -> Bool {
        guard used === replica else { return true }
        guard used.isOnDisk, let moved = await used.movedToMemory() else { return false }
        guard used === replica else { return true }
        replica = moved.replica
        used.close()
        if let problem = moved.problem { outbox.post(.notice(problem)) }
        return true
    }

    /// Opens the replica again after it was damaged, deleted or emptied.
    private func reopen() async {
        loading?.cancel()
        await loading?.value
        replica.close()
        let opened = Replica.open(access.identity, in: folder, damage: damage)
        damage = nil
        replica = opened.replica
        full = nil
        if let problem = opened.problem { outbox.post(.notice(problem)) }
        await showReplica()
    }

    /// Reports what the replica holds: at once what the pane shows first, the rest while the program signs in.
    private func showReplica() async {
        let replica = replica
        let pane = watchedPane
        let outbox = outbox
        do throws(ReplicaFault) {
            times = try await replica.note(.passes)?.value ?? PassTimes()
            let session = try await replica.note(.session)?.value
            let counts = try await replica.counts()
            outbox.post(.replicaOpened(session: session, lastPass: times.latest, counts: counts))
            if let names = try await replica.note(.projectNames)?.value { outbox.post(.projectNames(names)) }
            let first = try await replica.firstRows(of: pane, limit: 200)
            outbox.post(.loaded(first, isLast: false))
            // In a task of its own, because signing in takes about as long.
            loading = Task {
                do throws(ReplicaFault) {
                    try await replica.load(without: Set(first.map(\.id))) { rows, isLast in
                        outbox.post(.loaded(rows, isLast: isLast))
                    }
                } catch {
                    self.loadingFailed(error)
                }
            }
        } catch {
            loadingFailed(error)
        }
    }

    private func loadingFailed(_ fault: ReplicaFault) {
        if case .damaged(let words) = fault { damage = words }
        outbox.post(.loaded([], isLast: true))
    }

    /// What was damaged before the loops began.
    func checkDamage() throws(Problem) {
        if let damage { throw .startOver(damage) }
    }
}

extension Problem {
    /// The replica has to be opened again.
    static func startOver(_ reason: String) -> Problem {
        Problem(.storage, attempt: "Could not use the local copy of the catalogue", reason: reason)
    }

    /// Whether it concerns the connection as a whole, and not only what was asked.
    var endsWork: Bool {
        switch kind {
        case .unreachable, .timeout, .certificate, .unauthorized, .credentialMissing, .busy, .cancelled, .storage,
            .configuration, .endpointMissing:
            true
        case .forbidden, .notFound, .conflict, .limitReached, .refused, .serverFault, .malformed, .file: false
        }
    }
}

extension PassTimes {
    /// When the catalogue was last known to be as the service had it.
    var latest: Instant? { [full, delta].compactMap { $0 }.max() }
}
