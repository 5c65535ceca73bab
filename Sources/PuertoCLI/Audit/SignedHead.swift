import Foundation
import Glibc
import PuertoCore
import PuertoStore
import PuertoVault

/// The signed head of a history, as it is kept elsewhere.
struct SignedHead {
    let note: String
    let name: HeadName

    /// Signs the present head. Throws `conflict` when the key of the current epoch is not there.
    init(of store: Store, _ keys: Keys) throws {
        guard let head = try store.head() else {
            throw PuertoError(
                .conflict, "no epoch signs the history yet",
                hint: "puerto build brings it up to date"
            ).spanish(
                "ninguna época firma todavía el historial", hint: "puerto build lo pone al día")
        }
        let epoch = Checkpoint.Epoch(number: head.epoch.number, publicKey: head.epoch.publicKey)
        note = try CheckpointKey(keys.signing).sign(
            size: head.size, digest: head.digest, epoch: epoch, keys.epochs)
        name = HeadName(
            workspace: try store.firstWorkspaceID(), epoch: epoch.number, size: head.size)
    }

    /// Writes the note to a file of its own in a folder, which has to be there: a folder that is made
    /// here would hide that nothing is mounted. Throws `io`.
    func write(to folder: String) throws {
        let path = "\(folder)/\(name.text)"
        guard access(path, F_OK) != 0 else { return }
        let unfinished = "\(folder)/.\(name.text).\(getpid()).new"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SignedHead.failure(folder) }
        let bytes = Array(note.utf8)
        let isWritten = isWhole(descriptor, bytes) && fsync(descriptor) == 0
        let error = SignedHead.failure(folder)
        close(descriptor)
        guard isWritten, rename(unfinished, path) == 0 else {
            unlink(unfinished)
            throw error
        }
    }

    private func isWhole(_ descriptor: CInt, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }

    static func failure(_ folder: String) -> PuertoError {
        PuertoError(
            .io,
            "cannot write a head of the history to \(PuertoError.quote(folder)): "
                + String(cString: strerror(errno)),
            hint: "mount it, or change history.export in puerto.yaml; then puerto audit checkpoint"
        ).spanish(
            "no se puede escribir una cabecera del historial en \(PuertoError.quote(folder)): "
                + String(cString: strerror(errno)),
            hint:
                "monta esa carpeta, o cambia history.export en puerto.yaml; después, puerto audit checkpoint"
        )
    }
}

/// The file name of a signed head, as in `puerto-0123abcd-e000002-000001033.txt`.
struct HeadName {
    let workspace: String
    let epoch: Int
    let size: Int

    var text: String { "\(prefix)e\(pad(epoch, 6))-\(pad(size, 9)).txt" }

    private var prefix: String { "puerto-\(workspace.prefix(8))-" }

    private func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The newest epoch that a folder has a head of, and its file; `nil` for none. Throws `io` for a
    /// folder that cannot be read.
    static func newest(in folder: String, of workspace: String) throws -> (
        epoch: Int, file: String
    )? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            errno = access(folder, R_OK | X_OK) == 0 ? EIO : errno
            throw SignedHead.failure(folder)
        }
        let prefix = HeadName(workspace: workspace, epoch: 0, size: 0).prefix
        let found = names.compactMap { name -> (epoch: Int, file: String)? in
            guard name.hasPrefix(prefix + "e"), name.hasSuffix(".txt") else { return nil }
            let digits = name.dropFirst(prefix.count + 1).prefix { $0 != "-" }
            return Int(canonicalDigits: digits.drop { $0 == "0" }.utf8).map { ($0, name) }
        }
        return found.max { ($0.epoch, $0.file) < ($1.epoch, $1.file) }
    }
}
