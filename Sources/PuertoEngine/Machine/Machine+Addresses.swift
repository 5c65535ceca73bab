internal import Glibc

extension Machine {
    /// The IPv4 addresses of this machine's interfaces that are up, sorted, without the loopback
    /// interface's (getifaddrs(3)).
    package static var addresses: [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        return Set(sequence(first: first, next: { $0?.pointee.ifa_next }).compactMap(address))
            .sorted()
    }

    private static func address(_ entry: UnsafeMutablePointer<ifaddrs>?) -> String? {
        guard let entry = entry?.pointee, let address = entry.ifa_addr,
            address.pointee.sa_family == sa_family_t(AF_INET),
            entry.ifa_flags & UInt32(IFF_UP) != 0,
            entry.ifa_flags & UInt32(IFF_LOOPBACK) == 0
        else { return nil }
        var number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            $0.pointee.sin_addr
        }
        var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        guard inet_ntop(AF_INET, &number, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
