/// The ports of a host that were in use at one look at its machine.
package struct ObservedPorts: Hashable, Sendable {
    package let host: Slug
    /// The time of the look, in seconds since 1970, UTC.
    package let at: Int
    /// Each one once, in ascending order.
    package let ports: [Int]

    package init(host: Slug, at: Int, ports: Set<Int>) {
        self.init(host: host, at: at, sorted: ports.sorted())
    }

    init(host: Slug, at: Int, sorted ports: [Int]) {
        self.host = host
        self.at = at
        self.ports = ports
    }
}

extension ObservedPorts {
    /// The ports with a space between them, as the database keeps them.
    package var text: String { ports.map(String.init).joined(separator: " ") }

    /// Reads what `text` wrote. Throws `invalid` for anything else.
    package init(host: Slug, at: Int, text: String) throws {
        let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        let ports = text.isEmpty ? [] : words.map { Int(String(Substring($0))) ?? 0 }
        self.init(host: host, at: at, ports: Set(ports))
        let isInRange = ports.allSatisfy { (1...65535).contains($0) }
        guard isInRange, self.text.utf8.elementsEqual(text.utf8) else {
            throw PuertoError(.invalid, "the ports in use on '\(host)' are not readable")
        }
    }
}
