package import Catalog
package import OpenStack
package import Replica

/// What the model layer asks of a cloud. `OpenStackAccess` is the real one; tests script their own.
///
/// Every call signs in as needed and may be made from any task.
package protocol CloudAccess: ImageWriting, ImageFetching, ComputeAsking {
    /// Tells apart the replicas of different clouds, users and projects.
    var identity: ReplicaIdentity { get }
    /// Who is signed in; signs in if nobody is.
    func session() async throws(Problem) -> Session
    func page(_ query: ListQuery, after marker: PageMarker?) async throws(Problem) -> ListPage
    func image(_ id: ImageID) async throws(Problem) -> Image
    func members(of id: ImageID) async throws(Problem) -> [Member]
    func member(of id: ImageID, project: ProjectID) async throws(Problem) -> Member
    func tasks(of id: ImageID) async throws(Problem) -> [ImageTask]
    func stores(inDetail: Bool) async throws(Problem) -> [Store]
    func importMethods() async throws(Problem) -> [String]
    func usage() async throws(Problem) -> [SiteUsage]
    func cache() async throws(Problem) -> ImageCache
    func schema() async throws(Problem) -> ImageSchema
    /// The metadata definitions as the service words them.
    func namespaceRecords() async throws(Problem) -> [JSONValue]
    func projectNames() async throws(Problem) -> [ProjectID: String]
    /// Ends whatever is under way. Nothing is asked afterwards.
    func close() async
}

/// One page of a listing. Where the next one begins is known at once; reading the images takes longer, and may go on
/// while the next page is under way.
package struct ListPage: Sendable {
    /// Nil with the last page.
    package let next: PageMarker?
    /// Images on the page, readable or not.
    package let count: Int
    /// The service's own time when it answered, if it told.
    package let servedAt: Instant?
    /// When it was asked for, by the time that the program has been running.
    var askedAt = Duration.zero
    /// The images, and why some of them could not be read.
    package let decode: @Sendable () -> (images: [Image], unreadable: [String])

    package init(
        next: PageMarker?, count: Int, servedAt: Instant?,
        decode: @escaping @Sendable () -> (images: [Image], unreadable: [String])
    ) {
        self.next = next
        self.count = count
        self.servedAt = servedAt
        self.decode = decode
    }
}
