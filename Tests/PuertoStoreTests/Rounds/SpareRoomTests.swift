import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// The room that the database's own files keep for a full disk.
@Suite struct SpareRoomTests {
    private func size(_ path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return try #require(size)
    }

    @Test func recordsAreWrittenIntoTheRoomThatIsThere() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        #expect(try !store.hasSpareRoom())
        try store.keepSpareRoom()
        #expect(try store.hasSpareRoom())
        let files = [workshop.path, workshop.path + "-wal"]
        let before = try files.map(size)
        #expect(before[0] >= Store.spareBytes && before[1] >= Store.spareBytes)
        // The history grows and both files do not.
        for number in 1...200 {
            _ = try store.editTenant(Slug("a"), by: .cli("test")) { $0.name = "Name \(number)" }
        }
        #expect(try files.map(size) == before)
        #expect(try store.hasSpareRoom())
    }

    /// Deleted rows are overwritten in the log, and the log gives nothing back.
    @Test func tidyingKeepsTheRoom() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        try store.keepSpareRoom()
        let files = [workshop.path, workshop.path + "-wal"]
        let before = try files.map(size)
        for number in 1...20 {
            let name = "a name to be forgotten \(number)"
            _ = try store.editTenant(Slug("a"), by: .cli("test")) { $0.name = name }
            try store.tidy()
            #expect(try files.map(size) == before && store.hasSpareRoom())
            let log = try Data(contentsOf: URL(fileURLWithPath: files[1]))
            #expect(log.firstRange(of: Data("a name to be forgotten".utf8)) == nil)
        }
    }

    @Test func roomThatWasUsedUpIsMadeAgain() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        try store.keepSpareRoom()
        try workshop.raw().write { db in
            try db.execute(sql: "INSERT INTO disk_spare VALUES (1, zeroblob(3000000))")
        }
        #expect(try !store.hasSpareRoom())
        try store.keepSpareRoom()
        #expect(try store.hasSpareRoom())
        // An emptied log has no room either.
        try workshop.raw().writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        #expect(try !store.hasSpareRoom())
        try store.keepSpareRoom()
        #expect(try store.hasSpareRoom())
    }

    /// A blob that an interrupted process has left is no loss of room.
    @Test func aBlobThatWasLeftIsReplaced() throws {
        let workshop = try Workshop()
        let store = try workshop.make(clients: "a")
        try workshop.raw().write { db in
            try db.execute(sql: "INSERT INTO disk_spare VALUES (1, zeroblob(5000))")
        }
        try store.keepSpareRoom()
        #expect(try store.hasSpareRoom())
        #expect(
            try workshop.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM disk_spare") }
                == 0)
    }
}
