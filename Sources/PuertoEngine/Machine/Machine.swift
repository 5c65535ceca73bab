internal import Glibc
package import PuertoCore

/// What this machine has to give, as the kernel tells of it.
package struct Machine: Sendable {
    /// Reads a file of `/proc`.
    private let read: @Sendable (String) -> String

    package static let live = Machine { Machine.text(of: $0) }

    package init(read: @escaping @Sendable (String) -> String) { self.read = read }
}

extension Machine {
    /// TCP ports that something listens on, at any address, IPv4 and IPv6.
    package var listening: Set<Int> {
        Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { Machine.listening(in: read($0)) })
    }

    /// Memory that can be had without anybody else losing any, and all there is, in MiB.
    package var memory: (available: Int, total: Int) {
        var found: [Substring: Int] = [:]
        for line in read("/proc/meminfo").split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == ":" })
            if words.count > 1, let kib = Int(words[1]) { found[words[0]] = kib / 1024 }
        }
        return (found["MemAvailable"] ?? 0, found["MemTotal"] ?? 0)
    }

    /// Where packets of this machine go without a gateway of last resort.
    package var routes: [Subnet] {
        read("/proc/net/route").split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split(separator: "\t").map { $0.filter { $0 != " " } }
            guard words.count > 7, let first = UInt32(words[1], radix: 16),
                let mask = UInt32(words[7], radix: 16), mask != 0
            else { return nil }
            return Subnet(first: first.byteSwapped, length: mask.nonzeroBitCount)
        }
    }

    /// GiB that are free below a folder, or its nearest parent that is there.
    package static func freeDisk(at path: String) -> Int {
        var status = statvfs()
        var path = path.isEmpty ? "." : path
        while statvfs(path, &status) != 0 {
            guard path != ".", path != "/" else { return 0 }
            let slash = path.lastIndex(of: "/")
            path = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        }
        return (Int(status.f_bavail) * Int(status.f_frsize)) >> 30
    }

    /// Processes other than this one in whose command line a word appears.
    package static func processes(mentioning word: String) -> [Int] {
        SmallFile.names(in: "/proc").compactMap(Int.init).filter { number in
            let words = text(of: "/proc/\(number)/cmdline").split(separator: "\0")
            return number != Int(getpid()) && words.contains { $0 == word }
        }
    }

    /// What a file of the kernel's says; empty for one that cannot be read.
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
