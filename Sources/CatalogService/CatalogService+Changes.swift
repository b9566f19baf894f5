package import Catalog
internal import OpenStack
internal import Replica

/// Changing the catalogue, and what is kept of that.
extension CatalogService {
    // MARK: Changes

    /// Carries out a plan. Each step is reported as it goes; the last report is `ended`.
    package func run(_ plan: ChangePlan) async -> AsyncStream<PlanReport> {
        if let changes { return await changes.run(plan) }
        let (reports, continuation) = AsyncStream<PlanReport>.makeStream()
        for (index, step) in plan.steps.enumerated() {
            continuation.yield(.step(index, .failed(Problem.noCloud.about(step))))
        }
        continuation.yield(.ended)
        continuation.finish()
        return reports
    }

    /// Sends no further step of a plan.
    package func stop(_ plan: ChangePlan.ID) async { await changes?.stop(plan) }

    /// What would take back the last change made in this cloud and project; nil if there is none.
    package func undoProposal() async throws(Problem) -> UndoProposal? {
        guard let changes else { throw .noCloud }
        return try await changes.undoProposal()
    }

    /// These changes are not to be offered for undoing any more.
    package func giveUpUndoing(_ changes: [Activity.ID]) async {
        _ = await keeper.note { (journal) throws(Problem) in try await journal.giveUpUndoing(changes) }
    }

    /// The members of an image as they are now.
    package func members(of image: ImageID) async throws(Problem) -> [Member] {
        guard let cloud else { throw .noCloud }
        return try await cloud.access.members(of: image)
    }

    /// The members of many images, some at a time, as the answers come.
    package nonisolated func members(of images: [ImageID]) -> AsyncStream<[ImageID: Result<[Member], Problem>]> {
        let (answers, continuation) = AsyncStream<[ImageID: Result<[Member], Problem>]>.makeStream()
        let work = Task {
            var rest = images[...]
            while let access = await cloud?.access, !rest.isEmpty, !Task.isCancelled {
                let some = rest.prefix(Self.atOnce)
                rest = rest.dropFirst(Self.atOnce)
                continuation.yield(await Self.members(of: some, access))
            }
            continuation.finish()
        }
        // Nobody wants to know any more.
        continuation.onTermination = { _ in work.cancel() }
        return answers
    }

    /// Member lists that are asked for side by side.
    private static let atOnce = 6

    private static func members(
        of images: ArraySlice<ImageID>, _ access: any CloudAccess
    ) async -> [ImageID: Result<[Member], Problem>] {
        await withTaskGroup(of: (ImageID, Result<[Member], Problem>).self) { group in
            for image in images {
                group.addTask {
                    (image, await Result(of: { () throws(Problem) in try await access.members(of: image) }))
                }
            }
            var answers: [ImageID: Result<[Member], Problem>] = [:]
            for await (image, answer) in group { answers[image] = answer }
            return answers
        }
    }

    /// A plan that was cut off is not to be offered any more.
    package func forgetPlan(_ plan: UnfinishedPlan.ID) async {
        _ = await keeper.note { (journal) throws(Problem) in try await journal.end(plan) }
    }

    // MARK: New images and transfers

    /// Creates an image, and begins to bring its data there: a transfer, which gets this ID. The reports end with it.
    package func create(_ image: NewImage, as id: Transfer.ID) async -> AsyncStream<CreationReport> {
        guard let cloud else { return Self.refusal }
        return await transferDesk.create(image, as: id, in: cloud)
    }

    /// What the site lets new images have. What cannot be read is left out.
    package func siteOffer() async -> SiteOffer {
        guard let access = cloud?.access else { return SiteOffer() }
        async let schema = try? await access.schema()
        async let stores = try? await access.stores(inDetail: false)
        async let methods = try? await access.importMethods()
        return SiteOffer(schema: await schema, stores: await stores ?? [], importMethods: await methods ?? [])
    }

    /// What the site tells of itself: limits, stores, ways of importing.
    package func siteReport() async -> SiteReport {
        guard let access = cloud?.access else {
            return SiteReport(usage: .failure(.noCloud), stores: .failure(.noCloud), importMethods: .failure(.noCloud))
        }
        async let usage = Result(of: { () throws(Problem) in try await access.usage() })
        async let methods = Result(of: { () throws(Problem) in try await access.importMethods() })
        let stores = await Result(of: { () throws(Problem) in
            try await access.stores(inDetail: try await access.session().isAdmin)
        })
        return SiteReport(usage: await usage, stores: stores, importMethods: await methods)
    }

    /// What is in the service's cache, for administrators.
    package func imageCache() async throws(Problem) -> ImageCache {
        guard let access = cloud?.access else { throw .noCloud }
        return try await access.cache()
    }

    /// Brings data to a record that has none. The image's ID has to be set (`NewImage.init(_:source:)`).
    package func bringData(_ image: NewImage, as id: Transfer.ID) async -> AsyncStream<CreationReport> {
        guard let cloud else { return Self.refusal }
        return await transferDesk.bringData(image, as: id, in: cloud)
    }

    /// All transfers of this run, whenever one has changed: at most ten times a second for each that sends.
    package nonisolated var transfers: AsyncStream<[Transfer]> { transferDesk.transfers }

    /// Begins to bring an image's data into a file: a transfer, which gets this ID. Where there is nothing to begin, that
    /// is told as a notice.
    package func export(_ export: ImageExport, as id: Transfer.ID) async {
        do throws(Problem) {
            guard let cloud else { throw .noCloud }
            try await transferDesk.export(export, as: id, in: cloud)
        } catch {
            reports.tell(error)
        }
    }

    /// Stops an export for now.
    package func pauseTransfer(_ id: Transfer.ID) async { await transferDesk.pause(id) }

    /// Tries again to reactivate the image of an export.
    package func reactivate(_ id: Transfer.ID) async { await transferDesk.reactivate(id) }

    /// Stops a transfer, or a creation; a record that was made stays in the cloud.
    package func abortTransfer(_ id: Transfer.ID) async { await transferDesk.abort(id) }

    /// Goes on with a transfer that stopped.
    package func retryTransfer(_ id: Transfer.ID) async { await transferDesk.retry(id) }

    /// Takes a transfer off the list; the record stays in the cloud.
    package func forgetTransfer(_ id: Transfer.ID) async { await transferDesk.forget(id) }

    /// Deletes the record of a transfer that stopped.
    package func deleteTransfer(_ id: Transfer.ID) async { await transferDesk.delete(id, by: changes) }

    private static var refusal: AsyncStream<CreationReport> {
        let (reports, continuation) = AsyncStream<CreationReport>.makeStream()
        continuation.yield(.refused(.noCloud))
        continuation.finish()
        return reports
    }

    // MARK: Drafts and the activity log

    /// Keeps what was typed.
    package func save(_ draft: Draft) async {
        _ = await keeper.note { (journal) throws(Problem) in try await journal.save(draft) }
    }

    /// The drafts for a cloud, the newest first.
    package func drafts(cloud: String) async -> [Draft] {
        await keeper.note { (journal) throws(Problem) in try await journal.drafts(cloud: cloud) } ?? []
    }

    package func discardDraft(_ id: Draft.ID) async {
        _ = await keeper.note { (journal) throws(Problem) in try await journal.discardDraft(id) }
    }

    /// What was done last, in all clouds, the newest first.
    package func activity(latest count: Int) async -> [Activity] {
        await keeper.note { (journal) throws(Problem) in try await journal.activity(latest: count) } ?? []
    }
}

extension Problem {
    fileprivate static let noCloud = Problem(
        .configuration, attempt: "Could not change anything", reason: "no cloud is open")
}
