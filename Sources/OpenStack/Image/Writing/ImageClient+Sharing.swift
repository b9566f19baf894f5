package import Catalog
internal import NIOHTTP1

/// Members.
extension ImageClient {
    /// Offers an image to a project. Only images of the visibility shared have members.
    ///
    /// - Throws: `Problem` of the kind `conflict` if the project is a member already.
    package func addMember(_ project: ProjectID, to id: ImageID) async throws(Problem) -> Member {
        let attempt = "Could not share the image \(id) with \(project)"
        if project.rawValue.isEmpty { throw Problem(.refused, attempt: attempt, reason: "the project has no ID") }
        do throws(Problem) {
            let body = JSONValue.object(["member": .string(project.rawValue)])
            return try await write(.addMember, attempt, .POST, Self.path(id, "/members"), body).member(of: id)
        } catch {
            return try await settled(error) { try await member(of: id, project: project) }
        }
    }

    /// Answers an offer on behalf of the project that it was made to.
    package func setMemberStatus(
        _ status: MemberStatus, of project: ProjectID, in id: ImageID
    ) async throws(Problem) -> Member {
        let attempt = "Could not set the offer of the image \(id) to \(status.text)"
        do throws(Problem) {
            let body = JSONValue.object(["status": .string(status.text)])
            return try await write(.answerOffer, attempt, .PUT, Self.path(id, project), body).member(of: id)
        } catch {
            return try await settled(error) {
                let member = try await member(of: id, project: project)
                return member.status == status ? member : nil
            }
        }
    }

    /// Takes an offer back.
    ///
    /// - Throws: `Problem` of the kind `notFound` if the project is no member.
    package func removeMember(_ project: ProjectID, from id: ImageID) async throws(Problem) {
        let attempt = "Could not stop sharing the image \(id) with \(project)"
        do throws(Problem) {
            _ = try await write(.removeMember, attempt, .DELETE, Self.path(id, project))
        } catch {
            try await settled(error) { try await isNoMember(project, of: id) ? () : nil }
        }
    }

    private func isNoMember(_ project: ProjectID, of id: ImageID) async throws(Problem) -> Bool {
        do throws(Problem) {
            _ = try await member(of: id, project: project)
            return false
        } catch {
            guard error.kind == .notFound else { throw error }
            return true
        }
    }

    private static func path(_ id: ImageID, _ project: ProjectID) -> String {
        path(id, "/members/\(project.rawValue.percentEncoded)")
    }
}
