internal import Synchronization

/// Counts finished pages, and reports the count every 256 pages and at the end.
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
