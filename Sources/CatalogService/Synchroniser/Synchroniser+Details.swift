internal import Catalog
internal import OpenStack
internal import Replica

/// Single images, for their details.
extension Synchroniser {
    /// The record as it is now, taken over into the replica.
    ///
    /// - Throws: `Problem` of the kind `notFound` if it is gone; the row is then withdrawn.
    func record(_ id: ImageID) async throws(Problem) -> Image {
        do throws(Problem) {
            let image = try await access.image(id)
            _ = try await sight([image], in: nil, isNews: false)
            return image
        } catch {
            if error.kind == .notFound { try await withdraw([id]) }
            throw error
        }
    }

    /// Everything about an image, part by part, each to `deliver` when it is there.
    func details(_ id: ImageID, _ deliver: @escaping @Sendable (DetailFact) -> Void) async {
        let isAdmin = session?.isAdmin ?? false
        let access = access
        await withTaskGroup { group in
            group.addTask {
                deliver(.tasks(await Result(of: { () throws(Problem) in try await access.tasks(of: id) })))
            }
            group.addTask {
                deliver(.stores(await Result(of: { () throws(Problem) in try await access.stores(inDetail: isAdmin) })))
            }
            do throws(Problem) {
                let image = try await record(id)
                deliver(.image(.success(image)))
                // Others have no members, and asking for them is refused.
                guard image.visibility == .shared else { return }
                deliver(.members(await Result(of: { () throws(Problem) in try await access.members(of: id) })))
            } catch {
                deliver(.image(.failure(error)))
            }
        }
    }
}
