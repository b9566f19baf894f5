internal import Catalog
internal import OpenStack
internal import Replica

extension ChangeWork {
    /// Deletes the image. Waits for nothing: of an upload that hangs this is the way out.
    mutating func delete() async throws(Problem) -> StepOutcome {
        do throws(Problem) {
            _ = try await read()
        } catch {
            guard error.kind == .notFound else { throw error }
            await tools.cloud.take(.gone(step.image))
            return .unchanged("It was deleted already.")
        }
        do throws(Problem) {
            try await send(.delete)
        } catch {
            guard error.kind == .notFound else { throw error }
        }
        await tools.cloud.take(.gone(step.image))
        return .done(nil)
    }
}
