import ArgumentParser
import Foundation
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

/// `puerto audit verify`.
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify every line of the history, and who signed it.",
        discussion: """
            Finds lines that were changed, moved, inserted or removed. Lines removed from the \
            end, or a restored older database, are found only with a checkpoint that was kept \
            elsewhere. Needs no key file: without keys/, as on another machine, only the codes of \
            lines from older versions are left out.
            """)

    @Option(
        help: ArgumentHelp("A checkpoint that the history must continue.", valueName: "file"))
    var since: String?
    @Option(
        help: ArgumentHelp(
            "The key that puerto init printed: every epoch must be signed from it on.",
            valueName: "key"))
    var key: String?
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let trusted = try key.map(HistoryKey.parse)
        let keys = try workspace.keysIfThere(for: store)
        let head = try since.map { try AuditVerify.head($0, keys) }
        let found = try store.verifyHistory(.usual(keys), from: trusted, since: head)
        let errors = try found.errors + workspace.keyErrors(found, keys)
        if let errors = PuertoErrors(errors) { throw errors }
        let rest = head.map {
            Spoken.say(
                ", y siguen desde el punto de control de \($0.size)",
                ", and go on from the checkpoint of \($0.size)")
        }
        try FileDescriptorOutput.standard.write(
            Spoken.say(
                "\(found.lines) líneas, tal como se escribieron",
                "\(found.lines) lines, as they were written") + "\(rest ?? "")\n"
                + found.remarks.map { "\($0)\n" }.joined())
    }

    private static func head(_ file: String, _ keys: Keys?) throws -> KnownHead {
        let text = String(decoding: try ConfigurationFile.bytes(of: file), as: UTF8.self)
        do {
            let note =
                try keys.map { try CheckpointKey($0.signing).read(text) }
                ?? Checkpoint.read(signedByEpoch: text)
            return KnownHead(
                size: note.size, code: note.code, epoch: note.epoch?.number ?? 0,
                publicKey: note.epoch?.publicKey)
        } catch let error as PuertoError {
            throw error.at(file)
        }
    }
}

extension HistoryVerifier {
    /// Verifies digests and signatures, and old codes where the key of that time is there.
    static func usual(_ keys: Keys?) -> HistoryVerifier {
        HistoryVerifier(
            digest: HistoryDigest.digest,
            isSigned: { EpochSignature.isValid($0, by: $1, in: $2) }, oldCode: keys?.oldCode)
    }
}

extension AuditVerification {
    var errors: [PuertoError] { faults.map { PuertoError(.damaged, $0, place: "history") } }

    /// The remarks that a reader of a history without faults needs.
    var remarks: [String] {
        var remarks: [String] = []
        if !isChained {
            remarks.append("nothing is signed yet: puerto build brings the history up to date")
        }
        if oldSize > 0 {
            remarks.append(
                "lines 1 to \(oldSize) are from before lines were signed: they are no better than "
                    + "keys/web.key was")
        }
        for epoch in gaps { remarks.append(epoch.warning) }
        if let first = epochs.first, let last = epochs.last {
            remarks.append(
                "signed from \(HistoryKey.text(first.publicKey)) on, now epoch \(last.number)")
        }
        return remarks
    }
}

extension HistoryEpoch {
    /// The meaning of an epoch that the one before has not signed.
    var warning: String {
        let reason =
            start == .lost
            ? "keys/history.key was missing"
            : "keys/history.key was of another epoch, as when an older database is put back"
        return
            "epoch \(number) began after line \(size), \(Timestamp.text(at)), without a signature "
            + "of the one before: \(reason); its key is \(HistoryKey.text(publicKey))"
    }
}
