internal import Glibc

/// The moment at which a conversation with a server ends, whatever the server does meanwhile.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    init(in time: Duration) { end = .now + time }

    /// The time that a server has for one conversation.
    static let usual = Duration.seconds(5)

    /// The milliseconds that are left, for `poll(2)`; 0 after the end.
    var milliseconds: CInt {
        let left = ((end - .now) / .milliseconds(1)).rounded(.up)
        return CInt(max(0, min(left, 60_000)))
    }

    /// Waits until one of the descriptors is ready. Returns `false` after the end.
    func wait(_ polled: inout [pollfd]) -> Bool {
        while true {
            let left = milliseconds
            guard left > 0 else { return false }
            let ready = poll(&polled, nfds_t(polled.count), left)
            if ready > 0 { return true }
            guard ready == 0 || errno == EINTR else { return false }
        }
    }

    /// Waits for one descriptor. Returns `false` after the end.
    func wait(for descriptor: CInt, _ events: CInt) -> Bool {
        var polled = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
        return wait(&polled)
    }
}
