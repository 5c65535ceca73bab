internal import Synchronization

/// Counts pages that are done, and says so now and then.
final class Progress: Sendable {
    private let done = Atomic<Int>(0)
    private let total: Int
    private let tell: @Sendable (Int, Int) -> Void

    init(_ total: Int, _ tell: @escaping @Sendable (Int, Int) -> Void) {
        self.total = total
        self.tell = tell
    }

    func step() {
        let count = done.wrappingAdd(1, ordering: .relaxed).newValue
        if count % 256 == 0 || count == total { tell(count, total) }
    }
}
