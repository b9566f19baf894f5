internal import NIOPosix

extension NIOThreadPool {
    /// Does what may wait for a disk or another program on a thread of the pool, to its end even if nobody waits for it
    /// any more: work that is taken back from the pool can leave later work lying in it.
    ///
    /// - Throws: What the pool throws once it is shut down.
    func waiting<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        try await Task { try await self.runIfActive(work) }.value
    }
}
