/// What a site tells of itself: each part as it could be read.
package struct SiteReport: Sendable {
    /// Empty where the site sets no limits for projects.
    package var usage: Result<[SiteUsage], Problem>
    /// Empty on a site with a single nameless store.
    package var stores: Result<[Store], Problem>
    package var importMethods: Result<[String], Problem>

    package init(
        usage: Result<[SiteUsage], Problem>, stores: Result<[Store], Problem>, importMethods: Result<[String], Problem>
    ) {
        self.usage = usage
        self.stores = stores
        self.importMethods = importMethods
    }
}
