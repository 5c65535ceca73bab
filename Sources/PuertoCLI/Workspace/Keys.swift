import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// The keys of a workspace, verified to be those that its records were sealed with.
struct Keys: Sendable {
    let master: KeyRing
    let web: KeyRing
    let signing: KeyRing
    let vault: Vault
    let epochs: EpochKeys
    /// True when the web tier's key is the one that older versions sealed the history with.
    let isFirstWeb: Bool
    /// True when a rotation of the web tier's key was interrupted.
    let hasUnfinishedWeb: Bool
    /// The name of a master key that an interrupted rotation has written.
    let unfinished: String?

    /// `marks` are the keys that the database knows; a new one knows none. Throws `notFound` for a
    /// key file that is missing, and `damaged` for another key.
    init(_ rings: [KeyPurpose: KeyRing], _ marks: [KeyMark], folder: String) throws {
        func ring(_ purpose: KeyPurpose) throws -> KeyRing {
            let path = KeyFile.path(purpose, folder)
            guard let ring = rings[purpose] else {
                throw PuertoError(
                    .notFound, "the key file is missing",
                    hint: "restore it from its backup: what it sealed opens with nothing else",
                    place: path
                ).spanish(
                    "falta el archivo de claves",
                    hint: "restáuralo de su copia: lo que selló no se abre con nada más")
            }
            for mark in marks where mark.purpose == purpose.rawValue && !mark.isRetired {
                guard let key = ring.key(mark.name), key.verifier == mark.verifier else {
                    throw PuertoError(
                        .damaged, "key '\(mark.name)' is not the one this database was sealed with",
                        hint: "restore the key file, or the database, from the same backup",
                        place: path
                    ).spanish(
                        "la clave '\(mark.name)' no es con la que se selló esta base de datos",
                        hint: "restaura el archivo de claves, o la base de datos, de la misma copia"
                    )
                }
            }
            return ring
        }
        master = try ring(.master)
        let webMarks = marks.filter { $0.purpose == KeyPurpose.web.rawValue }
        let webRing = try ring(.web)
        web = try webRing.current(webMarks)
        hasUnfinishedWeb = webRing.keys.count > 1
        isFirstWeb = !webMarks.contains { $0.isRetired }
        epochs = EpochKeys(in: folder)
        signing = try ring(.signing)
        let known = marks.filter { $0.purpose == KeyPurpose.master.rawValue && !$0.isRetired }
        let names = Set(known.map(\.name))
        let current = master.keys.first { names.contains($0.id) } ?? master.keys[0]
        vault = try Vault(master, current: current.id)
        let retired = marks.filter { $0.purpose == KeyPurpose.master.rawValue && $0.isRetired }
        unfinished =
            marks.isEmpty
            ? nil
            : master.keys.first { key in
                !names.contains(key.id) && !retired.contains { $0.name == key.id }
            }?.id
    }

    /// The marks for a new database.
    var marks: [KeyMark] {
        [master, web, signing].map { ring in
            KeyMark(
                purpose: ring.purpose.rawValue, name: ring.keys[0].id,
                verifier: ring.keys[0].verifier)
        }
    }

    var keeper: Keeper {
        let vault = vault
        var keeper = Keeper(
            digestLine: HistoryDigest.digest,
            generate: { field, place in
                try vault.sealed(GeneratedSecret.password(for: field), at: place)
            },
            sealPage: { basis in
                let password = try vault.open(basis.password.sealed, at: basis.password.place)
                let passphrase = try vault.open(basis.passphrase.sealed, at: basis.passphrase.place)
                return try PageSeal.seal(
                    PagePayload(url: basis.url, user: basis.user, password: password),
                    Passphrase(passphrase), id: basis.slug)
            })
        keeper.oldCode = oldCode
        keeper.epochs = EpochKeeper(
            fit: epochs.fit, next: epochs.next, forget: epochs.forget(allBut:))
        return keeper
    }

    /// The codes of lines from before they were chained by digests; `nil` once `web.key` was
    /// rotated.
    var oldCode: (@Sendable (AuditLine, [UInt8]) -> [UInt8])? {
        guard isFirstWeb else { return nil }
        let key = AuditKey(web)
        return { key.seal($0, after: $1) }
    }
}

extension KeyRing {
    /// The ring with the key that the database works with alone: a rotation that was interrupted
    /// leaves another one.
    func current(_ marks: [KeyMark]) throws -> KeyRing {
        let key = keys.first { key in marks.contains { !$0.isRetired && $0.name == key.id } }
        return try KeyRing(purpose, [key ?? keys[0]])
    }
}
