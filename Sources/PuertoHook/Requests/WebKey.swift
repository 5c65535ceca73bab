internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Synchronization

/// The web tier's key, read when it is first needed: requests that only read need none.
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
    var known: KeyRing? { ring.withLock { $0 } }

    /// Reads the key once. It must not be called within a transaction of the store. Throws `Unready`
    /// if the key is missing or another database's.
    func ring(of store: Store) throws -> KeyRing {
        if let known { return known }
        do {
            let found = try read(store)
            ring.withLock { $0 = found }
            return found
        } catch let error as PuertoError {
            throw Unready(cause: error)
        }
    }

    private func read(_ store: Store) throws -> KeyRing {
        let place = KeyFile.path(.web, workspace)
        guard let ring = try KeyFile.read(.web, in: workspace) else {
            throw PuertoError(
                .notFound, "the web tier's key is missing", hint: "restore keys/web.key",
                place: place)
        }
        let (key, purpose) = (ring.keys[0], KeyPurpose.web.rawValue)
        let mark = try store.keyMarks().first { $0.purpose == purpose && $0.name == key.id }
        guard mark?.verifier == key.verifier else {
            throw PuertoError(
                .damaged, "the web tier's key is not this database's",
                hint: "restore both from the same backup", place: place)
        }
        return ring
    }
}
