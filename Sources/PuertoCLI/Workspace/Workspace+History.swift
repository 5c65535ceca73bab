import Foundation
import PuertoCore
import PuertoStore
import PuertoVault

extension Workspace {
    /// Keeps the history signed, and says what a person has to know about a new epoch.
    func keepHistory(of store: Store) throws {
        guard let epoch = try store.keepHistory(by: Workspace.actor) else { return }
        let key = HistoryKey.text(epoch.publicKey)
        switch epoch.start {
        case .first, .closed: break
        case .upgraded:
            Failure.note(
                Spoken.say(
                    "el historial se firma desde la línea \(epoch.size + 1); guarda su primera clave en "
                        + "otra máquina, para puerto audit verify --key: \(key)",
                    "the history is signed from line \(epoch.size + 1) on; keep its first key on "
                        + "another machine, for puerto audit verify --key: \(key)"))
        case .restored, .lost: Failure.warn(epoch.warning)
        }
    }

    /// Writes a head of each epoch to the folder of `history.export`.
    func exportHead(of store: Store) throws {
        guard let folder = configuration.historyExport, let head = try store.head() else { return }
        let newest = try HeadName.newest(in: folder, of: store.firstWorkspaceID())
        guard newest?.epoch ?? 0 < head.epoch.number else { return }
        try SignedHead(of: store, keys(for: store)).write(to: folder)
    }

    /// The keys, or `nil` where the workspace has no folder for them: a copy of the database that is
    /// verified on another machine.
    func keysIfThere(for store: Store) throws -> Keys? {
        let isThere = FileManager.default.fileExists(atPath: path("keys"))
        let isChained = try store.head() != nil
        return isThere || !isChained ? try keys(for: store) : nil
    }

    /// The fault of a current epoch whose key is not in the key file, where there are key files.
    func keyErrors(_ found: AuditVerification, _ keys: Keys?) throws -> [PuertoError] {
        guard let keys, let last = found.epochs.last else { return [] }
        return try keys.epochs.fit(last.publicKey).fault(last).map {
            [PuertoError(.damaged, $0.found, hint: $0.mend, place: $0.subject)]
        } ?? []
    }
}

extension EpochKeyFit {
    /// Finds the fault of an epoch's key file.
    func fault(_ epoch: HistoryEpoch) -> Drift? {
        let found: String
        switch self {
        case .current, .leftovers: return nil
        case .missing: found = "is missing, which has the key of epoch \(epoch.number)"
        case .other:
            found =
                "is not of epoch \(epoch.number), which is the history's: an older database or key "
                + "file was put back, or the history is another one"
        }
        return Drift(
            .state, subject: KeyPurpose.history.file, found: found,
            mend: "puerto build begins an epoch, and the history says so")
    }
}
