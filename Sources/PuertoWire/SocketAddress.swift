package import Glibc
internal import PuertoCore

/// The address of the broker's socket. The kernel takes 107 bytes of a path: a folder is opened and
/// named by its descriptor, so that its own path may be longer.
package struct SocketAddress: ~Copyable {
    private let folder: CInt
    private let name: String

    /// The socket's file in a workspace.
    package static let file = "puerto.sock"

    /// `O_PATH` of open(2), which Glibc's module leaves out: entering the folder is enough.
    private static let pathOnly: CInt = 0o10_000_000

    /// Opens the workspace's folder. Throws `io`.
    package init(in workspace: String) throws {
        folder = open(workspace, SocketAddress.pathOnly | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            throw PuertoError(
                .io, "cannot open '\(workspace)': \(String(cString: strerror(errno)))",
                hint: "let this user enter the folder")
        }
        name = SocketAddress.file
    }

    deinit { close(folder) }

    /// The descriptor of the folder, for calls that take a name in it.
    package var directory: CInt { folder }

    /// Calls with the address as `bind` and `connect` take it.
    package func with<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)/\(name)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
