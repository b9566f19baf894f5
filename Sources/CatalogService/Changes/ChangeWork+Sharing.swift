internal import Catalog
internal import OpenStack
internal import Replica

/// Members and offers. They are stored one by one, so that no writer overwrites another's.
extension ChangeWork {
    mutating func addMember() async throws(Problem) -> StepOutcome {
        let image = try await read()
        guard image.visibility == .shared else {
            throw Problem(
                .conflict, attempt: "", reason: "it is \(image.visibility.text), and only shared images have members",
                advice: "Make it shared first (Edit Visibility).")
        }
        do throws(Problem) {
            try await send(step.change)
        } catch {
            guard error.kind == .conflict else { throw error }
            return nothingToDo("The project is a member already.")
        }
        return .done(image)
    }

    mutating func removeMember() async throws(Problem) -> StepOutcome {
        let image = try await read()
        do throws(Problem) {
            try await send(step.change)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nothingToDo("The project was no member any more.")
        }
        return .done(image)
    }

    mutating func answerOffer(
        _ project: ProjectID, _ from: MemberStatus, _ to: MemberStatus
    ) async throws(Problem) -> StepOutcome {
        do throws(Problem) {
            let image = try await read()
            var member = try await membership(of: project)
            if member.status != to {
                guard member.status == from || plan.overwrites else {
                    await take(member)
                    let field = ImageField.property("member status")
                    return .conflict([
                        ImagePatch.Entry(field, from: .string(from.text), to: .string(member.status.text))
                    ])
                }
                try await send(.answerOffer(project, from: member.status, to: to))
                member = try await membership(of: project)
            }
            await take(member)
            if sent == nil { return .unchanged() }
            return member.status == to ? .done(image) : .lost
        } catch {
            // Taken back by its owner, or the image is gone.
            if error.kind == .notFound { await tools.cloud.take(.offerInDoubt(step.image)) }
            throw error
        }
    }

    private func membership(of project: ProjectID) async throws(Problem) -> Member {
        let (access, image, slots) = (access, step.image, tools.slots)
        return try await attentively { () throws(Problem) in
            try await slots.using { () throws(Problem) in try await access.member(of: image, project: project) }
        }
    }

    private func take(_ member: Member) async {
        await tools.cloud.take(.offer(step.image, Offer(status: member.status, offeredAt: member.createdAt)))
    }

    /// Somebody had done it before; the activity log says nothing of it.
    private mutating func nothingToDo(_ words: String) -> StepOutcome {
        sent = nil
        return .unchanged(words)
    }
}
