/// What an earlier run of the program left unfinished.
package struct LeftOver: Hashable, Sendable {
    /// Plans that were cut off in the middle.
    package var plans: [UnfinishedPlan]
    /// What had been typed.
    package var drafts: [Draft]
    /// How many transfers were cut off and wait for a word; they are in the list of transfers.
    package var transfers: Int
    /// Where exports left images deactivated that only a program which signs in there can reactivate (R33): once for
    /// each image.
    package var deactivated: [Workplace]

    package init(plans: [UnfinishedPlan], drafts: [Draft], transfers: Int, deactivated: [Workplace] = []) {
        self.plans = plans
        self.drafts = drafts
        self.transfers = transfers
        self.deactivated = deactivated
    }

    package var isEmpty: Bool { plans.isEmpty && drafts.isEmpty && transfers == 0 && deactivated.isEmpty }
}
