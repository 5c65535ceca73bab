internal import Glibc
internal import PuertoCore

/// Threads that may block: a pool that counts processors would let the first few hold up the rest.
enum DetachedThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs work on a thread of its own. Throws `io` when none can be started.
    static func start(_ work: @escaping @Sendable () -> Void) throws {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Work(work)).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { box in
                guard let box else { return nil }
                Unmanaged<Work>.fromOpaque(box).takeRetainedValue().run()
                return nil
            }, box)
        guard code == 0 else {
            Unmanaged<Work>.fromOpaque(box).release()
            throw PuertoError(.io, "cannot start a thread: \(String(cString: strerror(code)))")
        }
        pthread_detach(thread)
    }
}
