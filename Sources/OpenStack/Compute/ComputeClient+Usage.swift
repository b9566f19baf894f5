package import Catalog

extension ComputeClient {
    /// Which servers use an image; what went wrong is part of the answer, for unknown is not none (R57).
    package func usage(of image: ImageID, in scope: ImageUsage.Scope) async -> ImageUsage.Answer {
        do throws(Problem) {
            return .servers(try await servers(using: image, of: scope))
        } catch {
            if error.kind == .endpointMissing, (try? await signIn.lacks(.compute)) == true { return .noCompute }
            return .unknown(await explained(error, scope))
        }
    }

    /// A refusal with the right that is missing, and who has it.
    private func explained(_ problem: Problem, _ scope: ImageUsage.Scope) async -> Problem {
        guard problem.kind == .forbidden, scope == .allProjects else { return problem }
        var problem = problem
        let roles = (try? await signIn.session().roles.sorted()) ?? []
        let own = roles.isEmpty ? "" : ", and yours are \(roles.joined(separator: ", "))"
        problem.reason = "listing the servers of all projects needs the role admin\(own)"
        problem.advice = ""
        return problem
    }
}
