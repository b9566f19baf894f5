package import Catalog
internal import OpenStack

/// Changing things in a real cloud.
extension OpenStackAccess {
    package func send(_ change: ImageChange, to id: ImageID) async throws(Problem) -> String? {
        let images = ImageClient(signIn: signIn)
        return try await RequestTrail.following { () throws(Problem) in
            switch change {
            case .edit(let patch): _ = try await images.patch(id, patch)
            case .deactivate: try await images.deactivate(id)
            case .reactivate: try await images.reactivate(id)
            case .addMember(let project): _ = try await images.addMember(project, to: id)
            case .removeMember(let project, _): try await images.removeMember(project, from: id)
            case .answerOffer(let project, _, let status):
                _ = try await images.setMemberStatus(status, of: project, in: id)
            case .delete: try await images.delete(id)
            case .copyToStore(let store):
                try await images.importData(ImageImport(.copyImage, stores: .only([store])), into: id)
            case .removeFromStore(let store): try await images.remove(id, from: store)
            case .queueForCache: try await images.queueForCache(id)
            case .dropFromCache: try await images.dropFromCache(id)
            }
        }.requestID
    }

    package func create(_ image: NewImage) async throws(Problem) -> (image: Image, requestID: String?) {
        let images = ImageClient(signIn: signIn)
        let made = try await RequestTrail.following { () throws(Problem) in try await images.create(image).image }
        return (made.value, made.requestID)
    }

    package func upload(
        _ file: String, as image: NewImage, to id: ImageID, algorithm: DigestAlgorithm?,
        progress: @escaping @Sendable (Int64) -> Void
    ) async throws(Problem) -> (digest: DataDigest, requestID: String?) {
        let images = ImageClient(signIn: signIn)
        let file = try LocalFile(file)
        let algorithm = algorithm ?? .sha512
        let sent = try await RequestTrail.following { () throws(Problem) in
            switch image.route {
            case .upload:
                try await images.upload(file, to: id, store: image.store, algorithm: algorithm, progress: progress)
            case .glanceDirect: try await images.stage(file, for: id, algorithm: algorithm, progress: progress)
            }
        }
        return (sent.value, sent.requestID)
    }

    package func digest(of file: String, _ algorithm: DigestAlgorithm) async throws(Problem) -> DataDigest {
        try await LocalFile(file).digest(algorithm)
    }

    package func startImport(_ request: ImageImport, into id: ImageID) async throws(Problem) -> String? {
        let images = ImageClient(signIn: signIn)
        return try await RequestTrail.following { () throws(Problem) in
            try await images.importData(request, into: id)
        }.requestID
    }
}
