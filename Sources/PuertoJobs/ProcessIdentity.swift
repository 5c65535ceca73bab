internal import Glibc
internal import PuertoEngine
package import PuertoStore

/// This process, told from every other one that has had or will have its number.
package enum ProcessIdentity {
    /// `host/boot/namespace/pid/start`: the machine's boot, the namespace that numbers processes,
    /// and when the process was started, in the kernel's ticks.
    package static var own: LeaseHolder {
        let pid = Int(getpid())
        let place = "\(hostName)/\(boot)/\(namespace)"
        return LeaseHolder("\(place)/\(pid)/\(start(of: pid) ?? 0)")
    }

    /// A process of another boot is gone; one that cannot be seen from here may live.
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

    /// `nil` when there is no such process, or only what is left of one (a zombie).
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
