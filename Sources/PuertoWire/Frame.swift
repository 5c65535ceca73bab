internal import Glibc
internal import PuertoCore

/// A message on a stream: four bytes of length, big endian, and so many bytes.
package enum Frame {
    /// The most bytes of a request. The largest one is a program's, of 65,536 bytes in base64url.
    package static let requestLimit = 256 * 1024
    /// The most bytes of an answer. Records of a thousand clients take one.
    package static let answerLimit = 16 * 1024 * 1024

    /// A reason for which no message was read or written.
    package enum Failure: Error, Sendable {
        /// The other side has closed the stream between two messages.
        case closed
        /// The other side has closed the stream within a message, or the kernel has an error.
        case broken
        case tooLong
        /// The other side has not sent or taken the message in time.
        case late
    }

    /// The length and the bytes.
    package static func message(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) } + bytes
    }

    /// The length that a message begins with; `nil` for less than four bytes.
    package static func length(_ bytes: [UInt8]) -> Int? {
        bytes.count < 4 ? nil : bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Writes a message. `end` is a time of the monotonic clock, in milliseconds.
    package static func write(_ bytes: [UInt8], to descriptor: CInt, until end: Int)
        throws(Failure)
    {
        let whole = message(bytes)
        var count = 0
        while count < whole.count {
            let sent = whole.withUnsafeBytes {
                send(
                    descriptor, $0.baseAddress.map { $0 + count }, whole.count - count,
                    CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
            }
            if sent > 0 {
                count += sent
            } else if errno == EAGAIN {
                try wait(for: POLLOUT, descriptor, until: end)
            } else if errno != EINTR {
                throw .broken
            }
        }
    }

    /// Reads a message of at most `limit` bytes.
    package static func read(from descriptor: CInt, limit: Int, until end: Int) throws(Failure)
        -> [UInt8]
    {
        let head = try read(4, from: descriptor, until: end, isFirst: true)
        guard let length = length(head), length <= limit else { throw .tooLong }
        return try read(length, from: descriptor, until: end, isFirst: false)
    }

    private static func read(
        _ length: Int, from descriptor: CInt, until end: Int, isFirst: Bool
    ) throws(Failure) -> [UInt8] {
        // The memory grows with what arrives, and not with what a length promises.
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: min(length, 65_536)))
        while bytes.count < length {
            let most = min(buffer.count, length - bytes.count)
            let got = recv(descriptor, &buffer, most, CInt(MSG_DONTWAIT))
            if got > 0 {
                bytes += buffer[..<got]
            } else if got == 0 {
                throw isFirst && bytes.isEmpty ? .closed : .broken
            } else if errno == EAGAIN {
                try wait(for: POLLIN, descriptor, until: end)
            } else if errno != EINTR {
                throw errno == ECONNRESET && isFirst && bytes.isEmpty ? .closed : .broken
            }
        }
        return bytes
    }

    private static func wait(for event: CInt, _ descriptor: CInt, until end: Int) throws(Failure) {
        let left = end - SystemClock.monotonicMilliseconds()
        guard left > 0 else { throw .late }
        var question = pollfd(fd: descriptor, events: CShort(event), revents: 0)
        let count = poll(&question, 1, CInt(min(left, 60_000)))
        guard count >= 0 || errno == EINTR else { throw .broken }
    }
}
