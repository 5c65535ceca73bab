import Glibc
import PuertoCore
import Synchronization

/// Shows the progress of a long build on the terminal; shows nothing where there is none.
final class ProgressBar: Sendable {
    let isShown: Bool
    private let started = ContinuousClock.now
    private let isDrawn = Mutex(false)

    /// The time after which the bar appears.
    private static let patience = Duration.milliseconds(400)
    private static let width = 24

    init(isWanted: Bool) {
        isShown = isWanted && isatty(STDERR_FILENO) == 1
    }

    func show(_ done: Int, of total: Int) {
        guard isShown, ContinuousClock.now - started > ProgressBar.patience else { return }
        // More pages may become due while others are rendered.
        let total = max(total, done, 1)
        let filled = done * ProgressBar.width / total
        let bar =
            String(repeating: "=", count: filled)
            + String(repeating: " ", count: ProgressBar.width - filled)
        isDrawn.withLock { isDrawn in
            isDrawn = true
            ProgressBar.write("\r[\(bar)] \(done) of \(total) pages")
        }
    }

    func clear() {
        isDrawn.withLock { isDrawn in
            guard isDrawn else { return }
            isDrawn = false
            // Erases to the end of the line (ECMA-48, EL).
            ProgressBar.write("\r\u{1B}[K")
        }
    }

    /// Ignores errors: a bar that cannot be shown is no reason to fail.
    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
