internal import Synchronization

/// Says once a minute that another program holds the database, while a worker waits for it.
package final class LockWait: Sendable {
    private static let interval = 60.0
    private let said = Mutex(0.0)
    private let remark: @Sendable (String) -> Void

    package init(_ remark: @escaping @Sendable (String) -> Void) { self.remark = remark }

    /// Takes the seconds waited so far for one lock, and returns `true`: a worker outlives it.
    package func goesOn(after seconds: Double) -> Bool {
        let isDue = said.withLock { said in
            // A smaller number belongs to another lock.
            guard seconds < said || said == 0 || seconds - said >= LockWait.interval else {
                return false
            }
            said = seconds
            return true
        }
        if isDue {
            remark(
                "the database has been locked by another program for \(Int(seconds)) s: waiting")
        }
        return true
    }
}
