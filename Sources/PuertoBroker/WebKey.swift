internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Synchronization

/// The key of programs' secrets, read when it is first needed: only programs' calls need it.
final class WebKey: Sendable {
    private let workspace: String
    private let ring: Mutex<KeyRing?>

    init(in workspace: String) {
        self.workspace = workspace
        ring = Mutex(nil)
    }

    init(_ ring: KeyRing) {
        workspace = ""
        self.ring = Mutex(ring)
    }
}

extension WebKey {
    /// The key if it was read; `nil` before.
    private var known: KeyRing? { ring.withLock { $0 } }

    /// Reads the key once, and again after it was rotated. It must not be called within a transaction
    /// of the store. Throws `notFound` or `damaged` if the key is missing or another database's.
    func ring(of store: Store) throws -> KeyRing {
        // A ring that was given is of no file.
        if let known, try workspace.isEmpty || known.isCurrent(store.keyMarks()) { return known }
        let found = try read(store)
        ring.withLock { $0 = found }
        return found
    }

    private func read(_ store: Store) throws -> KeyRing {
        let place = KeyFile.path(.web, workspace)
        guard let ring = try KeyFile.read(.web, in: workspace) else {
            throw PuertoError(
                .notFound, "the web tier's key is missing", hint: "restore keys/web.key",
                place: place)
        }
        // A rotation that is not complete has written another key in front.
        let marks = try store.keyMarks()
        for key in ring.keys {
            let one = try KeyRing(.web, [key])
            if one.isCurrent(marks) { return one }
        }
        throw PuertoError(
            .damaged, "the web tier's key is not this database's",
            hint: "restore both from the same backup", place: place)
    }
}

extension KeyRing {
    /// Tells whether the first key is one that the database works with.
    fileprivate func isCurrent(_ marks: [KeyMark]) -> Bool {
        marks.contains {
            $0.purpose == KeyPurpose.web.rawValue && !$0.isRetired && $0.name == keys[0].id
                && $0.verifier == keys[0].verifier
        }
    }
}
