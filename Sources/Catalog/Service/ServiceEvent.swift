/// What the model layer reports to the panes. Facts, in the order in which they came about.
package enum ServiceEvent: Sendable {
    /// The replica was opened. `session` is the one that filled it, nil for an empty replica. Rows reported before are
    /// void: those of the replica follow. Comes again when the content is thrown away (another user, project or set of
    /// roles) or the file was lost.
    case replicaOpened(session: Session?, lastPass: Instant?, counts: PaneCounts)
    /// Rows read from the replica, `isLast` with the final batch. The first batch holds what the pane shows first that
    /// `open` was told of; all other rows follow in ascending order of names.
    case loaded([CatalogueEntry], isLast: Bool)
    /// Signed in; also after every renewal that changed something.
    case signedIn(Session)
    /// A secret is needed; answered with `supply`.
    case credentialNeeded(CredentialRequest)
    /// Rows that came, changed or went, each with its reason.
    case changed([CatalogueChange])
    /// How a pass over a listing goes on, for the status line.
    case passProgress(PassProgress)
    /// A full or delta pass has ended well; the panes are as the service was at `at`. A `quiet` one need not be shown
    /// before something else is: it changed nothing, and one was shown some minutes ago at most.
    case synchronised(at: Instant, quiet: Bool)
    /// The search for offers to the own project (administrators): `checked` of `total` shared images asked about.
    case offerSearch(checked: Int, total: Int)
    /// The connection changed.
    case connection(Connection)
    /// Requests were made and answered, in the order in which they ended.
    case requested([RequestRecord])
    /// Names of projects that were learned.
    case projectNames([ProjectID: String])
    /// What an earlier run of the program left unfinished in this cloud and project; comes after signing in, if there
    /// is anything.
    case leftOver(LeftOver)
    /// Something the user should read once.
    case notice(Problem)
}

/// Whether the service can be reached, and what is being done about it.
package enum Connection: Hashable, Sendable {
    /// Only the replica is used, because the user asked for that.
    case offlineByChoice
    case signingIn
    /// Signed in; the image service has not answered yet.
    case waiting
    case online
    /// The last attempt failed; the next one follows at `retryAt`, or on the user's word if nil.
    case lost(Problem, retryAt: Instant?)
    /// The service answers, but the whole catalogue could not be read the last time; the next attempt follows at
    /// `retryAt`, or is under way if nil.
    case incomplete(Problem, retryAt: Instant?)
}

/// A question for a secret, put to the user on the screen and never stored.
package struct CredentialRequest: Hashable, Sendable {
    package enum Secret: Hashable, Sendable { case password, passcode }

    package var secret: Secret
    package var cloud: String
    package var user: String
    /// Which service it is for.
    package var recipient = "identity service"
    /// Why it is asked again, after a first refusal.
    package var problem: String?

    package init(secret: Secret, cloud: String, user: String, problem: String? = nil) {
        self.secret = secret
        self.cloud = cloud
        self.user = user
        self.problem = problem
    }
}

/// One row's change, as a pass or an answer brought it.
package struct CatalogueChange: Sendable {
    package enum Kind: Hashable, Sendable {
        /// Seen for the first time.
        case added
        /// Some attribute, the offer or the `stuck` mark differs.
        case changed
        /// Deleted, or no longer visible to this project.
        case withdrawn
        /// Gone for good: the row may be forgotten.
        case removed
    }

    package var kind: Kind
    /// The row as it is now; for a withdrawn or removed one as it last was.
    package var entry: CatalogueEntry

    package init(_ kind: Kind, _ entry: CatalogueEntry) {
        self.kind = kind
        self.entry = entry
    }
}

/// How far a pass has come.
package struct PassProgress: Hashable, Sendable {
    package enum Pass: Hashable, Sendable { case full, delta, offers }

    package var pass: Pass
    /// Images listed so far.
    package var listed: Int
    /// True with the last report of a pass.
    package var isDone: Bool

    package init(_ pass: Pass, listed: Int, isDone: Bool = false) {
        self.pass = pass
        self.listed = listed
        self.isDone = isDone
    }
}

/// One request to a service, for the activity log. Holds no token, body or query secret.
package struct RequestRecord: Hashable, Sendable {
    package var at: Instant
    /// Service type: `identity`, `image`, `compute` …
    package var service: String
    package var method: String
    /// Path and query as sent.
    package var path: String
    /// From sending the request to the end of the answer.
    package var milliseconds: Int
    /// Nil if no answer came.
    package var httpStatus: Int?
    package var requestID: String?
    /// Why it failed, in a few words; nil on success.
    package var failure: String?

    package init(
        at: Instant, service: String, method: String, path: String, milliseconds: Int, httpStatus: Int? = nil,
        requestID: String? = nil, failure: String? = nil
    ) {
        self.at = at
        self.service = service
        self.method = method
        self.path = path
        self.milliseconds = milliseconds
        self.httpStatus = httpStatus
        self.requestID = requestID
        self.failure = failure
    }
}
