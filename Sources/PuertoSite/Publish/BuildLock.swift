internal import Glibc
internal import PuertoCore

/// Keeps two builds of one workspace apart: the second waits until the first is done. The kernel
/// releases the lock when its holder dies, so it can never be left behind.
///
/// Take it before the records are read: a build that waited must not publish what was true before.
package struct BuildLock: Sendable {
    private let file: Int32

    /// `waiting` is called once when another build holds it.
    package init(workspace: String, waiting: () -> Void = {}) throws {
        let folder = "\(workspace)/.puerto"
        try Disk.makePrivateFolder(folder)
        let path = "\(folder)/lock"
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Disk.failure("cannot lock", path) }
        if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
        waiting()
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(file)
                throw Disk.failure("cannot lock", path)
            }
        }
    }

    package func release() { close(file) }
}
