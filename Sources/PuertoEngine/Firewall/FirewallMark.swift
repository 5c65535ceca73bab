internal import Glibc

/// The file in which root's unit says that the kernel has a workspace's table: `range` and `digest`,
/// a line each.
///
/// It is believed when root alone can have written it, less than three minutes ago.
package struct FirewallMark: Hashable, Sendable {
    package let range: String
    /// The SHA-256 of the table's text.
    package let digest: String
    /// The number of the user whose file it is, and whether others may write it.
    package let owner: Int
    package let isOpen: Bool
    /// Seconds since it was written.
    package let age: Int

    package init(range: String, digest: String, owner: Int = 0, isOpen: Bool = false, age: Int = 0)
    {
        self.range = range
        self.digest = digest
        self.owner = owner
        self.isOpen = isOpen
        self.age = age
    }
}

extension FirewallMark {
    /// Seconds for which a mark is believed: the unit writes it each minute.
    package static let lasting = 180
    private static let largest = 4096

    package static func path(of rules: FirewallRules) -> String {
        "/run/puerto/firewall/\(rules.tag)"
    }

    /// Reads a mark; `nil` for none, and for what is no file of that kind.
    package static func read(_ path: String) -> FirewallMark? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var (status, now) = (stat(), timespec())
        clock_gettime(CLOCK_REALTIME, &now)
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: largest)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let values = values(in: String(decoding: bytes[..<count], as: UTF8.self))
        return FirewallMark(
            range: values["range"] ?? "", digest: values["digest"] ?? "",
            owner: Int(status.st_uid), isOpen: status.st_mode & 0o022 != 0,
            age: now.tv_sec - status.st_mtim.tv_sec)
    }

    private static func values(in text: String) -> [String: String] {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let words = line.split(separator: " ")
            return words.count == 2 ? (String(words[0]), String(words[1])) : nil
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
