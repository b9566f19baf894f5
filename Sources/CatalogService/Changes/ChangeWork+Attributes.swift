internal import Catalog
internal import OpenStack
internal import Replica

/// Changes of what is stored with the image itself.
///
/// Glance answers two writers well and keeps what the last one stores, which is the whole image as that one had read it:
/// a change is there only when it is still there a moment later.
extension ChangeWork {
    /// A change that does not last is sent so many times.
    private static let sendings = 2

    mutating func changeAttributes() async throws(Problem) -> StepOutcome {
        var sendings = 0
        while true {
            guard let image = try await readAtRest() else { return sent == nil ? .skipped : .lost }
            guard let rest = step.change.rest(for: image) else {
                await tools.cloud.take(.image(image))
                return sent == nil ? .unchanged() : .done(image)
            }
            if sent == nil { try await expectNothingNew(of: image) }
            let conflicts = plan.overwrites ? [] : conflicts(with: image)
            // Somebody who stops a plan does not want it sent once more.
            let isLost = sendings == Self.sendings || sendings > 0 && Task.isCancelled
            if !conflicts.isEmpty || isLost {
                await tools.cloud.take(.image(image))
                return conflicts.isEmpty ? .lost : .conflict(conflicts)
            }
            sendings += 1
            do throws(Problem) {
                try await send(rest)
            } catch {
                // Nothing of it was taken: a property that was to go has gone meanwhile. What is left is sent.
                guard error.kind == .conflict, case .edit = rest, sendings < Self.sendings else { throw error }
                sent = sendings == 1 ? nil : sent
                continue
            }
            _ = await rests(tools.pace.settling)
        }
    }

    /// The image once the service does nothing to it; nil if the user stops the plan before.
    func readAtRest() async throws(Problem) -> Image? {
        var pause = tools.pace.firstHold
        while true {
            let image = try await read()
            guard let work = image.workUnderWay else { return image }
            report(.held(until: Self.words(work)))
            guard await rests(pause) else { return nil }
            pause = tools.pace.grown(pause)
        }
    }

    /// What somebody else has changed: before anything is sent of all that the user saw, then of what was sent.
    private func conflicts(with image: Image) -> [ImagePatch.Entry] {
        guard case .edit(let patch) = step.change else { return [] }
        guard sent == nil, let seen = step.seen else { return patch.conflicts(with: image) }
        return image.differences(since: seen).filter { other in
            !patch.entries.contains { $0.field == other.field && $0.to == other.to }
        }
    }

    /// Who is to be asked, and whether it may be done at all, depends on who can use the image and whether it is active:
    /// a change that others have made of that since the user looked has to be seen first (R12, R21). What an edit finds
    /// different otherwise is a conflict, which can be overruled.
    func expectNothingNew(of image: Image) async throws(Problem) {
        guard let seen = step.seen else { return }
        guard let reason = objection(to: image, seen: seen) else { return }
        await tools.cloud.take(.image(image))
        throw Problem(.conflict, attempt: "", reason: reason, advice: "Look at it again before it is decided.")
    }

    private func objection(to image: Image, seen: Image) -> String? {
        let isPublishedSince = "it was made \(image.visibility.text) meanwhile, and was \(seen.visibility.text)"
        let hasArrived = !seen.hasData && image.hasData
        guard case .edit(let patch) = step.change else {
            if image.visibility != seen.visibility { return isPublishedSince }
            return step.change == .delete && hasArrived ? "its data has arrived meanwhile" : nil
        }
        if step.change.visibility?.isForAll ?? false, seen.status == .active, image.status != .active {
            return "it is \(image.status.label) now, and only an active image is promoted"
        }
        if plan.overwrites, image.isForAll, image.visibility != seen.visibility { return isPublishedSince }
        // Others rely on it from then on (R3).
        guard hasArrived, image.isPublished, plan.note.isEmpty, patch.entries.contains(where: \.field.isContent) else {
            return nil
        }
        return "its data has arrived meanwhile, and it is \(image.visibility.text): its content is kept as it is"
    }

    /// Waits. Answers false at once when the user stops the plan.
    func rests(_ pause: Duration) async -> Bool {
        do {
            try await tools.timing.sleep(pause)
            return true
        } catch {
            return false
        }
    }
}

extension ImageChange {
    /// What of a change of attributes is still to be sent; nil if the image is so already.
    fileprivate func rest(for image: Image) -> ImageChange? {
        switch self {
        case .edit(let patch):
            let missing = patch.missing(in: image)
            return missing.isEmpty ? nil : .edit(missing)
        case .deactivate: return image.status == .deactivated ? nil : self
        case .reactivate: return image.status == .active ? nil : self
        default: return self
        }
    }
}
