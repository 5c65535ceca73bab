import GRDB
import PuertoCore
import PuertoVault
import TestSupport
import Testing

@testable import PuertoStore

/// A history of the version before chains, whose lines are sealed with codes of the web tier's key.
@Suite struct UpgradeTests {
    private let signed: SignedWorkshop
    private let key: AuditKey

    init() throws {
        signed = try SignedWorkshop()
        key = AuditKey(try KeyRing.make(.web))
    }

    private func open(_ change: (inout EpochKeeper) -> Void = { _ in }) throws -> Store {
        var options = signed.options(change)
        let key = key
        options.keeper?.oldCode = { key.seal($0, after: $1) }
        return try Store.open(signed.workshop.path, options: options)
    }

    /// Makes a database as the version before has left it.
    private func makeOld() throws {
        let store = try signed.workshop.make(clients: "a", "b", "c")
        let lines = try store.read { db in
            var lines: [AuditLine] = []
            try AuditChain.each(db) { lines.append($0.line) }
            return lines
        }
        try store.close()
        var (code, sql) = (AuditKey.start, "")
        for line in lines {
            code = key.seal(line, after: code)
            let hex = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            sql += "INSERT INTO audit_seal VALUES (\(line.seq), x'\(hex)');\n"
        }
        let version = try #require(Migrations.all.firstIndex(of: Migrations.chain))
        try signed.workshop.raw().write { db in
            try db.execute(
                sql: """
                    \(try Migrations.wayBack(to: version)) \(sql)
                    CREATE TABLE password_check (token TEXT PRIMARY KEY, at INTEGER NOT NULL)
                        STRICT, WITHOUT ROWID;
                    PRAGMA user_version = \(version)
                    """)
        }
    }

    private var verifier: HistoryVerifier {
        var verifier = signed.verifier
        let key = key
        verifier.oldCode = { key.seal($0, after: $1) }
        return verifier
    }

    @Test func thePresentHeadIsVerifiedAndSignedOnce() throws {
        try makeOld()
        let store = try open()
        #expect(try !store.verifyHistory(verifier).isChained)
        // An old hook is refused by the version, the new one until the history is chained.
        #expect(
            message { try Store.attach(signed.workshop.path, options: signed.options()) }?
                .contains("puerto build brings it up to date") == true)
        let epoch = try #require(try store.keepHistory(by: .cli("test")))
        #expect(epoch.start == .upgraded && epoch.number == 1)
        let line = try store.auditEntries(1)[0]
        #expect(line.action == "history.upgraded" && line.side == .operating)
        #expect(
            line.detail.contains("lines 1 to \(epoch.size) are no better than keys/web.key was"))
        #expect(line.detail.contains("their codes: as they were written"))
        try store.add(.make("d"))
        let found = try store.verifyHistory(verifier, from: epoch.publicKey)
        #expect(found.faults == [] && found.oldSize == epoch.size)
        #expect(try store.auditEntries(100).filter { $0.side == .unknown }.count == epoch.size)
        #expect(try store.keepHistory(by: .cli("test")) == nil)
        // The old lines are covered without their key by now.
        try signed.tamper("UPDATE audit SET actor = 'cli:eve' WHERE seq = 2")
        #expect(try signed.verify(store).faults.first?.hasPrefix("line 2 ") == true)
    }

    @Test func linesThatWereForgedBeforeAreToldForEver() throws {
        try makeOld()
        try signed.tamper("UPDATE audit SET actor = 'cli:eve' WHERE seq = 3")
        let store = try open()
        try store.keepHistory(by: .cli("test"))
        let detail = try store.auditEntries(1)[0].detail
        #expect(detail.contains("their codes: line 3 is not as it was written"))
        #expect(try store.verifyHistory(verifier).faults.first?.hasPrefix("line 3 ") == true)
    }

    @Test func aKillBetweenTheMigrationAndTheFirstEpochIsMendedByTheNextStart() throws {
        try makeOld()
        struct Killed: Error {}
        let keys = signed.keys
        for isWritten in [false, true] {
            let dying = try open {
                $0.next = { basis in
                    if isWritten { _ = try keys.next(basis) }
                    throw Killed()
                }
            }
            #expect(throws: Killed.self) { try dying.keepHistory(by: .cli("test")) }
            #expect(try !dying.verifyHistory(verifier).isChained)
        }
        let store = try open()
        #expect(try store.keepHistory(by: .cli("test"))?.start == .upgraded)
        #expect(try store.verifyHistory(verifier).faults == [])
        #expect(try signed.names == ["e1"])
    }

    /// Checkpoints of the version before have the code of their last line.
    @Test func aCheckpointOfTheVersionBeforeStillHolds() throws {
        try makeOld()
        let code = try signed.workshop.raw().read {
            try Row.fetchOne($0, sql: "SELECT code FROM audit_seal WHERE seq = 3")?.bytes("code")
        }
        let store = try open()
        try store.keepHistory(by: .cli("test"))
        let head = KnownHead(size: 3, code: try #require(code))
        #expect(try store.verifyHistory(verifier, since: head).faults == [])
        let other = KnownHead(size: 4, code: try #require(code))
        #expect(
            try store.verifyHistory(verifier, since: other).faults == [
                "line 4 is not the one that the checkpoint was made after"
            ])
    }
}
