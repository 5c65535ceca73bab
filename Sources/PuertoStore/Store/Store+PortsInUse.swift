package import PuertoCore

extension Store {
    /// Seconds after which a look that found the same ports is recorded again.
    private static let freshness = 600

    /// Records which ports of a host's machine are in use now; `nil` forgets the last look.
    ///
    /// The web tier cannot look at the machine: it chooses slots by what is recorded here. Ports
    /// that no slot has are left out.
    package func recordPortsInUse(_ ports: Set<Int>?, on host: Slug) throws {
        let seen = ports.map {
            ObservedPorts(host: host, at: clock(), ports: $0.filter(self.ports.isOfSomeSlot))
        }
        let old = try read { db in try ObservedPortRows(db: db).all() }.first { $0.host == host }
        guard Store.isDue(seen, after: old) else { return }
        try write { db in
            let rows = ObservedPortRows(db: db)
            if let seen { try rows.put(seen) } else { try rows.remove(host) }
        }
    }

    /// Tells whether a look is to be written: each one would make every reader of the file read it
    /// again.
    private static func isDue(_ seen: ObservedPorts?, after old: ObservedPorts?) -> Bool {
        guard let seen, let old else { return seen != old }
        return seen.ports != old.ports || seen.at - old.at >= freshness
    }
}
