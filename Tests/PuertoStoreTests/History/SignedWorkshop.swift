import Foundation
import GRDB
import PuertoCore
import PuertoVault
import Synchronization
import Testing

@testable import PuertoStore

/// A workshop whose history is signed with real keys, in `keys/history.key` of its folder.
final class SignedWorkshop: Sendable {
    let workshop: Workshop
    let keys: EpochKeys

    init() throws {
        workshop = try Workshop()
        keys = EpochKeys(in: workshop.folder)
    }

    var keyFile: String { workshop.folder + "/keys/history.key" }

    func keeper(_ change: (inout EpochKeeper) -> Void = { _ in }) -> Keeper {
        var epochs = EpochKeeper(fit: keys.fit, next: keys.next, forget: keys.forget(allBut:))
        change(&epochs)
        var keeper = Keeper.pretend
        keeper.digestLine = HistoryDigest.digest
        keeper.epochs = epochs
        return keeper
    }

    func options(_ change: (inout EpochKeeper) -> Void = { _ in }) -> Store.Options {
        var options = workshop.options
        options.keeper = keeper(change)
        return options
    }

    func make(clients: String...) throws -> Store {
        try Store.create(workshop.path, options: options()) {
            try $0.initialize(self.workshop.configuration, by: .cli("test"))
            try $0.keepHistory(by: .cli("test"))
        }
        let store = try open()
        for name in clients { try store.add(.make(name)) }
        return store
    }

    func open(_ change: (inout EpochKeeper) -> Void = { _ in }) throws -> Store {
        try Store.open(workshop.path, options: options(change))
    }

    func pass(_ seconds: Int) { workshop.clock.withLock { $0 += seconds } }

    var verifier: HistoryVerifier {
        HistoryVerifier(
            digest: HistoryDigest.digest, isSigned: { EpochSignature.isValid($0, by: $1, in: $2) })
    }

    func verify(
        _ store: Store, from key: [UInt8]? = nil, since head: KnownHead? = nil
    ) throws -> AuditVerification {
        try store.verifyHistory(verifier, from: key, since: head)
    }

    func head(_ store: Store) throws -> KnownHead {
        let head = try #require(try store.head())
        return KnownHead(
            size: head.size, code: head.digest, epoch: head.epoch.number,
            publicKey: head.epoch.publicKey)
    }

    /// The database, its log and the key file.
    func bytes() throws -> [Data] {
        try [workshop.path, workshop.path + "-wal", keyFile].map {
            try Data(contentsOf: URL(fileURLWithPath: $0))
        }
    }

    /// The names of the keys in the file.
    var names: [String] {
        get throws {
            try String(contentsOfFile: keyFile, encoding: .utf8).split(separator: "\n")
                .map { String($0.prefix { $0 != " " }) }
        }
    }

    /// Runs SQL with the triggers removed, and puts them back.
    func tamper(_ sql: String) throws {
        try workshop.raw().write { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
            try db.execute(sql: sql)
            for trigger in triggers { try db.execute(sql: trigger[1]) }
        }
    }

    /// Makes the digests right from a line on, as an attacker can who needs no key for it.
    func rechain(from first: Int) throws {
        let entries = try workshop.raw().read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.seq, at, actor, action, object, outcome, detail, side, digest
                    FROM audit a JOIN audit_link l ON l.seq = a.seq ORDER BY a.seq
                    """)
        }
        var (digest, sql) = (HistoryDigest.start, "")
        for row in entries {
            let line = AuditLine(
                seq: row[0], at: row[1], actor: row[2], action: row[3], object: row[4],
                outcome: row[5], detail: row[6], side: HistorySide(rawValue: row[7]) ?? .unknown)
            let old = Array(row[8] as Data)
            digest = line.seq < first ? old : HistoryDigest.digest(line, after: digest)
            guard line.seq >= first else { continue }
            let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            sql += "UPDATE audit_link SET digest = x'\(hex)' WHERE seq = \(line.seq);\n"
        }
        try tamper(sql)
    }
}
