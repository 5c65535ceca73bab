internal import Glibc
package import PuertoCore

/// The resources of this machine, as the kernel reports them.
package struct Machine: Sendable {
    /// Reads a file of `/proc`.
    private let read: @Sendable (String) -> String
    /// Returns the MiB that are free below a folder.
    package var freeRoom: @Sendable (String) -> Int = { Machine.freeRoom(at: $0) }

    package static let live = Machine { Machine.text(of: $0) }

    package init(read: @escaping @Sendable (String) -> String) { self.read = read }
}

extension Machine {
    /// Returns the text of a kernel file; empty when it cannot be read.
    func text(_ path: String) -> String { read(path) }

    /// TCP ports on which something listens, at any address, IPv4 and IPv6.
    package var listening: Set<Int> {
        Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { Machine.listening(in: read($0)) })
    }

    /// Memory that is available without taking it from other processes, and the total, in MiB.
    package var memory: (available: Int, total: Int) {
        var found: [Substring: Int] = [:]
        for line in read("/proc/meminfo").split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == ":" })
            if words.count > 1, let kib = Int(words[1]) { found[words[0]] = kib / 1024 }
        }
        return (found["MemAvailable"] ?? 0, found["MemTotal"] ?? 0)
    }

    /// The destinations of this machine's routes, without the default route.
    package var routes: [Subnet] {
        read("/proc/net/route").split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: "\t").map { $0.filter { $0 != " " } }
            guard words.count > 7, let first = UInt32(words[1], radix: 16),
                let mask = UInt32(words[7], radix: 16), mask != 0
            else { return nil }
            return Subnet(first: first.byteSwapped, length: mask.nonzeroBitCount)
        }
    }

    /// Returns the GiB that are free below a folder, or below its nearest existing parent.
    package static func freeDisk(at path: String) -> Int { freeRoom(at: path) >> 10 }

    /// The same in MiB.
    package static func freeRoom(at path: String) -> Int {
        var status = statvfs()
        var path = path.isEmpty ? "." : path
        while statvfs(path, &status) != 0 {
            guard path != ".", path != "/" else { return 0 }
            let slash = path.lastIndex(of: "/")
            path = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        }
        return (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Returns the processes, other than this one, whose command line contains a word.
    package static func processes(mentioning word: String) -> [Int] {
        SmallFile.names(in: "/proc").compactMap(Int.init).filter { number in
            let words = text(of: "/proc/\(number)/cmdline").split(separator: "\0")
            return number != Int(getpid()) && words.contains { $0 == word }
        }
    }

    /// Returns the text of a kernel file; empty when it cannot be read.
    package static func text(of path: String) -> String {
        let bytes = try? SmallFile.bytes(of: path)
        return String(decoding: (bytes ?? nil) ?? [], as: UTF8.self)
    }
}

extension Machine {
    private static func listening(in table: String) -> [Int] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: " ")
            // State 0A: TCP_LISTEN (include/net/tcp_states.h).
            guard words.count > 3, words[3] == "0A", let colon = words[1].lastIndex(of: ":") else {
                return nil
            }
            return Int(words[1][colon...].dropFirst(), radix: 16)
        }
    }
}
