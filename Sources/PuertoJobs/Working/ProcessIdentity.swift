internal import Glibc
internal import PuertoEngine
package import PuertoStore

/// Identifies this process as a lease holder, distinct from earlier and later processes that have
/// the same number.
package enum ProcessIdentity {
    /// `host/boot/namespace/pid/start`: the machine's boot, the namespace that numbers processes,
    /// and when the process was started, in the kernel's ticks.
    package static var own: LeaseHolder {
        let pid = Int(getpid())
        let place = "\(hostName)/\(boot)/\(namespace)"
        return LeaseHolder("\(place)/\(pid)/\(start(of: pid) ?? 0)")
    }

    /// Tells whether a holder's process is gone. One of an earlier boot is gone; one of another
    /// machine or namespace cannot be seen from here and may live.
    package static let watch = HolderWatch { holder in
        let parts = holder.text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, let pid = Int(parts[3]), let began = Int(parts[4]) else {
            return nil
        }
        guard parts[0] == hostName[...] else { return nil }
        guard parts[1] == boot[...] else { return true }
        guard parts[2] == namespace[...] else { return nil }
        return start(of: pid) != began
    }

    private static let boot = line(of: "/proc/sys/kernel/random/boot_id").prefix(8).description

    private static let namespace: String = {
        var status = stat()
        return stat("/proc/self/ns/pid", &status) == 0 ? String(status.st_ino) : "0"
    }()

    private static let hostName = line(of: "/proc/sys/kernel/hostname")

    /// The start of a process. `nil` when there is no such process, or only a zombie.
    private static func start(of pid: Int) -> Int? {
        let text = line(of: "/proc/\(pid)/stat")
        // The name, in parentheses, may hold anything.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let words = text[end...].dropFirst().split(separator: " ")
        guard words.count > 19, words[0] != "Z", words[0] != "X" else { return nil }
        return Int(words[19])
    }

    private static func line(of path: String) -> String {
        String(Machine.text(of: path).prefix { $0 != "\n" })
    }
}
