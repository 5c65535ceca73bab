internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Synchronization

/// The web tier's key, read when something needs it: what is only looked at needs none.
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
    /// `nil` before somebody has asked for it.
    var known: KeyRing? { ring.withLock { $0 } }

    /// Not within a transaction of the store's. Throws `Unready` where it is missing or not this
    /// database's.
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

/// What keeps the records or the key shut is nothing that a visitor has done, or may read.
struct Unready: Error {
    let cause: PuertoError
}
