internal import Dispatch
internal import Foundation
internal import Glibc
internal import PuertoCore
internal import Synchronization

/// Ctrl-C and SIGTERM as something that `poll(2)` hears: what is in hand is finished first. A
/// second one ends the program at once.
final class StopSignal: Sendable {
    /// Readable once the program was asked to stop; nobody reads it.
    let descriptor: Int32
    private let writer: Int32
    private let isRaised = Atomic<Bool>(false)
    /// Apart from the other: the server hears the signals too, and may be the first to end.
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
    /// From now on the two signals raise it.
    func listen() {
        for number in [SIGINT, SIGTERM] {
            let source = DispatchSource.makeSignalSource(signal: number)
            // The handler keeps both alive, as long as the program runs.
            source.setEventHandler { [self] in
                _ = source
                if isSignalled.exchange(true, ordering: .sequentiallyConsistent) {
                    _exit(128 + number)
                }
                raise()
            }
            source.resume()
        }
    }

    /// Calls `body` once it is raised, on a thread of its own that waits for that.
    func whenRaised(_ body: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&wanted, 1, -1) < 0, errno == EINTR {}
            body()
        }
    }

    /// Any number of times is as good as once.
    func raise() {
        guard !isRaised.exchange(true, ordering: .sequentiallyConsistent) else { return }
        var byte: UInt8 = 1
        // It fits: the pipe is empty.
        _ = write(writer, &byte, 1)
    }
}
