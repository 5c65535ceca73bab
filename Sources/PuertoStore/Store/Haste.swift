internal import Glibc
internal import Synchronization

/// A mark on a connection while it writes what may as well be left out: it waits for another
/// program's transaction for some milliseconds only.
final class Haste: Sendable {
    private let flag = Atomic<Bool>(false)

    var isUp: Bool { flag.load(ordering: .relaxed) }

    /// Runs a step of this connection, which nothing else uses meanwhile.
    func during<Value>(_ step: () throws -> Value) rethrows -> Value {
        flag.store(true, ordering: .relaxed)
        defer { flag.store(false, ordering: .relaxed) }
        return try step()
    }

    /// Sleeps a millisecond and returns whether to try once more.
    func wait(_ tries: Int) -> Bool {
        usleep(1_000)
        return tries < 20
    }
}
