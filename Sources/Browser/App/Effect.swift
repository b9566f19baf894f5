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
    /// Fetch an image that may not be listed.
    case fetchImage(ImageID)
    /// Carry out a plan, step by step; outcomes come as `planStep` and `planEnded`.
    case run(ChangePlan)
    /// Send no further step of a plan.
    case stop(ChangePlan.ID)
    case fetchDefinitions
    case fetchProjects
    /// Stop what is running: a pass, a request for details.
    case abort
    case copy(String)
    case saveChoices(String)
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
