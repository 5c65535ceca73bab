internal import Dispatch
internal import Glibc

/// Runs a blocking call on a thread of its own, where it delays neither a task nor another call.
/// Dispatch adds threads for blocked ones only one by one, so many servers that hang would wait for
/// each other there. The caller limits how many calls run at once.
package func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let work: @Sendable () -> Void = { continuation.resume(returning: body()) }
        // Without memory for a thread the call waits for one of Dispatch's.
        if !OwnThread.start(work) { DispatchQueue.global().async(execute: work) }
    }
}

/// A thread that runs one function and ends.
private final class OwnThread: Sendable {
    private let work: @Sendable () -> Void

    private init(_ work: @escaping @Sendable () -> Void) { self.work = work }

    /// Returns whether a thread was started.
    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let held = Unmanaged.passRetained(OwnThread(work))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { held in
                guard let held else { return nil }
                Unmanaged<OwnThread>.fromOpaque(held).takeRetainedValue().work()
                return nil
            }, held.toOpaque())
        guard code == 0 else {
            held.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
