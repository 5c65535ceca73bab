internal import Glibc
internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import Synchronization

/// The records of a broker that runs for long: it opens them again after the file was replaced, as
/// by a restored backup, and after the settings that are read with it have changed.
final class SharedStore: Sendable {
    private let path: String
    private let opened: Mutex<Opened?>

    private struct Opened {
        let store: Store
        let web: HookSettings?
        /// `nil` for a store that was given, which is never opened again.
        let file: FileIdentity?
    }

    private struct FileIdentity: Hashable {
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
        opened = Mutex(nil)
    }

    init(_ store: Store) {
        path = ""
        opened = Mutex(Opened(store: store, web: nil, file: nil))
    }
}

extension SharedStore {
    /// Throws what `Store.attach` throws.
    func current() throws -> Store {
        try opened.withLock { opened in
            if let opened, opened.file == nil || opened.file == FileIdentity(path) {
                return opened.store
            }
            let found = try open()
            opened = found
            return found.store
        }
    }

    /// Reads the hook's settings. Slots and networks of new clients follow them from then on.
    func settings() throws -> HookSettings? {
        let store = try current()
        let web = try store.web()
        return try opened.withLock { held in
            guard let before = held, before.file != nil, before.web != web else { return web }
            let found = try open()
            held = found
            return found.web
        }
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
