internal import Glibc
internal import PuertoCore

/// A listening socket to which libpq connects within this process. It has an abstract name, so no
/// file is left of it, and takes a connection of this process alone.
struct InnerDoor {
    /// The host that libpq is given.
    let name: String
    private let socket: Descriptor

    /// libpq makes a file's name of it.
    static let port = 5432

    init() throws(NoLogin) {
        name = "@puerto-\(RandomID().text)"
        let kind =
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
            | CInt(SOCK_NONBLOCK.rawValue)
        socket = Descriptor(Glibc.socket(AF_UNIX, kind, 0))
        guard socket.number >= 0, bind(), listen(socket.number, 8) == 0 else {
            throw .unreachable("no socket for libpq: \(String(cString: strerror(errno)))")
        }
    }

    /// Gives the socket the name that libpq looks for; in an abstract one the first byte is 0.
    private func bind() -> Bool {
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        let path = [0] + Array("\(name.dropFirst())/.s.PGSQL.\(InnerDoor.port)".utf8)
        let offset = MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2
        guard path.count <= MemoryLayout.size(ofValue: place.sun_path) else { return false }
        withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path) }
        return withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket.number, $0, socklen_t(offset + path.count)) == 0
            }
        }
    }
}

extension InnerDoor {
    /// Takes the connection that libpq has begun. Throws when libpq is connected to something else,
    /// as with `PGHOSTADDR` in the environment, or was not let in.
    func accept() throws(NoLogin) -> Descriptor {
        while true {
            let found = Descriptor(Glibc.accept(socket.number, nil, nil))
            guard found.number >= 0, fcntl(found.number, F_SETFD, FD_CLOEXEC) == 0,
                fcntl(found.number, F_SETFL, O_NONBLOCK) == 0
            else {
                throw .withheld(
                    "libpq does not connect where it is told to; is PGHOSTADDR set? It was sent no "
                        + "password")
            }
            if InnerDoor.isOwn(found.number) { return found }
        }
    }

    /// True when this process is at the other end (`SO_PEERCRED`: process, user, group).
    private static func isOwn(_ descriptor: CInt) -> Bool {
        var credentials: [CInt] = [0, 0, 0]
        var size = socklen_t(MemoryLayout<CInt>.size * 3)
        return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0
            && credentials[0] == getpid()
    }
}

/// A file descriptor that is closed with its last user.
final class Descriptor {
    let number: CInt

    init(_ number: CInt) { self.number = number }

    deinit { if number >= 0 { close(number) } }
}
