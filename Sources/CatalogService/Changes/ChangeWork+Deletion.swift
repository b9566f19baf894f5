internal import Catalog
internal import OpenStack
internal import Replica

extension ChangeWork {
    /// Deletes the image. Waits for nothing: of an upload that hangs this is the way out.
    mutating func delete() async throws(Problem) -> StepOutcome {
        let image: Image
        do throws(Problem) {
            image = try await read()
        } catch {
            guard error.kind == .notFound else { throw error }
            await tools.cloud.take(.gone(step.image))
            return .unchanged("It was deleted already.")
        }
        try await expectNothingNew(of: image)
        try await checkUsage(of: image)
        do throws(Problem) {
            try await send(.delete)
        } catch {
            guard error.kind == .notFound else { throw error }
        }
        await tools.cloud.take(.gone(step.image))
        return .done(nil)
    }

    /// Asks once more, right before anything is sent, which servers use the image: somebody may have made one since the
    /// user saw that there is none, or may have deprecated it (R54 to R58).
    private func checkUsage(of image: Image) async throws(Problem) {
        let scope = ImageUsage.scope(beforeDeleting: image, isAdmin: session.isAdmin)
        // What a project's own servers are says nothing about others, and stands against nothing.
        guard scope == .allProjects else { return }
        let access = access
        let answer = try await tools.slots.using { () throws(Problem) in
            await access.usage(of: image.id, in: scope)
        }
        if Task.isCancelled { throw .cancelled }
        let usage = ImageUsage(image: image.id, scope: scope, answer: answer, at: tools.timing.now())
        switch usage.objection(toDeleting: image) {
        case nil: return
        case .unchecked? where plan.deletesUnchecked: return
        case .inUse(let servers)?:
            let named = servers.prefix(3).map { "\($0.title) (\($0.status), \($0.id))" }.joined(separator: ", ")
            let more = servers.count > 3 ? " and \(servers.count - 3) more" : ""
            throw Problem(
                .conflict, attempt: "", reason: "servers use it now: \(named)\(more)",
                advice: "It is kept until they are gone.")
        case .unchecked?:
            throw Problem(
                .endpointMissing, attempt: "",
                reason: "it is deprecated, and the cloud has no compute service that could tell who uses it",
                advice: "Delete it once more, and confirm that.")
        case .unknown(let problem)?:
            throw Problem(
                .conflict, attempt: "",
                reason: "it is deprecated, and whether servers use it is not known: \(problem.reason)",
                advice: "Ask an administrator to run: \(EquivalentCommand.servers(using: image.id))",
                requestID: problem.requestID)
        }
    }
}
