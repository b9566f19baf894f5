internal import Dispatch
internal import Synchronization

/// Does something asynchronous and waits for it. For the main thread only, which no task ever needs: the program's own
/// loop keeps it to itself, and so do commands that print and end.
func waiting<Value: Sendable>(for work: @escaping @Sendable () async -> Value) -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    Task {
        let value = await work()
        box.value.withLock { $0 = value }
        done.signal()
    }
    while true {
        done.wait()
        if let value = box.value.withLock({ $0 }) { return value }
    }
}

/// The same for something that may take too long, and is then left to itself.
func waiting(atMost seconds: Int, for work: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task {
        await work()
        done.signal()
    }
    _ = done.wait(timeout: .now() + .seconds(seconds))
}

private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
