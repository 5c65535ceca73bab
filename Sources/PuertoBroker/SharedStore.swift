internal import Glibc
internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Synchronization

/// The connections of a broker to its database, which one request at a time has to itself: one that
/// waits for another program's transaction does not hold up those that only read.
final class SharedStore: Sendable {
    private let path: String
    /// The store that was given instead of a path.
    private let given: Store?
    private let idle = Mutex<[Opened]>([])

    /// A connection with the settings that it was opened with.
    struct Opened {
        let store: Store
        let web: HookSettings?
        fileprivate let file: FileIdentity?
    }

    fileprivate struct FileIdentity: Hashable {
        let device: dev_t
        let inode: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = status.st_dev
            inode = status.st_ino
        }
    }

    init(_ path: String) {
        self.path = path
        given = nil
    }

    init(_ store: Store) {
        path = ""
        given = store
    }
}

extension SharedStore {
    /// Runs a step with a connection. It opens the records again after the file was replaced, as by
    /// a restored backup, and after the settings have changed, which slots and networks of new
    /// clients follow. Throws `Unready` when they cannot be opened.
    func use<Value>(_ step: (Opened) throws -> Value) throws -> Value {
        let opened = try ready(current)
        do {
            let value = try step(opened)
            keep(opened)
            return value
        } catch let error as PuertoError where SharedStore.doubts.contains(error.code) {
            // The next request begins with a connection that is verified anew.
            throw error
        } catch {
            keep(opened)
            throw error
        }
    }

    private static let doubts: Set<PuertoError.Code> = [.damaged, .unsupported, .io, .constraint]

    private func keep(_ opened: Opened) {
        if given == nil { idle.withLock { $0.append(opened) } }
    }

    private func current() throws -> Opened {
        if let given { return Opened(store: given, web: try given.web(), file: nil) }
        let file = FileIdentity(path)
        while let opened = idle.withLock({ $0.popLast() }) {
            if opened.file == file, try opened.store.web() == opened.web { return opened }
        }
        return try open()
    }

    private func open() throws -> Opened {
        let file = FileIdentity(path)
        var options = Store.Options()
        // Longer than any transaction takes, shorter than a browser waits.
        options.patience = 8
        options.keeper = Keeper(digestLine: HistoryDigest.digest)
        let (store, web) = try Store.attach(path, options: options)
        return Opened(store: store, web: web, file: file)
    }
}
