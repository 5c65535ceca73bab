import Foundation
import GRDB
import PuertoCore
import Synchronization
import TestSupport
import Testing

@testable import PuertoStore

/// The copy that is made before a migration, and the documented way back to the older program.
@Suite struct CopyTests {
    private func older(_ version: Int) throws -> Workshop {
        let workshop = try Workshop(hosts: ["local", "second"])
        try MigrationTests().old(workshop, version: version)
        return workshop
    }

    private func copies(_ workshop: Workshop) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: workshop.folder)
            .filter { $0.hasPrefix("puerto.db.") }.sorted()
    }

    /// The version, the schema and every row of a database.
    private func contents(_ path: String) throws -> [String] {
        // Closing a connection that may write removes the log that opening it makes.
        let queue = try DatabaseQueue(patient: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name")
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            var rows = ["version \(version) of \(application)"] + tables.map { "\($0)" }
            for table in tables where (table[1] as String).hasPrefix("CREATE TABLE") {
                rows += try Row.fetchAll(db, sql: "SELECT * FROM \(table[0] as String)")
                    .map { "\(table[0] as String) \($0)" }.sorted()
            }
            return rows
        }
    }

    @Test(arguments: [2, 3, 4])
    func aMigrationKeepsACopyOfEveryRowForTheOwnerAlone(version: Int) throws {
        let workshop = try older(version)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o660], ofItemAtPath: workshop.path)
        let before = try contents(workshop.path)
        try workshop.open().close()
        let names = try copies(workshop)
        #expect(names == ["puerto.db.v\(version)-20231114T221320Z"])
        let copy = "\(workshop.folder)/\(names[0])"
        #expect(try contents(copy) == before)
        #expect(try contents(workshop.path) != before)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        // Bytes 18 and 19 of the header say so (sqlite.org/fileformat2).
        let header = try Data(contentsOf: URL(fileURLWithPath: copy)).prefix(20)
        #expect(header.suffix(2) == Data([2, 2]))
    }

    @Test func nothingIsCopiedWithoutAMigration() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        try workshop.open().close()
        #expect(try copies(workshop) == [])
        let old = try older(4)
        try Store.openForReading(old.path, options: old.options).close()
        #expect(try copies(old) == [])
    }

    @Test func theLastThreeStayAndNothingElseIsRemoved() throws {
        let workshop = try older(4)
        let first = try Data(contentsOf: URL(fileURLWithPath: workshop.path))
        let others = ["puerto.db.v4-notes", "puerto.db.v4-20231114T221320Z.mine", "puerto.db.bak"]
        for name in others {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(workshop.folder)/\(name)"))
        }
        // The clock may go back: the copy that was just made stays all the same.
        for (round, time) in [10, 20, 30, 40, 5].enumerated() {
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: workshop.path + suffix)
            }
            try first.write(to: URL(fileURLWithPath: workshop.path))
            workshop.clock.withLock { $0 = 1_700_000_000 + time }
            try workshop.open().close()
            let made = Timestamp.text(1_700_000_000 + time).filter { $0 != "-" && $0 != ":" }
            let names = try copies(workshop).filter { !others.contains($0) }
            #expect(names.contains("puerto.db.v4-\(made)"), "\(round)")
            #expect(names.count == min(round + 1, 3), "\(round): \(names)")
        }
        #expect(Set(try copies(workshop)).isSuperset(of: others))
        #expect(
            try copies(workshop).filter { !others.contains($0) } == [
                "puerto.db.v4-20231114T221325Z", "puerto.db.v4-20231114T221350Z",
                "puerto.db.v4-20231114T221400Z",
            ])
    }

    /// The steps of the guide: stop what runs, move the newer database and its log away, and give
    /// the copy its name.
    @Test func theOlderProgramOpensTheCopyThatWasPutBack() throws {
        let workshop = try older(4)
        let before = try contents(workshop.path)
        let store = try workshop.open()
        _ = try store.add(.make("after-the-migration"))
        try store.close()
        let copy = try #require(try copies(workshop).first)
        let newer = workshop.folder + "/newer"
        try FileManager.default.createDirectory(
            atPath: newer, withIntermediateDirectories: false)
        for name in ["puerto.db", "puerto.db-wal", "puerto.db-shm"]
        where FileManager.default.fileExists(atPath: "\(workshop.folder)/\(name)") {
            try FileManager.default.moveItem(
                atPath: "\(workshop.folder)/\(name)", toPath: "\(newer)/\(name)")
        }
        try FileManager.default.copyItem(
            atPath: "\(workshop.folder)/\(copy)", toPath: workshop.path)
        // What an older program asks of a database: its version, and the schema of its migrations.
        #expect(try contents(workshop.path) == before)
        let wanted = try DatabaseQueue().write { db in
            for index in 0..<4 {
                try db.execute(sql: Migrations.all[index])
                if let rows = Migrations.contents[index] { try db.execute(sql: rows) }
            }
            return try Set(
                String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL"))
        }
        let found = try workshop.raw().read { db in
            try Set(String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql NOT NULL"))
        }
        #expect(found == wanted)
        // And forward again, with a copy of its own.
        workshop.clock.withLock { $0 += 60 }
        #expect(try workshop.open().fleet().tenants.map(\.slug.text) == ["base", "acme", "far"])
        #expect(try copies(workshop).count == 2)
        let kept = try contents("\(newer)/puerto.db")
        #expect(kept.contains { $0.contains("after-the-migration") })
    }
}
