import Dispatch
import Glibc

/// Waits until another process may have changed the records: a request that a browser waits for is
/// taken at once, and not with the worker's next look.
final class RecordsNudge: Sendable {
    private let inotify: Inotify?

    /// A kernel without a free watch leaves the waiting to the clock.
    init(_ folder: String) {
        let made = try? Inotify()
        let isWatched = (try? made?.watch(folder, for: UInt32(IN_MODIFY))) ?? nil
        inotify = isWatched == nil ? nil : made
    }

    /// Milliseconds that pass in any case, so that the worker's own writes do not keep it busy.
    private static let least: CInt = 15

    /// Waits for a change of SQLite's log, or until the time is over.
    func wait(_ longest: Duration) async {
        let most = CInt(longest / .milliseconds(1))
        guard let inotify else {
            try? await Task.sleep(for: longest)
            return
        }
        try? await Task.sleep(for: .milliseconds(Int(RecordsNudge.least)))
        await withCheckedContinuation { done in
            DispatchQueue.global().async {
                let end = ContinuousClock.now + .milliseconds(Int(most - RecordsNudge.least))
                while !inotify.isNudged(until: end) {}
                done.resume()
            }
        }
    }
}

extension Inotify {
    /// Waits for the folder's next change; true when SQLite's log has changed or the time is over.
    fileprivate func isNudged(until end: ContinuousClock.Instant) -> Bool {
        let left = CInt((end - .now) / .milliseconds(1))
        guard left > 0 else { return true }
        var question = pollfd(fd: descriptor, events: CShort(POLLIN), revents: 0)
        guard poll(&question, 1, left) > 0 else { return true }
        return events().contains { $0.name == "puerto.db-wal" }
    }
}
