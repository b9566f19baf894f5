package import Catalog
internal import OpenStack
internal import Replica

/// Making servers from images.
extension CatalogService {
    /// What there is to choose from for a new server; nil if no cloud is open.
    package func launchOffer() async -> LaunchOffer? { await cloud?.access.launchOffer() }

    /// The volumes that were made from an image.
    package func volumes(from image: ImageID, of scope: ImageUsage.Scope) async throws(Problem) -> [Volume] {
        guard let cloud else { throw .cancelled }
        return try await cloud.access.volumes(from: image, of: scope)
    }

    /// Makes a server, and follows it until it is active or in error. The reports end with that.
    package func launch(_ server: NewServer) -> AsyncStream<LaunchReport> {
        let (reports, continuation) = AsyncStream<LaunchReport>.makeStream()
        let cloud = cloud
        // Goes on whoever listens: what was asked for is being made. Ends with the server, or with the connection.
        Task {
            do throws(Problem) {
                guard let cloud else { throw .cancelled }
                let made = try await make(server, in: cloud)
                continuation.yield(.accepted(made))
                await follow(made, in: cloud) { continuation.yield($0) }
            } catch {
                continuation.yield(.refused(error))
            }
            continuation.yield(.ended)
            continuation.finish()
        }
        return reports
    }

    /// Asks for the server, if the image is still one that may be launched: it may have been deprecated since the dialog
    /// was opened (R60).
    private func make(_ server: NewServer, in cloud: OpenCloud) async throws(Problem) -> Server {
        let attempt = "Could not launch “\(server.name)”"
        if let refusal = cloud.refusal(attempt) { throw refusal }
        let image: Image
        do throws(Problem) {
            image = try await cloud.access.image(server.image)
        } catch {
            var problem = error
            problem.attempt = attempt
            throw problem
        }
        if let objection = server.objection(to: image) {
            await cloud.take(.image(image))
            throw Problem(.conflict, attempt: attempt, reason: objection)
        }
        do throws(Problem) {
            let made = try await cloud.access.launch(server)
            await note(server, made.server.id, made.requestID, in: cloud)
            return made.server
        } catch {
            await note(server, nil, error.requestID, failure: error, in: cloud)
            throw error
        }
    }

    private func follow(
        _ made: Server, in cloud: OpenCloud, _ report: @Sendable (LaunchReport) -> Void
    ) async {
        var last = made
        var pause = pace.firstHold / 2
        var failures = 0
        while !last.isSettled {
            do { try await timing.sleep(pause) } catch { return }
            pause = min(pause * 1.5, .seconds(10))
            do throws(Problem) {
                let now = try await cloud.access.server(made.id)
                failures = 0
                if now != last { report(.server(now)) }
                last = now
            } catch {
                failures += 1
                guard error.kind == .notFound || error.kind == .cancelled || failures == 5 else { continue }
                return report(.outOfSight(error))
            }
        }
    }

    /// Keeps in the activity log what was made. User data is not part of it.
    private func note(
        _ server: NewServer, _ id: String?, _ requestID: String?, failure: Problem? = nil, in cloud: OpenCloud
    ) async {
        guard let session = try? await cloud.access.session() else { return }
        let outcome: Activity.Outcome = failure.map { $0.isUncertain ? .unknown : .failed } ?? .done
        var activity = Activity(
            at: timing.now(), workplace: Workplace(session), user: session.user.map { $0.name ?? $0.id }, plan: 0,
            name: "Launch Instance", image: server.image, title: server.imageTitle,
            deed: .launched(name: server.name, id: id), outcome: outcome)
        activity.reason = failure?.reason
        activity.requestID = requestID
        activity.commands = [EquivalentCommand.line(for: server)]
        let noted = activity
        _ = await keeper.note { (journal) throws(Problem) in try await journal.add(noted) }
    }
}
