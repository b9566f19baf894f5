package import Catalog

/// Something to be done outside: `update` asks for it, the effect runner does it, and the outcome comes back as an
/// event.
package enum Effect: Hashable, Sendable {
    /// Leave the present cloud, if any, and open this one; the pane's first rows are wanted first.
    case openCloud(CloudSelection, Pane, generation: Int)
    case supplyCredential(String)
    /// The user does not want to give the credential asked for.
    case declineCredential
    /// Ask for everything again, rows on the screen first.
    case refresh(visible: [ImageID])
    /// These rows are on the screen.
    case watch([ImageID], Pane)
    /// The pane Shared with Me was opened.
    case searchOffers(visible: [ImageID])
    case markSeen([ImageID])
    /// Fetch what details show beyond the row.
    case fetchDetails(ImageID)
    /// Read who these images are offered to; comes as `members`, some at a time. None ends what is under way.
    case fetchMembers([ImageID])
    /// Ask the compute service, now, which servers use images; comes as `usage`, one by one. None ends what is under way.
    case checkUsage([UsageQuestion])
    /// List the volumes made from an image; comes as `volumes`.
    case fetchVolumes(ImageID, ImageUsage.Scope)
    /// Find out what there is to choose from for a new server; comes as `launchOffer`.
    case fetchLaunchOffer
    /// Read what a file has for a new server to do; comes as `userData`.
    case readUserData(String)
    /// Make a server and follow it; told as `launch` until it is active or in error. The ID is one of its own.
    case launch(NewServer, as: LaunchID)
    /// Fetch an image that may not be listed.
    case fetchImage(ImageID)
    /// Carry out a plan, step by step; outcomes come as `planStep` and `planEnded`.
    case run(ChangePlan)
    /// Send no further step of a plan.
    case stop(ChangePlan.ID)
    /// Create an image, and begin to bring its data there. Told as `creation` until the record and its members are done;
    /// the data follows in `transfers`. The ID is one that no transfer has yet (`Transfer.ID.random()`).
    case create(NewImage, as: Transfer.ID)
    /// Bring data to a record that is there and has none; the image's ID has to be set. Told as with `create`.
    case bringData(NewImage, as: Transfer.ID)
    /// Begin to bring an image's data into a file; how it goes comes in `transfers`.
    case export(ImageExport, as: Transfer.ID)
    /// Stop an export for now.
    case pauseTransfer(Transfer.ID)
    /// Try again to reactivate the image of an export.
    case reactivate(Transfer.ID)
    /// Stop a transfer, or a creation; a record that was made stays.
    case abortTransfer(Transfer.ID)
    /// Go on with a transfer that stopped, from wherever the service stands.
    case retryTransfer(Transfer.ID)
    /// Take a transfer off the list, and keep the record in the cloud.
    case forgetTransfer(Transfer.ID)
    /// Delete the record of a transfer that stopped.
    case deleteTransfer(Transfer.ID)
    /// Look for what would take back the last change; comes as `undoProposed`.
    case proposeUndo
    /// These changes cannot be taken back by this user any more, who was told.
    case giveUpUndoing([Activity.ID])
    /// Offer a plan that was cut off no more.
    case forgetPlan(UnfinishedPlan.ID)
    /// Keep what was typed, in the place of an earlier draft with the same ID.
    case saveDraft(Draft)
    case discardDraft(Draft.ID)
    /// Read the drafts for a cloud; come as `drafts`.
    case fetchDrafts(cloud: String)
    /// Read the latest entries of the journal; come as `activity`.
    case fetchActivity(latest: Int)
    /// Read which transfers have ended; come as `pastTransfers`.
    case fetchPastTransfers
    case fetchDefinitions
    /// List the projects and regions of the open cloud that one may change to; come as `projects` and `regions`.
    case fetchProjects
    /// List all projects of the cloud; comes as `everyProject`.
    case fetchEveryProject
    /// Find out what the site lets new images have.
    case fetchSite(generation: Int)
    /// Find out what the site tells of limits, stores and imports; comes as `siteReport`.
    case fetchSiteReport(generation: Int)
    /// List what is in the service's cache; comes as `imageCache`.
    case fetchImageCache(generation: Int)
    /// Find out what a path may go on to.
    case completePath(String)
    /// Look at the place where the data of an image is to be written to; comes as `targetFacts`.
    case lookAtTarget(String, Image)
    /// Look into the file that a path names.
    case lookIntoFile(String)
    /// Find out what kind a private key is of.
    case lookIntoKey(SigningKey)
    /// Read the signature that a file holds.
    case readSignature(String)
    /// Make a signature; comes as `signing`. There is one at a time.
    case sign(SigningRequest)
    /// Read a certificate; comes as `certificate`.
    case lookIntoCertificate(String)
    /// Compare a file with an image's signature; comes as `verification`. There is one at a time, of these and `sign`.
    case verify(VerificationRequest)
    /// Make, or verify, it no more; nothing comes then.
    case stopSigning
    /// Stop what is running: a pass, a request for details.
    case abort
    case copy(String)
    case saveChoices(Choices, since: Choices)
    case schedule(TimerID, milliseconds: Int)
    case setMouse(Bool)
    case redraw
    case bell
    case suspend
    case quit
}

/// Which cloud to open, and what to override of its entry.
package struct CloudSelection: Hashable, Sendable {
    package var cloud: String
    package var region: String?
    package var project: ProjectID?

    package init(cloud: String, region: String? = nil, project: ProjectID? = nil) {
        self.cloud = cloud
        self.region = region
        self.project = project
    }
}
