internal import Glibc
internal import PuertoCore

/// Keeps two builds of one workspace apart: the second waits until the first is done. The kernel
/// lets go of it when its holder dies, so it can never be left behind.
struct BuildLock {
    private let file: Int32

    init(file path: String) throws {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Disk.failure("cannot lock", path) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(file)
                throw Disk.failure("cannot lock", path)
            }
        }
    }

    func release() { close(file) }
}
