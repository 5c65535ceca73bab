internal import Glibc
internal import PuertoCore
internal import PuertoWire

/// The listening socket of a workspace's broker. The socket's file goes with it; the lock's file
/// stays.
final class BrokerListener {
    let descriptor: CInt
    private let address: SocketAddress
    private let lock: CInt

    /// Only the operator may open it, and so hold the lock.
    private static let lockFile = "\(SocketAddress.file).lock"

    /// Listens. Throws `conflict` when another broker does already, `protected` when something that
    /// is no socket has the name, and `io`.
    static func listening(in workspace: String) throws -> BrokerListener {
        let address = try SocketAddress(in: workspace)
        let lock = try taken(address, workspace)
        do {
            let descriptor = try bound(address, "\(workspace)/\(SocketAddress.file)")
            return BrokerListener(descriptor, address, lock)
        } catch {
            close(lock)
            throw error
        }
    }

    private init(_ descriptor: CInt, _ address: consuming SocketAddress, _ lock: CInt) {
        self.descriptor = descriptor
        self.address = address
        self.lock = lock
    }

    deinit {
        unlinkat(address.directory, SocketAddress.file, 0)
        close(descriptor)
        close(lock)
    }
}

extension BrokerListener {
    /// Takes the lock that a running broker has. The kernel takes it from one that was killed.
    private static func taken(_ address: borrowing SocketAddress, _ workspace: String) throws
        -> CInt
    {
        let path = "\(workspace)/\(lockFile)"
        let lock = openat(
            address.directory, lockFile, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw failure("open", path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(lock)
            guard code == EWOULDBLOCK else { throw failure("lock", path) }
            throw PuertoError(
                .conflict, "another broker answers for '\(workspace)'",
                hint: "stop it first: there is one for each workspace")
        }
        return lock
    }

    private static func bound(_ address: borrowing SocketAddress, _ path: String) throws -> CInt {
        var status = stat()
        if fstatat(address.directory, SocketAddress.file, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else {
                throw PuertoError(.protected, "'\(path)' is no socket", hint: "move it away")
            }
            // It is of a broker that was killed.
            unlinkat(address.directory, SocketAddress.file, 0)
        }
        let made = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
                | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard made >= 0 else { throw failure("make a socket for", path) }
        // The group may connect: it is the web server's where the folder hands its group on.
        let before = umask(0o117)
        defer { umask(before) }
        guard address.with({ bind(made, $0, $1) }) == 0, listen(made, 128) == 0 else {
            let error = failure("listen at", path)
            close(made)
            throw error
        }
        return made
    }

    private static func failure(_ verb: String, _ path: String) -> PuertoError {
        PuertoError(
            .io, "cannot \(verb) '\(path)': \(String(cString: strerror(errno)))",
            hint: PuertoError.mend(errno, rights: "let this user write the workspace's folder"))
    }
}
