internal import Dispatch
internal import Foundation
internal import Glibc
internal import PuertoCore
internal import Synchronization

/// Turns Ctrl-C and SIGTERM into a descriptor for `poll(2)`, so that current work is finished
/// first. A second signal ends the program at once.
final class StopSignal: Sendable {
    /// Readable once the program was asked to stop; it is never read.
    let descriptor: Int32
    private let writer: Int32
    private let isRaised = Atomic<Bool>(false)
    /// Separate from `isRaised`: the server handles the signals too, and may be the first to end.
    private let isSignalled = Atomic<Bool>(false)

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw PuertoError(.io, "cannot make a pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writer)
    }
}

extension StopSignal {
    /// Raises it on any of these signals from now on: a signal that comes the moment after is heard.
    func listen(to signals: [Int32] = [SIGINT, SIGTERM]) {
        let registered = DispatchGroup()
        defer { registered.wait() }
        for number in signals {
            registered.enter()
            let source = DispatchSource.makeSignalSource(signal: number)
            // The handler keeps both alive, as long as the program runs.
            source.setEventHandler { [self] in
                _ = source
                if isSignalled.exchange(true, ordering: .sequentiallyConsistent) {
                    _exit(128 + number)
                }
                raise()
            }
            // Until then the signal would end the program at once.
            source.setRegistrationHandler { registered.leave() }
            source.resume()
        }
    }

    /// Calls `body` once it is raised, on a thread of its own.
    func whenRaised(_ body: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&wanted, 1, -1) < 0, errno == EINTR {}
            body()
        }
    }

    /// Raises it; idempotent.
    func raise() {
        guard !isRaised.exchange(true, ordering: .sequentiallyConsistent) else { return }
        var byte: UInt8 = 1
        // The byte fits, since the pipe is empty.
        _ = write(writer, &byte, 1)
    }
}
