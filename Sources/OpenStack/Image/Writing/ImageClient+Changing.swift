package import Catalog
internal import NIOHTTP1

/// An image that was made, with what the service said beside it.
package struct CreatedImage: Sendable {
    package var image: Image
    /// The ways of bringing data that the site allows; nil if it did not tell.
    package var importMethods: [String]?

    package init(image: Image, importMethods: [String]? = nil) {
        self.image = image
        self.importMethods = importMethods
    }
}

/// Images: creating, changing, deleting.
extension ImageClient {
    /// Makes the record; its data and its members follow. An image with an ID of its own that turns out to be there is
    /// the one whose creation was not answered.
    ///
    /// - Throws: `Problem`; without asking the service if something cannot be stored.
    package func create(_ new: NewImage) async throws(Problem) -> CreatedImage {
        let attempt = "Could not create the image “\(new.name)”"
        try Self.requireNone(new.mistakes, attempt)
        do throws(Problem) {
            let answer = try await write(.create, attempt, .POST, "/v2/images", new.json)
            return CreatedImage(
                image: try answer.image(), importMethods: answer.list("OpenStack-image-import-methods"))
        } catch {
            guard error.isUncertain || error.kind == .conflict, let id = new.id, let found = try? await image(id),
                found.name == new.name
            else { throw error }
            return CreatedImage(image: found)
        }
    }

    /// Changes attributes, all of them or none, and gives the image as it is then. Sends nothing if nothing changes.
    ///
    /// - Throws: `Problem`; without asking the service if something cannot be stored.
    package func patch(_ id: ImageID, _ patch: ImagePatch) async throws(Problem) -> Image {
        if patch.isEmpty { return try await image(id) }
        let attempt = "Could not change the image \(id)"
        try Self.requireNone(patch.mistakes, attempt)
        do throws(Problem) {
            return try await write(.patch, attempt) { (endpoint) throws(Problem) in
                var call = Call(.image, attempt, .PATCH, patch.json, at: endpoint.address(Self.path(id)))
                // With a `vnd.` in it, as the documentation once had it, the service refuses.
                call.setHeader("Content-Type", "application/openstack-images-v2.1-json-patch")
                return call
            }.image()
        } catch {
            return try await settled(error) {
                let image = try await image(id)
                return patch.missing(in: image).isEmpty ? image : nil
            }
        }
    }

    /// Deletes an image and its data.
    package func delete(_ id: ImageID) async throws(Problem) {
        do throws(Problem) {
            _ = try await write(.delete, "Could not delete the image \(id)", .DELETE, Self.path(id))
        } catch {
            try await settled(error) { try await isGone(id) ? () : nil }
        }
    }

    /// Closes an image's data to all but administrators. Does nothing to one that is deactivated.
    package func deactivate(_ id: ImageID) async throws(Problem) {
        try await setStatus(.deactivated, of: id, by: "deactivate")
    }

    /// Opens a deactivated image's data again. Does nothing to an active one.
    package func reactivate(_ id: ImageID) async throws(Problem) {
        try await setStatus(.active, of: id, by: "reactivate")
    }

    private func setStatus(_ status: ImageStatus, of id: ImageID, by action: String) async throws(Problem) {
        let attempt = "Could not \(action) the image \(id)"
        do throws(Problem) {
            _ = try await write(.activation, attempt, .POST, Self.path(id, "/actions/\(action)"))
        } catch {
            try await settled(error) { try await image(id).status == status ? () : nil }
        }
    }

    private func isGone(_ id: ImageID) async throws(Problem) -> Bool {
        do throws(Problem) {
            return try await image(id).status.isGone
        } catch {
            guard error.kind == .notFound else { throw error }
            return true
        }
    }

    private static func requireNone(_ mistakes: [FieldMistake], _ attempt: String) throws(Problem) {
        if !mistakes.isEmpty { throw Problem(mistakes, attempt: attempt) }
    }
}
