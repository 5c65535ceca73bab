import PuertoCore
import PuertoStore
import PuertoVault

extension Workspace {
    /// Reads the keys and verifies them against the records. Throws `notFound` for a database that
    /// is older than keys.
    func keys(for store: Store) throws -> Keys {
        let marks = try store.keyMarks()
        guard !marks.isEmpty else {
            throw PuertoError(
                .notFound, "the database '\(database)' has no keys yet",
                hint: "puerto build makes them, as every change does"
            ).spanish(
                "la base de datos '\(database)' aún no tiene claves",
                hint: "puerto build las crea, como cualquier cambio")
        }
        let keys = try Keys(keyRings(), marks, folder: folder)
        if let unfinished = keys.unfinished {
            Failure.warn(
                Spoken.say(
                    "el cambio a '\(unfinished)' quedó a medias; puerto key rotate lo termina",
                    "the rotation to '\(unfinished)' was interrupted; puerto key rotate ends it"))
        }
        if keys.hasUnfinishedWeb {
            Failure.warn(
                "the rotation of keys/web.key was interrupted; puerto key rotate web ends it")
        }
        return keys
    }

    /// The same, but a database that is older than keys adopts the key files that exist, or new
    /// ones.
    func keys(adoptedBy store: Store) throws -> Keys {
        if try store.keyMarks().isEmpty {
            let (keys, fresh) = try newKeys()
            for ring in fresh { try KeyFile.create(ring, in: folder) }
            try store.following(configuration.ports, options(keys))
                .adopt(keys.marks, by: Workspace.actor)
        }
        return try keys(for: store)
    }

    /// The keys for a new database: those in key files, and new ones in memory for missing files.
    func newKeys() throws -> (keys: Keys, fresh: [KeyRing]) {
        var rings = try keyRings()
        var fresh: [KeyRing] = []
        for purpose in KeyPurpose.lasting where rings[purpose] == nil {
            let ring = try newRing(purpose)
            rings[purpose] = ring
            fresh.append(ring)
        }
        return (try Keys(rings, [], folder: folder), fresh)
    }

    /// The options of a store that writes with these keys.
    func options(_ keys: Keys) -> Store.Options {
        var options = Store.Options()
        options.keeper = keys.keeper
        options.subnets = configuration.engine.subnets
        options.jobAge = configuration.jobDays * 86400
        let (here, busy) = (configuration.hosts.first?.name, portsInUse)
        let isIgnored = PortsInUse.isIgnored
        options.portsInUse = { isIgnored ? [] : $0 == here ? busy : nil }
        options.url = address(of:)
        return options
    }
}

extension Workspace {
    private func keyRings() throws -> [KeyPurpose: KeyRing] {
        var rings: [KeyPurpose: KeyRing] = [:]
        for purpose in KeyPurpose.lasting {
            rings[purpose] = try KeyFile.read(purpose, in: folder)
        }
        return rings
    }

    private func newRing(_ purpose: KeyPurpose) throws -> KeyRing {
        try .make(purpose, named: purpose == .signing ? agencySlug : "k1")
    }

    /// The agency's name as a slug, which is the name of the signing key.
    private var agencySlug: String {
        let words = configuration.agency.name.lowercased().utf8
            .split { !$0.isLowerAlphanumeric }
            .map { String(decoding: $0, as: UTF8.self) }
        let text = String(words.joined(separator: "-").prefix(40))
        let name = text.hasSuffix("-") ? String(text.dropLast()) : text
        return (try? Slug(name)).map(\.text) ?? "agency"
    }
}
