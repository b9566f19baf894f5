package import Catalog
internal import OpenStack

/// Asking who uses images.
extension CatalogService {
    /// Which servers use these images, some asked about at a time, as the answers come. Nothing of it is kept: whoever
    /// deletes has to know how it is now (R58).
    package nonisolated func usage(of images: [UsageQuestion]) -> AsyncStream<ImageUsage> {
        let (answers, continuation) = AsyncStream<ImageUsage>.makeStream()
        let work = Task {
            if let access = await cloud?.access { await ask(images, access) { continuation.yield($0) } }
            continuation.finish()
        }
        // Nobody wants to know any more.
        continuation.onTermination = { _ in work.cancel() }
        return answers
    }

    /// Questions about images that are asked side by side.
    private static let usageAtOnce = 4

    private nonisolated func ask(
        _ questions: [UsageQuestion], _ access: any CloudAccess, _ report: @escaping @Sendable (ImageUsage) -> Void
    ) async {
        let slots = Slots(Self.usageAtOnce)
        await withTaskGroup { group in
            for question in questions {
                group.addTask { [timing] in
                    guard await slots.take() else { return }
                    defer { slots.giveBack() }
                    let answer = await access.usage(of: question.image, in: question.scope)
                    report(ImageUsage(image: question.image, scope: question.scope, answer: answer, at: timing.now()))
                }
            }
        }
    }
}
