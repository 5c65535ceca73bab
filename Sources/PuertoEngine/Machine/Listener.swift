/// A TCP socket of this machine that waits for connections.
package struct Listener: Hashable, Sendable {
    package let port: Int
    /// The number of the user whose process has opened it.
    package let user: Int
    /// True when it waits at 127.0.0.1 itself, and not at all addresses.
    package let isLoopback: Bool

    package init(port: Int, user: Int, isLoopback: Bool) {
        self.port = port
        self.user = user
        self.isLoopback = isLoopback
    }
}

extension Machine {
    /// The sockets that a connection to 127.0.0.1 may reach (`/proc/net/tcp`, `/proc/net/tcp6`).
    package var listeners: [Listener] {
        ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
            text(path).split(separator: "\n").dropFirst().compactMap(Listener.init(line:))
        }
    }
}

extension Listener {
    /// 127.0.0.1 and all addresses, as the kernel writes them on a machine whose first byte is the
    /// lowest; IPv6 sockets take IPv4 too.
    private static let loopback = ["0100007F", "0000000000000000FFFF00000100007F"]
    private static let all = [String(repeating: "0", count: 8), String(repeating: "0", count: 32)]

    /// Reads a line of the kernel's table; `nil` for connections and other addresses.
    fileprivate init?(line: Substring) {
        let words = line.split(separator: " ")
        // State 0A: TCP_LISTEN (include/net/tcp_states.h).
        guard words.count > 7, words[3] == "0A", let colon = words[1].lastIndex(of: ":"),
            let port = Int(words[1][colon...].dropFirst(), radix: 16), let user = Int(words[7])
        else { return nil }
        let address = String(words[1][..<colon])
        let isLoopback = Listener.loopback.contains(address)
        guard isLoopback || Listener.all.contains(address) else { return nil }
        self.init(port: port, user: user, isLoopback: isLoopback)
    }
}
