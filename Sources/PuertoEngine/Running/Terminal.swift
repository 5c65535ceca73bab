internal import Glibc
internal import PuertoCore

/// A pseudoterminal for a program that says how far it has come only to a terminal.
struct Terminal {
    /// The descriptor from which the program's output is read.
    let reader: Int32
    /// The program's own end.
    let writer: Int32

    init() throws {
        let reader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard reader >= 0 else { throw Terminal.error() }
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        guard ioctl(reader, Terminal.lock, &isLocked) == 0,
            ioctl(reader, Terminal.number, &number) == 0
        else {
            close(reader)
            throw Terminal.error()
        }
        let writer = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard writer >= 0 else {
            close(reader)
            throw Terminal.error()
        }
        self.reader = reader
        self.writer = writer
    }

    // TIOCSPTLCK and TIOCGPTN of Linux, which are macros (ioctl_tty(2)).
    private static let lock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430

    private static func error() -> PuertoError {
        let reason = String(cString: strerror(errno))
        return PuertoError(.io, "cannot make a terminal: \(reason)")
            .spanish("no se puede abrir una terminal: \(reason)")
    }
}

extension Terminal {
    /// Passes on each drawn line until the last writer has closed its end; then closes this one.
    /// Blocks its thread.
    func read(_ line: (String) -> Void) {
        defer { close(reader) }
        var bytes = [UInt8](repeating: 0, count: 16384)
        var rest: [UInt8] = []
        while true {
            let count = Glibc.read(reader, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest += bytes[..<count]
            let parts = rest.split(omittingEmptySubsequences: false) { $0 == 10 || $0 == 13 }
            for part in parts.dropLast() where !part.isEmpty {
                line(String(decoding: part, as: UTF8.self))
            }
            rest = parts.last.map(Array.init) ?? []
            if rest.count > 65536 { rest = [] }
        }
        if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
    }
}
