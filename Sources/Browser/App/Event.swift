package import Canvas
package import Catalog

/// Something that happened. `update` turns events into a new state and effects.
package enum Event: Sendable {
    /// The first event when a cloud was named or is the only one.
    case started
    /// The first event when the user has to choose a cloud.
    case cloudNeeded
    case input(Input)
    /// From the model layer. `generation` tells for which `openCloud` it was; older ones are dropped.
    case service(ServiceEvent, generation: Int)
    /// An answer to `fetchDetails` or `fetchImage`.
    case detail(ImageID, DetailFact)
    /// Answers to `fetchMembers`.
    case members([ImageID: Result<[Member], Problem>])
    /// An answer to `checkUsage`.
    case usage(ImageUsage)
    /// The answer to `fetchVolumes`.
    case volumes(ImageID, Result<[Volume], Problem>)
    /// The answer to `fetchLaunchOffer`.
    case launchOffer(LaunchOffer)
    /// The answer to `readUserData`.
    case userData(String, Result<UserData, Problem>)
    /// How the making of a server goes on that `launch` asked for.
    case launch(LaunchID, LaunchReport)
    /// The answer to `fetchProjects`: those one may change to.
    case projects(Result<[Named<ProjectID>], Problem>)
    /// The other answer to `fetchProjects`: the regions in which the open cloud has an image service.
    case regions([String])
    /// The answer to `fetchEveryProject`; nil if the token may not list them.
    case everyProject([ListedProject]?)
    /// The answer to `fetchDefinitions`.
    case definitions([MetadataNamespace])
    /// The answer to `fetchSite`.
    case site(SiteOffer, generation: Int)
    /// The answer to `fetchSiteReport`.
    case siteReport(SiteReport, generation: Int)
    /// The answer to `fetchImageCache`.
    case imageCache(Result<ImageCache, Problem>, generation: Int)
    /// The answer to `completePath`: whole paths, folders with `/` at their end.
    case pathCandidates(String, [String])
    /// The answer to `lookAtTarget`.
    case targetFacts(String, Result<TargetFacts, Problem>)
    /// The answer to `lookIntoFile`.
    case fileFacts(String, Result<ImageFileFacts, Problem>)
    /// The answer to `lookIntoKey`.
    case keyKind(SigningKey, Result<KeyKind, Problem>)
    /// The answer to `readSignature`: in base64.
    case signatureRead(String, Result<String, Problem>)
    /// How the making of a signature goes on that `sign` asked for, ten times a second at most.
    case signing(SigningRequest, SigningReport)
    /// The answer to `lookIntoCertificate`.
    case certificate(String, Result<Certificate, Problem>)
    /// How the verification goes on that `verify` asked for, ten times a second at most.
    case verification(VerificationRequest, VerificationReport)
    /// What became of a step of a plan that `run` was asked for.
    case planStep(ChangePlan.ID, Int, StepOutcome)
    /// All steps of a plan were done, failed or were skipped.
    case planEnded(ChangePlan.ID)
    /// How the creation of an image goes on that `create` or `bringData` was asked for.
    case creation(Transfer.ID, CreationReport)
    /// All transfers of this run, the oldest first: whenever one has changed, at most ten times a second for each.
    case transfers([Transfer])
    /// The answer to `proposeUndo`; nil if there is nothing to take back.
    case undoProposed(Result<UndoProposal?, Problem>)
    /// The answer to `fetchDrafts`, the newest first.
    case drafts([Draft])
    /// The answer to `fetchActivity`: what was done in all clouds, the newest first.
    case activity([Activity])
    /// The answer to `fetchPastTransfers`: those of all runs and clouds that have ended, the newest first.
    case pastTransfers([Activity])
    /// What works in the configuration of the open cloud, but not as its author may think: sentences with their places,
    /// without a full stop. Those before are forgotten.
    case configurationNotices([String], generation: Int)
    /// A file of settings or choices could not be written.
    case choicesNotSaved(reason: String)
    /// A text was too long for the terminal's clipboard.
    case copyTooLong
    /// The program was asked to end from outside (SIGTERM, SIGHUP).
    case terminated
    /// It was suspended and has the terminal again.
    case resumed
    /// A timer set by `schedule` has run out.
    case timer(TimerID)
}

/// What a timer was set for.
package enum TimerID: Hashable, Sendable {
    /// The rows on the screen have stayed the same for a moment: tell the service which they are.
    case watch
    /// The check of the catalogue goes on.
    case check
    /// The service works on the image whose details are shown: ask how far it is.
    case details
}
