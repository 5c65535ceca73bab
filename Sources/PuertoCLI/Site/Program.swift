import Foundation
import Glibc
import PuertoCore

/// The parts of the running program that its output depends on.
enum Program {
    /// A number that differs between two builds of the program, and of the Markdown library that it
    /// loads: both write pages. It is made from the files' status, since reading the files would
    /// take longer than most builds.
    static var version: UInt64 {
        var print = Fingerprint()
        for path in ["/proc/self/exe"] + libraries { add(path, to: &print) }
        return print.value
    }

    /// A number that differs between two time zones, and between two editions of one.
    static func fingerprint(ofZone name: String) -> UInt64 {
        var print = Fingerprint(Array(name.utf8))
        let file = URL(filePath: "/usr/share/zoneinfo/\(name)")
        if let rules = try? Data(contentsOf: file) { print.add(Fingerprint(Array(rules)).value) }
        return print.value
    }
}

extension Program {
    /// Paths of the loaded Markdown library's parts (proc(5), `maps`).
    private static var libraries: [String] {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else {
            return []
        }
        let paths = maps.split(separator: "\n").compactMap { line -> String? in
            line.firstIndex(of: "/").map { String(line[$0...]) }
        }
        return Set(paths.filter { $0.contains("/libcmark") }).sorted()
    }

    private static func add(_ path: String, to print: inout Fingerprint) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        print.add(UInt64(status.st_dev))
        print.add(UInt64(status.st_ino))
        print.add(Int(status.st_size))
        for time in [status.st_mtim, status.st_ctim] {
            print.add(time.tv_sec)
            print.add(time.tv_nsec)
        }
    }
}
