internal import Catalog
internal import OpenStack
internal import Replica

/// Where an image's data lies: its copies in stores, and the service's cache.
extension ChangeWork {
    /// Has the data copied to a store, and follows that to its end.
    ///
    /// The service works on the image meanwhile and would undo what is changed of it, so that it keeps its turn.
    mutating func copy(to store: String) async throws(Problem) -> StepOutcome {
        guard let image = try await readAtRest() else { return .skipped }
        guard !image.stores.contains(store) else {
            await tools.cloud.take(.image(image))
            return .unchanged("It has a copy there already.")
        }
        try await send(step.change)
        report(.working("The service copies it to \(store)."))
        return try await followCopy(to: store)
    }

    private func followCopy(to store: String) async throws(Problem) -> StepOutcome {
        var pause = tools.pace.settling
        while true {
            guard await rests(pause) else {
                throw Problem(
                    .cancelled, attempt: "", reason: "it is no longer followed",
                    advice: "The service goes on with the copy: the image's details show how far it is.")
            }
            pause = tools.pace.grown(pause, upTo: tools.pace.lastProgress)
            let image = try await read()
            if image.stores.contains(store) {
                await tools.cloud.take(.image(image))
                return .done(image)
            }
            let task = try await latestTask()
            guard image.isHeldByTask || task?.isOver == false else {
                await tools.cloud.take(.image(image))
                throw Problem(
                    .serverFault, attempt: "", reason: task?.message ?? "the service's task ended without a copy",
                    advice: "The image is as it was. The store may be full or out of order: its operators know.")
            }
            report(.working("The service copies it to \(store)\(task?.message.map { ": \($0)" } ?? "")."))
        }
    }

    /// The task that the service began last; nil where it tells of none.
    private func latestTask() async throws(Problem) -> ImageTask? {
        let (access, image, slots) = (access, step.image, tools.slots)
        do throws(Problem) {
            let tasks = try await attentively { () throws(Problem) in
                try await slots.using { () throws(Problem) in try await access.tasks(of: image) }
            }
            return tasks.max { ($0.createdAt?.seconds ?? 0) < ($1.createdAt?.seconds ?? 0) }
        } catch {
            // Older services, and some policies, tell nothing.
            guard error.kind == .notFound || error.kind == .forbidden else { throw error }
            return nil
        }
    }

    /// Deletes the copy in a store, unless it is the only one.
    mutating func remove(from store: String) async throws(Problem) -> StepOutcome {
        guard let image = try await readAtRest() else { return .skipped }
        guard image.stores.contains(store) else {
            await tools.cloud.take(.image(image))
            return .unchanged("It has no copy there.")
        }
        guard image.stores.count > 1 else {
            throw Problem(
                .conflict, attempt: "", reason: "it is the only copy of the data",
                advice: "Copy it to another store first, or delete the image.")
        }
        try await send(step.change)
        let after = try await read()
        await tools.cloud.take(.image(after))
        return after.stores.contains(store) ? .lost : .done(after)
    }

    /// Queues the image for the service's cache, or drops it from there; also one that is deleted may still be cached.
    mutating func changeCache() async throws(Problem) -> StepOutcome {
        do throws(Problem) {
            try await send(step.change)
        } catch {
            guard error.kind == .notFound, step.change == .dropFromCache else { throw error }
            sent = nil
            return .unchanged("It is in no cache.")
        }
        return .done(nil)
    }
}
