internal import Glibc
internal import PuertoCore

/// Reads a body of a known length from a descriptor, and not a byte more.
package struct BodyReader: Sendable {
    let descriptor: CInt
    /// Milliseconds for the whole body.
    let patience: Int

    package init(_ descriptor: CInt, patience: Int = Limits.patience) {
        self.descriptor = descriptor
        self.patience = patience
    }

    /// Throws 408 if the body does not arrive in time, and 400 if it ends early.
    package func read(_ length: Int) throws(Refusal) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var count = 0
        let end = SystemClock.monotonicMilliseconds() + patience
        while count < length {
            try wait(until: end)
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, length - count)
            }
            if got < 0, errno == EINTR || errno == EAGAIN { continue }
            guard got > 0 else { throw Refusal(400) }
            count += got
        }
        return bytes
    }

    private func wait(until end: Int) throws(Refusal) {
        var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let left = end - SystemClock.monotonicMilliseconds()
            guard left > 0 else { throw Refusal(408) }
            let count = poll(&question, 1, CInt(left))
            if count > 0 { return }
            if count < 0, errno != EINTR { throw Refusal(400) }
        }
    }
}
