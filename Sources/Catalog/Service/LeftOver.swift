/// What an earlier run of the program left unfinished.
package struct LeftOver: Hashable, Sendable {
    /// Plans that were cut off in the middle.
    package var plans: [UnfinishedPlan]
    /// What had been typed.
    package var drafts: [Draft]
    /// How many transfers were cut off and wait for a word; they are in the list of transfers.
    package var transfers: Int

    package init(plans: [UnfinishedPlan], drafts: [Draft], transfers: Int) {
        self.plans = plans
        self.drafts = drafts
        self.transfers = transfers
    }

    package var isEmpty: Bool { plans.isEmpty && drafts.isEmpty && transfers == 0 }
}
