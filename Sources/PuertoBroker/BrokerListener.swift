internal import Glibc
internal import PuertoCore
internal import PuertoWire

/// The listening socket of a workspace's broker. Its file goes with it.
final class BrokerListener {
    let descriptor: CInt
    private let address: SocketAddress
    private var isBound = false

    /// Listens. Throws `conflict` when another broker does already, `protected` when something that
    /// is no socket has the name, and `io`.
    init(in workspace: String) throws {
        address = try SocketAddress(in: workspace)
        let path = "\(workspace)/\(SocketAddress.file)"
        let made = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
                | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard made >= 0 else { throw BrokerListener.failure("make a socket for", path) }
        descriptor = made
        // The name is taken while no other broker starts: the folder itself is the lock.
        let lock = open("/proc/self/fd/\(address.directory)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw BrokerListener.failure("lock the folder of", path) }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else {
            throw BrokerListener.failure("lock the folder of", path)
        }
        try BrokerListener.clear(address, path)
        // The group may connect: it is the web server's where the folder hands its group on.
        let before = umask(0o117)
        defer { umask(before) }
        guard address.with({ bind(made, $0, $1) }) == 0, listen(made, 128) == 0 else {
            throw BrokerListener.failure("listen at", path)
        }
        isBound = true
    }

    deinit {
        // Before it is bound, the name may be another broker's.
        if isBound { unlinkat(address.directory, SocketAddress.file, 0) }
        close(descriptor)
    }

    /// Removes the socket of a broker that was killed.
    private static func clear(_ address: borrowing SocketAddress, _ path: String) throws {
        var status = stat()
        guard fstatat(address.directory, SocketAddress.file, &status, AT_SYMLINK_NOFOLLOW) == 0
        else {
            guard errno == ENOENT else { throw failure("look at", path) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw PuertoError(
                .protected, "'\(path)' is no socket", hint: "move it away")
        }
        let probe = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        defer { close(probe) }
        guard probe >= 0, address.with({ connect(probe, $0, $1) }) < 0 else {
            throw PuertoError(
                .conflict, "another broker listens at '\(path)'",
                hint: "stop it first: there is one for each workspace")
        }
        guard unlinkat(address.directory, SocketAddress.file, 0) == 0 || errno == ENOENT else {
            throw failure("remove", path)
        }
    }

    private static func failure(_ verb: String, _ path: String) -> PuertoError {
        PuertoError(
            .io, "cannot \(verb) '\(path)': \(String(cString: strerror(errno)))",
            hint: "let this user write the workspace's folder")
    }
}
