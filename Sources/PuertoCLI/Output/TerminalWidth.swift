import Foundation
import Glibc

/// The width that text for people is laid out for.
enum TerminalWidth {
    private static let usual = 80
    /// Below this nothing can be laid out.
    private static let least = 40

    /// `COLUMNS` (POSIX), or the terminal's width; `nil` where standard output is none.
    static var known: Int? {
        let named = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
        return (named ?? ofTerminal).map { max(least, $0) }
    }

    /// The known width, or 80.
    static var columns: Int { known ?? usual }

    private static var ofTerminal: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
