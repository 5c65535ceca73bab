import Foundation
import GRDB
import PuertoCore
import PuertoVault
import TestSupport
import Testing

@testable import PuertoStore

/// Epochs are signed, each by the one before, and whatever breaks that is said.
@Suite struct EpochTests {
    private let signed: SignedWorkshop

    init() throws { signed = try SignedWorkshop() }

    private struct Killed: Error {}

    /// Works through three days, with three lines and one epoch each.
    private func threeDays(_ store: Store) throws {
        for day in 1...3 {
            for line in 0..<3 { try store.add(.make("day\(day)-\(line)")) }
            signed.pass(HistoryEpoch.longest)
            try store.keepHistory(by: .cli("test"))
        }
    }

    @Test func theFirstKeyAloneVerifiesEverything() throws {
        let store = try signed.make(clients: "a")
        let first = try #require(try store.head()).epoch
        try threeDays(store)
        let found = try signed.verify(store, from: first.publicKey)
        #expect(found.faults == [] && found.gaps.isEmpty)
        #expect(found.epochs.map(\.number) == [1, 2, 3, 4])
        #expect(found.epochs.map(\.start) == [.first, .closed, .closed, .closed])
        #expect(try signed.names == ["e4"])
        #expect(try signed.verify(store, from: [UInt8](repeating: 1, count: 32)).faults.count == 1)
    }

    @Test func anEpochEndsAfterADayOrAThousandLinesAndNotWithoutALine() throws {
        let store = try signed.make()
        _ = try store.importAll((0..<500).map { try .make("t\($0)") })
        #expect(try store.keepHistory(by: .cli("test")) == nil)
        _ = try store.importAll((0..<500).map { try .make("t\($0)", name: "Other") })
        #expect(try store.keepHistory(by: .cli("test"))?.start == .closed)
        signed.pass(HistoryEpoch.longest - 1)
        try store.add(.make("late"))
        #expect(try store.keepHistory(by: .cli("test")) == nil)
        signed.pass(1)
        #expect(try store.keepHistory(by: .cli("test"))?.number == 3)
        signed.pass(30 * HistoryEpoch.longest)
        #expect(try store.keepHistory(by: .cli("test")) == nil)
        #expect(try signed.verify(store).faults == [])
    }

    @Test func nothingIsWrittenWhereNothingIsDue() throws {
        let store = try signed.make(clients: "a")
        let before = try signed.bytes()
        for _ in 0..<3 { try store.keepHistory(by: .cli("test")) }
        #expect(try signed.bytes() == before)
    }

    /// An attacker with everything but the keys of ended epochs.
    @Test func anEditOfAnEndedEpochIsNamedThoughAllDigestsAreRight() throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        let heads = try signed.verify(store).epochs.map(\.size)
        try signed.tamper("UPDATE audit SET actor = 'cli:eve' WHERE seq = \(heads[1] + 2)")
        try signed.rechain(from: heads[1] + 2)
        let found = try signed.verify(store).faults
        #expect(
            found == [
                "lines \(heads[1] + 1) to \(heads[2]) are not those that epoch 3 signs",
                "lines \(heads[2] + 1) to \(heads[3]) are not those that epoch 4 signs",
            ])
    }

    /// What is promised: the lines of the current epoch can be forged, and only an exported head
    /// shows it.
    @Test func theCurrentEpochIsOnlyAsGoodAsAHeadOfIt() throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        try store.add(.make("b"))
        try store.add(.make("c"))
        let head = try signed.head(store)
        #expect(try signed.verify(store, since: head).faults == [])
        try signed.tamper("UPDATE audit SET actor = 'cli:eve' WHERE seq = \(head.size)")
        try signed.rechain(from: head.size)
        #expect(try signed.verify(store).faults == [])
        #expect(
            try signed.verify(store, since: head).faults == [
                "line \(head.size) is not the one that the checkpoint was made after"
            ])
    }

    @Test func aTailThatIsTakenBeyondTheEpochIsNamedAndOneWithinItByAHead() throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        try store.add(.make("b"))
        let (head, size) = (try signed.head(store), try signed.verify(store).epochs[3].size)
        func cut(_ line: Int) throws {
            try signed.tamper(
                "DELETE FROM audit_link WHERE seq > \(line); DELETE FROM audit WHERE seq > \(line)")
        }
        try cut(size)
        #expect(try signed.verify(store).faults == [])
        #expect(try signed.verify(store, since: head).faults.count == 1)
        try cut(size - 1)
        #expect(
            try signed.verify(store).faults == [
                "line \(size) is missing, which epoch 4 began after: lines were taken from the end"
            ])
        try signed.tamper("DELETE FROM audit_epoch WHERE number = 4")
        #expect(try signed.verify(store).faults == [])
        let found = try signed.verify(store, since: head).faults
        #expect(found.count == 2 && found[0].contains("an older database was put back"))
    }

    @Test(arguments: [
        ("DELETE FROM audit_epoch WHERE number = 2", "the epochs between 1 and 3 are missing"),
        ("DELETE FROM audit_epoch WHERE number = 1", "the epochs before epoch 2 are missing"),
        ("DELETE FROM audit_epoch", "no epoch signs the history: its records are missing"),
        (
            "UPDATE audit_epoch SET at = at + 1 WHERE number = 3",
            "epoch 3 is not signed by the key of the epoch before it"
        ),
        (
            "UPDATE audit_epoch SET public_key = zeroblob(32) WHERE number = 3",
            "epoch 3 is not signed by the key of the epoch before it"
        ),
        (
            "UPDATE audit_epoch SET start = 'first' WHERE number = 3",
            "epoch 3 says that it is the first one, and is not"
        ),
        (
            "UPDATE audit_epoch SET start = 'lost' WHERE number = 3",
            "epoch 3 is not signed by the key of the epoch before it"
        ),
        (
            "UPDATE audit_epoch SET size = size - 1 WHERE number = 3",
            "epoch 3 is not signed by the key of the epoch before it"
        ),
    ])
    func aChangedRecordOfAnEpochIsNamed(sql: String, fault: String) throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        try signed.tamper(sql)
        let faults = try signed.verify(store).faults
        #expect(faults.contains(fault), "\(faults)")
    }

    @Test func anotherWorkspacesEpochsAreNotTaken() throws {
        let store = try signed.make(clients: "a")
        try signed.tamper("UPDATE workspace SET id = lower(hex(randomblob(16)))")
        #expect(try signed.verify(store).faults.contains { $0.hasPrefix("epoch 1 is not signed") })
    }
}

/// A start that is killed at any point, and key files that are not the database's.
extension EpochTests {
    enum Point: CaseIterable { case beforeTheFile, afterTheFile, beforeForgetting, afterForgetting }

    private func killed(_ point: Point, _ epochs: inout EpochKeeper) {
        let whole = epochs
        switch point {
        case .beforeTheFile: epochs.next = { _ in throw Killed() }
        case .afterTheFile:
            epochs.next = { basis in
                _ = try whole.next(basis)
                throw Killed()
            }
        case .beforeForgetting: epochs.forget = { _ in throw Killed() }
        case .afterForgetting:
            epochs.forget = { key in
                try whole.forget(key)
                throw Killed()
            }
        }
    }

    @Test(arguments: Point.allCases) func aKillWhileAnEpochIsClosedIsMendedByTheNextStart(
        point: Point
    ) throws {
        let store = try signed.make(clients: "a")
        let first = try #require(try store.head()).epoch
        for round in 1...3 {
            try store.add(.make("n\(round)"))
            signed.pass(HistoryEpoch.longest)
            let dying = try signed.open { killed(point, &$0) }
            #expect(throws: Killed.self) { try dying.keepHistory(by: .cli("test")) }
            try signed.open().keepHistory(by: .cli("test"))
            let found = try signed.verify(store, from: first.publicKey)
            #expect(found.faults == [] && found.gaps.isEmpty, "\(point), round \(round)")
            #expect(try signed.names == ["e\(found.epochs.count)"])
            #expect(found.epochs.count == round + 1)
        }
    }

    @Test(arguments: Point.allCases) func aKillWhileAHistoryIsBegunIsMendedByTheNextStart(
        point: Point
    ) throws {
        try Store.create(signed.workshop.path, options: signed.options()) {
            try $0.initialize(signed.workshop.configuration, by: .cli("test"))
        }
        let dying = try signed.open { killed(point, &$0) }
        #expect(throws: Killed.self) { try dying.keepHistory(by: .cli("test")) }
        let store = try signed.open()
        try store.keepHistory(by: .cli("test"))
        let found = try signed.verify(store)
        #expect(found.faults == [] && found.epochs.map(\.start) == [.first])
        #expect(try signed.names == ["e1"])
    }

    @Test func anOlderDatabaseBeginsAnEpochThatSaysSo() throws {
        let store = try signed.make(clients: "a")
        let first = try #require(try store.head()).epoch
        try threeDays(store)
        let copy = signed.workshop.folder + "/backup.db"
        try signed.workshop.raw().writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
        let old = try signed.head(store)
        try store.add(.make("later"))
        signed.pass(HistoryEpoch.longest)
        try store.keepHistory(by: .cli("test"))
        let newer = try signed.head(store)
        try store.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: signed.workshop.path + suffix)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: signed.workshop.path)
        let restored = try signed.open()
        #expect(try restored.epochState(signed.keys.fit)?.fit == .other)
        let epoch = try #require(try restored.keepHistory(by: .cli("test")))
        // Its number is of no epoch that there ever was.
        #expect(epoch.start == .restored && epoch.number == 6)
        let line = try restored.auditEntries(1)[0]
        #expect(line.action == "history.restored" && line.detail.contains("an older database"))
        let found = try signed.verify(restored, from: nil, since: old)
        #expect(found.faults == [] && found.gaps.map(\.number) == [6])
        #expect(
            try signed.verify(restored, from: first.publicKey).faults == [
                "epoch 6 began after line \(epoch.size) without the signature of the one before: "
                    + "from there on the key that was given vouches for nothing"
            ])
        #expect(try signed.verify(restored, from: epoch.publicKey).faults == [])
        let gone = try signed.verify(restored, since: newer).faults
        #expect(gone.first?.contains("is of an epoch 5 that is not in this history") == true)
        #expect(try restored.keepHistory(by: .cli("test")) == nil)
    }

    @Test func aMissingKeyFileBeginsAnEpochThatSaysSo() throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        try FileManager.default.removeItem(atPath: signed.keyFile)
        #expect(try store.epochState(signed.keys.fit)?.fit == .missing)
        let epoch = try #require(try store.keepHistory(by: .cli("test")))
        #expect(epoch.start == .lost && epoch.number == 5)
        #expect(try store.auditEntries(1)[0].action == "history.lost")
        #expect(try signed.verify(store).faults == [])
        #expect(try signed.verify(store).gaps == [epoch])
    }

    /// A whole forged history with keys of the forger's is not the key file's.
    @Test func aForgedHistoryIsNotTheKeyFiles() throws {
        let store = try signed.make(clients: "a")
        try threeDays(store)
        let other = try SignedWorkshop()
        let forged = try other.make(clients: "x")
        #expect(try other.verify(forged).faults == [])
        #expect(try signed.keys.fit(#require(try forged.head()).epoch.publicKey) == .other)
        // Without its epochs it is no history that never had any.
        try signed.tamper("DELETE FROM audit_epoch")
        #expect(try signed.open().keepHistory(by: .cli("test"))?.start == .restored)
    }
}
