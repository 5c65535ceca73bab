import Dispatch
import Glibc
import Synchronization

/// A look at whether something accepts TCP connections at an address. Nothing is sent, and the
/// answer takes two seconds at most, with the name's resolution.
enum AddressLook: Hashable, Sendable {
    case serves
    /// Nothing listens there.
    case refuses
    /// The look itself was not possible, and why: a name or network that did not answer.
    case unknown(Reason)

    enum Reason: Sendable { case name, time, network }

    private static let patience = 2000

    static func at(_ host: String, _ port: Int) -> AddressLook {
        let (answer, ended) = (Answer(), DispatchSemaphore(value: 0))
        DispatchQueue.global().async {
            let found = resolved(host, port)
            answer.look.withLock { $0 = found }
            ended.signal()
        }
        guard ended.wait(timeout: .now() + .milliseconds(patience)) == .success else {
            return .unknown(.time)
        }
        return answer.look.withLock { $0 }
    }

    private final class Answer: Sendable {
        let look = Mutex<AddressLook>(.unknown(.time))
    }
}

extension AddressLook {
    /// Tries each address of a name until one accepts.
    private static func resolved(_ host: String, _ port: Int) -> AddressLook {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &first) == 0, let first else {
            return .unknown(.name)
        }
        defer { freeaddrinfo(first) }
        var look = AddressLook.unknown(.network)
        for entry in sequence(first: first, next: { $0.pointee.ai_next }) {
            let found = connected(entry.pointee)
            guard found != .serves else { return .serves }
            if found == .refuses { look = .refuses }
        }
        return look
    }

    private static func connected(_ address: addrinfo) -> AddressLook {
        let descriptor = socket(
            address.ai_family, address.ai_socktype | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return .unknown(.network) }
        defer { close(descriptor) }
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return .serves }
        guard errno == EINPROGRESS else {
            return errno == ECONNREFUSED ? .refuses : .unknown(.network)
        }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&entry, 1, CInt(patience / 2)) == 1 else { return .unknown(.time) }
        var (code, size) = (CInt(0), socklen_t(MemoryLayout<CInt>.size))
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
            return .unknown(.network)
        }
        switch code {
        case 0: return .serves
        case ECONNREFUSED: return .refuses
        default: return .unknown(.network)
        }
    }
}
