import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoVault

/// The key file of the history, and the signatures that it makes.
@Suite struct EpochKeyTests {
    private let folder: TemporaryFolder
    private let keys: EpochKeys

    init() throws {
        folder = try TemporaryFolder("epochs")
        keys = EpochKeys(in: folder.path)
    }

    private func basis(after previous: HistoryEpoch?, isOld: Bool = false) -> EpochBasis {
        EpochBasis(
            workspace: "w", previous: previous, hasOldLines: isOld, size: 7,
            digest: [UInt8](repeating: 5, count: 32), at: 1_700_000_000)
    }

    private var mode: Int? {
        get throws {
            try FileManager.default.attributesOfItem(atPath: folder.path + "/keys/history.key")[
                .posixPermissions] as? Int
        }
    }

    @Test func eachEpochIsSignedByTheOneBeforeWhoseKeyIsThenGone() throws {
        let first = try keys.next(basis(after: nil))
        #expect(first.epoch.start == .first && first.epoch.number == 1)
        #expect(EpochSignature.isValid(first, by: first.epoch.publicKey, in: "w"))
        #expect(!EpochSignature.isValid(first, by: first.epoch.publicKey, in: "other"))
        let second = try keys.next(basis(after: first.epoch))
        #expect(second.epoch.start == .closed)
        #expect(EpochSignature.isValid(second, by: first.epoch.publicKey, in: "w"))
        #expect(!EpochSignature.isValid(second, by: second.epoch.publicKey, in: "w"))
        #expect(try keys.fit(first.epoch.publicKey) == .leftovers)
        #expect(try keys.fit(second.epoch.publicKey) == .leftovers)
        try keys.forget(allBut: second.epoch.publicKey)
        #expect(try keys.fit(second.epoch.publicKey) == .current)
        #expect(try keys.fit(first.epoch.publicKey) == .other)
        #expect(try keys.key(first.epoch.publicKey) == nil)
        #expect(try mode == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/keys")
        #expect(names == ["history.key"])
    }

    /// The name of a file that is replaced is gone, its blocks are not.
    @Test func aKeyThatIsForgottenIsOverwritten() throws {
        let first = try keys.next(basis(after: nil))
        let path = folder.path + "/keys/history.key"
        let held = try #require(FileHandle(forReadingAtPath: path))
        _ = try keys.next(basis(after: first.epoch))
        try held.seek(toOffset: 0)
        let bytes = try #require(try held.readToEnd())
        #expect(!bytes.isEmpty && bytes.allSatisfy { $0 == 0 })
    }

    @Test func aFileThatIsOfAnotherEpochOrMissingIsSaid() throws {
        let first = try keys.next(basis(after: nil))
        let second = try keys.next(basis(after: first.epoch))
        try keys.forget(allBut: second.epoch.publicKey)
        let restored = try keys.next(basis(after: first.epoch))
        #expect(restored.epoch.start == .restored && restored.epoch.number == 3)
        #expect(EpochSignature.isValid(restored, by: restored.epoch.publicKey, in: "w"))
        try FileManager.default.removeItem(atPath: folder.path + "/keys/history.key")
        #expect(try keys.fit(restored.epoch.publicKey) == .missing)
        let lost = try keys.next(basis(after: restored.epoch))
        #expect(lost.epoch.start == .lost && lost.epoch.number == 4)
        #expect(try keys.next(basis(after: nil, isOld: true)).epoch.start == .restored)
    }

    @Test func aForgedFieldIsNotSigned() throws {
        let signed = try keys.next(basis(after: nil))
        let epoch = signed.epoch
        let forged = [
            HistoryEpoch(
                number: 2, start: epoch.start, size: epoch.size, digest: epoch.digest, at: epoch.at,
                publicKey: epoch.publicKey),
            HistoryEpoch(
                number: 1, start: .lost, size: epoch.size, digest: epoch.digest, at: epoch.at,
                publicKey: epoch.publicKey),
            HistoryEpoch(
                number: 1, start: epoch.start, size: 8, digest: epoch.digest, at: epoch.at,
                publicKey: epoch.publicKey),
            HistoryEpoch(
                number: 1, start: epoch.start, size: epoch.size, digest: HistoryDigest.start,
                at: epoch.at, publicKey: epoch.publicKey),
            HistoryEpoch(
                number: 1, start: epoch.start, size: epoch.size, digest: epoch.digest,
                at: epoch.at + 1, publicKey: epoch.publicKey),
        ]
        for one in forged {
            let other = SignedEpoch(one, signature: signed.signature)
            #expect(!EpochSignature.isValid(other, by: epoch.publicKey, in: "w"), "\(one)")
        }
    }

    @Test func aCheckpointHasTheSignatureOfItsEpoch() throws {
        let epoch = try keys.next(basis(after: nil)).epoch
        let signer = CheckpointKey(try .make(.signing, named: "faro"))
        let digest = [UInt8](repeating: 9, count: 32)
        let named = Checkpoint.Epoch(number: 1, publicKey: epoch.publicKey)
        let note = try signer.sign(size: 17, digest: digest, epoch: named, keys)
        let wanted = Checkpoint(
            origin: "puerto-audit/faro", size: 17, code: digest, epoch: named)
        #expect(try signer.read(note) == wanted)
        #expect(try Checkpoint.read(signedByEpoch: note) == wanted)
        let forged = note.replacing("\n17\n", with: "\n16\n")
        #expect(code { try signer.read(forged) } == .invalid)
        #expect(code { try Checkpoint.read(signedByEpoch: forged) } == .invalid)
        // The first signature is right, the second is another key's.
        let other = EpochKeys(in: folder.path + "/other")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/other", withIntermediateDirectories: true)
        let theirs = try other.next(basis(after: nil)).epoch
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        let stolen = try signer.sign(
            size: 17, digest: digest,
            epoch: Checkpoint.Epoch(number: 1, publicKey: theirs.publicKey), other)
        let mixed =
            (lines[..<6] + stolen.split(separator: "\n", omittingEmptySubsequences: false)[6...])
            .joined(separator: "\n")
        #expect(code { try signer.read(mixed) } == .invalid)
        #expect(
            code {
                try signer.sign(
                    size: 17, digest: digest,
                    epoch: Checkpoint.Epoch(number: 1, publicKey: theirs.publicKey), keys)
            } == .conflict)
    }

    /// Computed with Python's hashlib from the description of the format.
    @Test func aDigestIsTheOneThatIsDescribed() {
        let line = AuditLine(
            seq: 1, at: 1_700_000_000, actor: "cli:ana", action: "tenant.add", object: "acme",
            outcome: "done", detail: "name: Acme\nslot: local/1", side: .operating)
        let first = HistoryDigest.digest(line, after: HistoryDigest.start)
        #expect(first.hex == "6985cbc852830a60f84c30efce523a4516851a776c84fe3053c461355ee2aacd")
        let next = AuditLine(
            seq: 2, at: 1_700_000_001, actor: "web:ana", action: "session.login", object: "ana",
            outcome: "refused", detail: "from: 192.0.2.1", side: .web)
        #expect(
            HistoryDigest.digest(next, after: first).hex
                == "9ee19f0fbbd686ae1a52f0dd638a78183db1da171c3faeedc004526dfa789449")
    }
}
