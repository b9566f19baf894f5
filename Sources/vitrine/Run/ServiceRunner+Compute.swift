internal import Browser
internal import Catalog
internal import CatalogService
internal import OpenStack

/// What the compute service is asked, and those around it.
extension ServiceRunner {
    func compute(_ effect: Effect) {
        let (service, mailbox) = (service, mailbox)
        switch effect {
        case .checkUsage(let questions):
            replace(
                \.usage,
                by: {
                    for await usage in service.usage(of: questions) where !Task.isCancelled {
                        mailbox.post(.usage(usage))
                    }
                })
        case .fetchVolumes(let image, let scope):
            Task {
                let answer = await Result(of: { () throws(Problem) in
                    try await service.volumes(from: image, of: scope)
                })
                mailbox.post(.volumes(image, answer))
            }
        case .fetchLaunchOffer:
            Task { if let offer = await service.launchOffer() { mailbox.post(.launchOffer(offer)) } }
        case .readUserData(let typed):
            replace(
                \.look,
                by: { [paths] in
                    let answer = await paths.userData(at: typed)
                    if !Task.isCancelled { mailbox.post(.userData(typed, answer)) }
                })
        case .launch(let server, let id):
            Task {
                for await report in await service.launch(server) { mailbox.post(.launch(id, report)) }
            }
        default: break
        }
    }
}
