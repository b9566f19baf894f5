internal import AsyncHTTPClient
internal import Catalog

extension OutgoingFile {
    /// Sends the file by `send`, and gives up when nothing of it was taken for as long as `limit`.
    func watched<Response: Sendable>(
        for limit: Duration, _ send: @escaping @Sendable () async throws -> Response
    ) async throws -> Response {
        try await withThrowingTaskGroup(of: Response?.self) { group in
            group.addTask(operation: send)
            group.addTask {
                try await self.waitForStall(limit)
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let response = result { return response }
            }
            throw CancellationError()
        }
    }

    /// Returns when everything was handed over.
    private func waitForStall(_ limit: Duration) async throws {
        var last = (sent: sent, at: ContinuousClock.now)
        while digest == nil {
            try await Task.sleep(for: limit / 20)
            let sent = sent
            if sent != last.sent { last = (sent, .now) }
            if ContinuousClock.now - last.at > limit { throw HTTPClientError.writeTimeout }
        }
    }
}
