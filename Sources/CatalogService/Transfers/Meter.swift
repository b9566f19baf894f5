internal import Synchronization

/// Bytes that went out, counted by whoever sends them and read by whoever shows them.
final class Meter: Sendable {
    private let count = Mutex<Int64>(0)

    var bytes: Int64 {
        get { count.withLock { $0 } }
        set { count.withLock { $0 = newValue } }
    }
}
