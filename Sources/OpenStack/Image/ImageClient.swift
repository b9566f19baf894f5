package import Catalog

/// The image service of one cloud (image API v2).
///
/// Every call signs in as needed and may be made from any task; failures are `Problem`s that say what was attempted.
package struct ImageClient: Sendable {
    package let signIn: SignIn

    package init(signIn: SignIn) { self.signIn = signIn }

    // MARK: Images

    /// One page of a list.
    ///
    /// - Parameter marker: Where the page begins: `next` of the one before, or any image that still exists.
    /// - Throws: `Problem`; `isVanishedMarker` if the marker's image is gone, `malformed` if the page holds nothing new
    ///   and leads back to itself. Wider circles are for the caller to notice, who knows all markers used so far.
    package func page(_ query: ListQuery, after marker: PageMarker? = nil) async throws(Problem) -> ImagePage {
        let attempt = "Could not list images"
        let answer: Answer
        do throws(Problem) {
            answer = try await get("/v2/images", query: query.text(after: marker), attempt)
        } catch {
            if error.kind == .notFound { throw await noList(error) }
            if error.kind == .forbidden || error.kind == .endpointMissing { throw await forLackOfProject(error) }
            throw marker.map { Self.vanished($0, error) } ?? error
        }
        return try ImagePage(answer, after: marker)
    }

    /// A refusal as it is to be understood where the token is for no project: for a domain, or the whole system.
    private func forLackOfProject(_ problem: Problem) async -> Problem {
        guard case .identity(_, _, let scope) = signIn.cloud.credentials,
            let session = try? await signIn.session(), session.project == nil
        else { return problem }
        let place = signIn.cloud.place.map { " at \($0)" } ?? ""
        return Problem(
            .configuration, attempt: problem.attempt,
            reason: "images are seen from a project, and this sign-in is for \(scope.text)",
            advice: "Set `project_name` and `project_domain_name`\(place).", httpStatus: problem.httpStatus,
            requestID: problem.requestID)
    }

    /// A list is never gone: the address leads to something else than an image service.
    private func noList(_ problem: Problem) async -> Problem {
        guard let base = try? await signIn.endpoint(.image, attempt: problem.attempt).base.text else { return problem }
        var problem = problem
        problem.reason = "there is no list of images at \(base)/v2/images (\(problem.httpStatus ?? 404))"
        problem.advice = "Check the image endpoint: `vitrine doctor` shows it, `image_endpoint_override` names another."
        return problem
    }

    /// A refusal of the marker, told apart from other bad requests.
    private static func vanished(_ marker: PageMarker, _ problem: Problem) -> Problem {
        guard problem.httpStatus == 400,
            problem.reason.contains(marker.image.rawValue) || problem.reason.contains("No image found")
                || problem.reason.lowercased().contains("marker")
        else { return problem }
        return Problem(
            .notFound, attempt: problem.attempt, reason: "the image at which the page begins has been deleted",
            advice: "Refresh the list.", httpStatus: 400, requestID: problem.requestID)
    }

    /// The image as it is now.
    package func image(_ id: ImageID) async throws(Problem) -> Image {
        try await get("/v2/images/\(id.rawValue.percentEncoded)", "Could not read the image \(id)").json(as: Image.self)
    }

    // MARK: Members

    /// All members as the owner sees them; the receiving side gets its own entry only. Forbidden while the image is not
    /// `shared`.
    package func members(of id: ImageID) async throws(Problem) -> [Member] {
        let path = "/v2/images/\(id.rawValue.percentEncoded)/members"
        let answer = try await get(path, "Could not list the members of the image \(id)")
        guard let members = try answer.json()["members"]?.array else {
            throw answer.malformed("the answer holds no list of members")
        }
        return members.compactMap { Member($0, image: id) }
    }

    /// One project's membership.
    ///
    /// - Throws: `Problem` of the kind `notFound` if the image is not shared with the project.
    package func member(of id: ImageID, project: ProjectID) async throws(Problem) -> Member {
        let path = "/v2/images/\(id.rawValue.percentEncoded)/members/\(project.rawValue.percentEncoded)"
        let answer = try await get(path, "Could not read the membership of \(project) in the image \(id)")
        return try answer.member(of: id)
    }

    // MARK: Tasks

    /// What the service did or does to an image, newest last as it lists them. Empty on services without tasks.
    package func tasks(of id: ImageID) async throws(Problem) -> [ImageTask] {
        let path = "/v2/images/\(id.rawValue.percentEncoded)/tasks"
        let answer = try await get(path, "Could not list the tasks of the image \(id)")
        return (try answer.json()["tasks"]?.array ?? []).compactMap(ImageTask.init)
    }

    // MARK: Sending

    /// Sends a GET to the image service.
    func get(_ path: String, query: String? = nil, _ attempt: String) async throws(Problem) -> Answer {
        try await signIn.send(.image, attempt) { (endpoint) throws(Problem) in
            Call(.image, attempt, at: endpoint.address(path, query: query.flatMap { $0.isEmpty ? nil : $0 }))
        }
    }
}

extension Answer {
    /// The membership that the answer is.
    func member(of image: ImageID) throws(Problem) -> Member {
        guard let member = Member(try json(), image: image) else { throw malformed("the answer is no membership") }
        return member
    }
}

extension Member {
    /// Nil if there is no `member_id`.
    fileprivate init?(_ json: JSONValue, image: ImageID) {
        guard let project = json["member_id"]?.string else { return nil }
        self.init(
            image: json["image_id"]?.string.map { ImageID($0) } ?? image, project: ProjectID(project),
            status: MemberStatus(json["status"]?.string ?? ""),
            createdAt: json["created_at"]?.string.flatMap(Instant.init(iso:)),
            updatedAt: json["updated_at"]?.string.flatMap(Instant.init(iso:)))
    }
}
