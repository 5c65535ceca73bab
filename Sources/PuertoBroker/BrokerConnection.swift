internal import Glibc
internal import PuertoWire
internal import Synchronization

/// A connection of the web tier: the bytes of a request so far, and those of its answer that were
/// not taken yet. It has one request at a time.
struct BrokerConnection {
    /// A number that no other connection of this process has.
    let number = BrokerConnection.numbers.add(1, ordering: .relaxed).newValue
    /// The time at which it is late, in milliseconds of the monotonic clock.
    var end: Int
    var isAnswering = false
    private var input: [UInt8] = []
    private var output: ArraySlice<UInt8> = []

    private static let numbers = Atomic<Int>(0)

    init(end: Int) { self.end = end }
}

extension BrokerConnection {
    /// The events that it waits for. While it is answered, only its end is one.
    var events: CShort {
        if !output.isEmpty { return CShort(POLLOUT) }
        return isAnswering ? 0 : CShort(POLLIN)
    }

    /// Tells whether a request is answered, or its answer is still being sent.
    var isBusy: Bool { isAnswering || !output.isEmpty }

    /// Adds an answer's message.
    mutating func put(_ answer: [UInt8]) { output += Frame.message(answer)[...] }

    /// Reads and writes what it can. Returns whether the connection goes on.
    mutating func move(_ descriptor: CInt, _ events: CShort) -> Bool {
        if !output.isEmpty { return write(to: descriptor) }
        // A caller that has gone away is not told of anything.
        if isAnswering { return events & CShort(POLLHUP | POLLERR) == 0 }
        return read(from: descriptor)
    }

    private mutating func write(to descriptor: CInt) -> Bool {
        while !output.isEmpty {
            let count = output.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 {
                output = output.dropFirst(count)
            } else if errno != EINTR {
                return errno == EAGAIN
            }
        }
        return true
    }

    private mutating func read(from descriptor: CInt) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
        input += buffer[..<count]
        // More than one request at a time is no request of the web tier's.
        guard let length = Frame.length(input) else { return true }
        return length <= Frame.requestLimit && input.count <= 4 + length
    }

    /// The request that has arrived whole.
    mutating func takeRequest() -> [UInt8]? {
        guard let length = Frame.length(input), input.count == 4 + length else { return nil }
        let request = Array(input[4...])
        input = []
        return request
    }
}
