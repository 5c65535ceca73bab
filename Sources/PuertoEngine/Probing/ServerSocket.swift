internal import Glibc
internal import PuertoCore

/// A TCP connection to an IPv4 address that ends with its deadline.
final class ServerSocket {
    let descriptor: CInt
    let deadline: Deadline

    /// Connects. Throws `unreachable` with the kernel's words.
    init(_ address: String, _ port: Int, _ deadline: Deadline) throws(NoLogin) {
        let kind =
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
            | CInt(SOCK_NONBLOCK.rawValue)
        descriptor = socket(AF_INET, kind, 0)
        self.deadline = deadline
        guard descriptor >= 0 else { throw .unreachable(String(cString: strerror(errno))) }
        let code = connect(to: address, port)
        guard code == 0 else {
            throw code == ETIMEDOUT
                ? .timeout
                : .unreachable(
                    "connection to \(address) port \(port) failed: "
                        + String(cString: strerror(code)))
        }
    }

    /// Connects to a client's own container, and makes sure that no router is in between.
    convenience init(_ peer: ServicePeer, _ deadline: Deadline) throws(NoLogin) {
        try self.init(peer.address, peer.port, deadline)
        try ServerSocket.checkRoute(descriptor, to: peer)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Returns 0, or the error's number.
    private func connect(to address: String, _ port: Int) -> CInt {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        guard let port = UInt16(exactly: port), inet_pton(AF_INET, address, &place.sin_addr) == 1
        else { return EINVAL }
        place.sin_port = port.bigEndian
        let status = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status == 0 { return 0 }
        guard errno == EINPROGRESS else { return errno }
        guard deadline.wait(for: descriptor, POLLOUT) else { return ETIMEDOUT }
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
    }
}

extension ServerSocket {
    /// Sends all bytes. Throws when the deadline is over or the server is gone.
    func send(_ bytes: [UInt8]) throws(NoLogin) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard deadline.wait(for: descriptor, POLLOUT) else { throw .timeout }
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 { rest = rest.dropFirst(count) }
            guard count > 0 || errno == EAGAIN || errno == EINTR else { throw .closed }
        }
    }

    /// Returns the next bytes. Throws when the deadline is over or the server is gone.
    func receive() throws(NoLogin) -> [UInt8] {
        while true {
            guard deadline.wait(for: descriptor, POLLIN) else { throw .timeout }
            var part = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &part, part.count, 0)
            if count > 0 { return Array(part[..<count]) }
            guard count < 0, errno == EAGAIN || errno == EINTR else { throw .closed }
        }
    }
}

extension NoLogin {
    static let closed = NoLogin.unreachable("the server closed the connection")
}

extension ServerSocket {
    /// Throws `unreachable` unless this machine's end of the connection is on the container's own
    /// network: by the route of a VPN whose range holds the address, a password would leave.
    static func checkRoute(_ descriptor: CInt, to peer: ServicePeer) throws(NoLogin) {
        var local = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &local) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        var remote = in_addr()
        let mask = UInt32.max << UInt32(32 - peer.prefix)
        guard status == 0, inet_pton(AF_INET, peer.address, &remote) == 1,
            (UInt32(bigEndian: local.sin_addr.s_addr) ^ UInt32(bigEndian: remote.s_addr)) & mask
                == 0
        else {
            throw .unreachable(
                "the way to \(peer.address) leads through another network, and was sent no password"
            )
        }
    }
}
