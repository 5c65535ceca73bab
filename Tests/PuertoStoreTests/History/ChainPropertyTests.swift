import GRDB
import PuertoCore
import PuertoVault
import Testing

@testable import PuertoStore

/// Every single change of a history is found, at its line.
@Suite struct ChainPropertyTests {
    /// A history of 40 lines in three epochs, as rows in memory, verified by the same code.
    private struct Fixture {
        let signed: SignedWorkshop
        let store: Store
        let size: Int
        let head: KnownHead

        init() throws {
            signed = try SignedWorkshop()
            store = try signed.make()
            for day in 0..<2 {
                for line in 0..<12 { try store.add(.make("d\(day)-\(line)")) }
                signed.pass(HistoryEpoch.longest)
                try store.keepHistory(by: .cli("test"))
            }
            for line in 0..<8 { try store.add(.make("last-\(line)")) }
            head = try signed.head(store)
            size = head.size
        }

        /// The faults after some SQL, which is taken back.
        func faults(_ sql: String, since head: KnownHead? = nil) throws -> [String] {
            try store.queue.writeWithoutTransaction { db in
                var faults: [String] = []
                try db.inTransaction(.immediate) {
                    let triggers = try String.fetchAll(
                        db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
                    for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
                    try db.execute(sql: "PRAGMA defer_foreign_keys = ON; \(sql)")
                    var chain = try AuditChain(db, signed.verifier)
                    try chain.run()
                    try chain.checkEpochs(from: nil)
                    if let head { try chain.compare(head) }
                    faults = chain.found.faults
                    return .rollback
                }
                return faults
            }
        }
    }

    @Test func everySingleEditIsFoundAtItsLine() throws {
        let fixture = try Fixture()
        let columns = [
            "at = at - 1", "actor = actor || 'x'", "action = 'x'", "object = object || 'x'",
            "outcome = 'failed'", "detail = detail || ' '",
        ]
        for seq in 1...fixture.size {
            for column in columns {
                let found = try fixture.faults("UPDATE audit SET \(column) WHERE seq = \(seq)")
                #expect(found.count == 1 && found[0].hasPrefix("line \(seq) "), "\(seq) \(found)")
            }
            let side = try fixture.faults("UPDATE audit_link SET side = 'web' WHERE seq = \(seq)")
            #expect(side.count == 1 && side[0].hasPrefix("line \(seq) "), "\(seq) \(side)")
            let digest = try fixture.faults(
                "UPDATE audit_link SET digest = zeroblob(32) WHERE seq = \(seq)")
            #expect(digest.first?.hasPrefix("line \(seq) ") == true, "\(seq) \(digest)")
        }
    }

    @Test func everySingleRemovalIsFoundAtItsLine() throws {
        let fixture = try Fixture()
        for seq in 1..<fixture.size {
            let both =
                "DELETE FROM audit_link WHERE seq = \(seq); DELETE FROM audit WHERE seq = \(seq)"
            let found = try fixture.faults(both)
            #expect(found.first == "line \(seq) is missing", "\(seq) \(found)")
            // With the lines after it moved up.
            let moved = try fixture.faults(
                """
                \(both); UPDATE audit_link SET seq = -seq WHERE seq > \(seq);
                UPDATE audit SET seq = seq - 1 WHERE seq > \(seq);
                UPDATE audit_link SET seq = -seq - 1 WHERE seq < 0
                """)
            #expect(moved.first?.hasPrefix("line \(seq) ") == true, "\(seq) \(moved)")
            let link = try fixture.faults("DELETE FROM audit_link WHERE seq = \(seq)")
            #expect(link.first?.hasPrefix("line \(seq) ") == true, "\(seq) \(link)")
        }
    }

    @Test func everySwapAndEveryInsertionIsFoundAtItsLine() throws {
        let fixture = try Fixture()
        for seq in 1..<fixture.size {
            let swapped = try fixture.faults(
                """
                UPDATE audit SET seq = 999 WHERE seq = \(seq);
                UPDATE audit SET seq = \(seq) WHERE seq = \(seq + 1);
                UPDATE audit SET seq = \(seq + 1) WHERE seq = 999
                """)
            #expect(swapped.first?.hasPrefix("line \(seq) ") == true, "\(seq) \(swapped)")
            let inserted = try fixture.faults(
                """
                UPDATE audit SET seq = -seq - 1 WHERE seq > \(seq);
                UPDATE audit SET seq = -seq WHERE seq < 0;
                UPDATE audit_link SET seq = -seq - 1 WHERE seq > \(seq);
                UPDATE audit_link SET seq = -seq WHERE seq < 0;
                INSERT INTO audit SELECT \(seq + 1), at, actor, action, object, outcome, detail
                    FROM audit WHERE seq = \(seq);
                INSERT INTO audit_link SELECT \(seq + 1), digest, side FROM audit_link
                    WHERE seq = \(seq)
                """)
            #expect(inserted.first?.hasPrefix("line \(seq + 1) ") == true, "\(seq) \(inserted)")
        }
    }

    @Test func everyTailThatIsCutIsFoundWithAHeadAndBeyondTheEpochWithoutOne() throws {
        let fixture = try Fixture()
        let last = try fixture.signed.verify(fixture.store).epochs[2].size
        for seq in 1..<fixture.size {
            let sql =
                "DELETE FROM audit_link WHERE seq > \(seq); DELETE FROM audit WHERE seq > \(seq)"
            let found = try fixture.faults(sql)
            #expect(found.isEmpty == (seq >= last), "\(seq) \(found)")
            let told = try fixture.faults(sql, since: fixture.head)
            #expect(told.last?.contains("here are \(seq)") == true, "\(seq) \(told)")
        }
        #expect(try fixture.faults("", since: fixture.head) == [])
    }
}
