import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

/// An attacker who can write the file without triggers changes the history.
@Suite struct AuditChainTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
        for name in ["a", "b", "c", "d"] { try store.add(.make(name)) }
    }

    /// Runs SQL with the triggers removed, and puts them back.
    private func tamper(_ sql: String) throws {
        try workshop.raw().write { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
            try db.execute(sql: sql)
            for trigger in triggers { try db.execute(sql: trigger[1]) }
        }
    }

    /// A head of the chain; no epoch is looked at.
    private func head(_ size: Int, _ digest: [UInt8]) -> KnownHead {
        KnownHead(size: size, code: digest, epoch: 1, publicKey: nil)
    }

    private var faults: [String] {
        get throws { try store.verifyAudit().faults }
    }

    @Test func anUntouchedHistoryVerifies() throws {
        let found = try store.verifyAudit()
        #expect(found.faults == [] && found.lines == found.size)
        #expect(try store.auditEntries(100).count == found.lines)
    }

    @Test(arguments: [
        "at = at + 1", "actor = 'cli:eve'", "action = 'tenant.edit'", "object = 'x'",
        "outcome = 'failed'", "detail = detail || '.'",
    ])
    func aChangeInAnyColumnIsNamed(change: String) throws {
        try tamper("UPDATE audit SET \(change) WHERE seq = 4")
        #expect(
            try faults == ["line 4 is not as it was written, or not after the one before it"])
    }

    @Test func aBoundaryBetweenTwoColumnsThatMovesIsNamed() throws {
        try tamper(
            """
            UPDATE audit SET actor = actor || substr(action, 1, 1), action = substr(action, 2)
            WHERE seq = 5
            """)
        #expect(try faults.count == 1 && faults[0].hasPrefix("line 5 "))
    }

    @Test func aChangedSealIsNamed() throws {
        try tamper("UPDATE audit_link SET digest = zeroblob(32) WHERE seq = 3")
        #expect(try faults.map { $0.prefix(6) } == ["line 3", "line 4"])
    }

    @Test func aLineTakenOutOfTheMiddleIsNamed() throws {
        try tamper("DELETE FROM audit WHERE seq = 3")
        #expect(try faults.contains("line 3 is missing"))
        try tamper("DELETE FROM audit_link WHERE seq = 3")
        let found = try faults
        #expect(found.contains("line 3 is missing"))
        #expect(found.contains { $0.hasPrefix("line 4 ") })
    }

    @Test func linesThatAreRenumberedAfterOneIsTakenOutAreNamed() throws {
        try tamper(
            """
            DELETE FROM audit WHERE seq = 3; DELETE FROM audit_link WHERE seq = 3;
            UPDATE audit SET seq = seq - 1 WHERE seq > 3;
            UPDATE audit_link SET seq = seq - 1 WHERE seq > 3
            """)
        #expect(try faults.first?.hasPrefix("line 3 ") == true)
    }

    @Test func twoLinesThatChangePlacesAreNamed() throws {
        try tamper(
            """
            UPDATE audit SET seq = 99 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;
            UPDATE audit SET seq = 5 WHERE seq = 99;
            """)
        #expect(try faults.map { $0.prefix(6) } == ["line 4", "line 5"])
    }

    @Test func aLineThatIsPutInIsNamed() throws {
        try workshop.raw().write { db in
            try db.execute(
                sql: """
                    INSERT INTO audit (at, actor, action, object, outcome, detail)
                    VALUES (1, 'cli:ana', 'tenant.add', 'z', 'done', '')
                    """)
        }
        let last = try store.auditEntries(1)[0].seq
        #expect(try faults == ["line \(last) has no seal: Puerto did not write it"])
        // Lines after it are sealed nevertheless.
        try store.add(.make("later"))
        #expect(try faults == ["line \(last) has no seal: Puerto did not write it"])
    }

    @Test func linesTakenFromTheEndShowOnlyWithACheckpoint() throws {
        let before = try store.verifyAudit()
        try tamper(
            """
            DELETE FROM audit_link WHERE seq = \(before.size);
            DELETE FROM audit WHERE seq = \(before.size);
            UPDATE sqlite_sequence SET seq = \(before.size - 1) WHERE name = 'audit'
            """)
        #expect(try faults == [])
        let found = try store.verifyAudit(since: head(before.size, before.code)).faults
        #expect(found.count == 1 && found[0].contains("lines were taken from the end"))
    }

    @Test func anotherHistoryOfTheSameLengthShowsWithACheckpoint() throws {
        let code = [UInt8](repeating: 7, count: 32)
        let size = try store.verifyAudit().size
        let found = try store.verifyAudit(since: head(size, code)).faults
        #expect(found == ["line \(size) is not the one that the checkpoint was made after"])
        #expect(try store.verifyAudit(since: head(0, code)).faults == [])
    }

    @Test func aHistoryFromBeforeThereWereKeysIsChainedOnce() throws {
        try tamper("DELETE FROM audit_link; DELETE FROM vault_key")
        #expect(try !store.verifyAudit().isChained)
        // A chain that began in the middle would leave out the lines before.
        #expect(throws: PuertoError.self) { try store.add(.make("e")) }
        let mark = KeyMark(
            purpose: "web", name: "k1", verifier: [UInt8](repeating: 1, count: 32))
        try store.adopt([mark], by: .cli("test"))
        #expect(try faults == [] && store.verifyAudit().isChained)
        #expect(try store.auditEntries(1)[0].action == "key.adopt")
        #expect(try store.auditEntries(1)[0].side == .operating)
        #expect(try store.auditEntries(2)[1].side == .unknown)
        // Chaining a second time would hide changes made in between.
        try tamper("UPDATE audit SET detail = 'x' WHERE seq = 2")
        try store.adopt([mark], by: .cli("test"))
        #expect(try faults.first?.hasPrefix("line 2 ") == true)
    }

    @Test func changesOfTwelveConnectionsAreOneChain() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<12 {
                group.addTask {
                    let store = try workshop.open()
                    for round in 0..<5 { try store.add(.make("w\(worker)-\(round)")) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try faults == [])
        #expect(try store.auditEntries(1000).count { $0.action == "tenant.add" } == 65)
    }
}
