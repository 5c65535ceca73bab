import Foundation
import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct OpeningTests {
    @Test func aMissingDatabaseIsNotMade() throws {
        let workshop = try Workshop()
        #expect(code { try workshop.open() } == .notFound)
        #expect(try workshop.files().isEmpty)
    }

    @Test func aFailedMakingLeavesNothing() throws {
        let workshop = try Workshop()
        #expect(throws: PuertoError.self) {
            try Store.create(workshop.path, options: workshop.options) { store in
                try store.initialize(workshop.configuration, by: .cli("test"))
                try store.add(.make("a", plan: "none"))
            }
        }
        #expect(try workshop.files().isEmpty)
    }

    @Test func anExistingDatabaseIsNeverMadeAgain() throws {
        let workshop = try Workshop()
        try workshop.make().add(.make("a"))
        #expect(code { try workshop.make() } == .conflict)
        #expect(try workshop.open().fleet().tenants.count == 2)
    }

    /// The web server's user wrote the database of versions that had no broker: its log and index
    /// stayed there, empty, with the group of that user.
    @Test(arguments: [true, false])
    func aDatabaseThatItsGroupWroteIsItsOwnersAlone(isWeb: Bool) throws {
        let workshop = try Workshop()
        try workshop.make().close()
        for suffix in ["", "-wal", "-shm"] {
            let descriptor = open(workshop.path + suffix, O_WRONLY | O_CREAT, 0o660)
            #expect(descriptor >= 0 && fchmod(descriptor, 0o660) == 0)
            // Only root may give the file a group that it is not in.
            #expect(geteuid() != 0 || fchown(descriptor, 0, 33) == 0)
            close(descriptor)
        }
        let store =
            try isWeb
            ? Store.attach(workshop.path, options: workshop.options).store : workshop.open()
        try store.add(.make("a"))
        #expect(try modes(workshop) == ["": 0o600, "-wal": 0o600, "-shm": 0o600])
        try store.close()
        #expect(try modes(workshop) == ["": 0o600])
        #expect(try workshop.open().fleet().tenants.count == 2)
    }

    @Test func aNewDatabaseIsItsOwnersAlone() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        #expect(try modes(workshop) == ["": 0o600, "-wal": 0o600, "-shm": 0o600])
    }

    @Test(arguments: [0o644, 0o666, 0o640, 0o662, 0o604, 0o610])
    func oneThatOthersMayUseIsTakenFromThem(mode: Int) throws {
        let workshop = try Workshop()
        try workshop.make().close()
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: workshop.path)
        try workshop.open().close()
        #expect(try modes(workshop) == ["": 0o600])
    }

    /// A verb that looks changes nothing, not even a mode.
    @Test func lookingLeavesTheModes() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        #expect(chmod(workshop.path, 0o640) == 0)
        try Store.openForReading(workshop.path, options: workshop.options).close()
        #expect(try modes(workshop) == ["": 0o640])
    }

    /// The modes of the database, its log and its index, where they are there.
    private func modes(_ workshop: Workshop) throws -> [String: mode_t] {
        var modes: [String: mode_t] = [:]
        for suffix in ["", "-wal", "-shm"] {
            var status = stat()
            guard stat(workshop.path + suffix, &status) == 0 else { continue }
            modes[suffix] = status.st_mode & 0o777
        }
        return modes
    }

    @Test func theLogOfAnotherDatabaseIsNotTakenForTheNewOnes() throws {
        let workshop = try Workshop()
        try Data("old".utf8).write(to: URL(fileURLWithPath: workshop.path + "-wal"))
        let before = try workshop.files()
        #expect(code { try workshop.make() } == .conflict)
        #expect(try workshop.files() == before)
    }

    @Test(arguments: ["", "not a database, only text\n", "SQLite format 3\0 but no more than that"])
    func otherFilesAreRefusedAndLeftAlone(text: String) throws {
        let workshop = try Workshop()
        try Data(text.utf8).write(to: URL(fileURLWithPath: workshop.path))
        let before = try workshop.files()
        #expect(code { try workshop.open() } == .damaged)
        #expect(try workshop.files() == before)
    }

    @Test func aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws {
        let workshop = try Workshop()
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "CREATE TABLE host (x)") }
        try raw.close()
        #expect(code { try workshop.open() } == .unsupported)
        let again = try workshop.raw()
        let tables = try again.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["host"])
    }

    @Test func aNewerSchemaIsRefused() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try raw.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try raw.close()
        let before = try workshop.files()["puerto.db"]
        #expect(code { try workshop.open() } == .unsupported)
        #expect(message { try workshop.open() }?.contains("schema version 99, this puerto") == true)
        #expect(try workshop.files()["puerto.db"] == before)
    }

    @Test(arguments: [-1, 0, Int(Int32.min)])
    func aSchemaOfNoVersionIsDamaged(version: Int) throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let raw = try workshop.raw()
        try raw.write { try $0.execute(sql: "PRAGMA user_version = \(version)") }
        try raw.close()
        #expect(code { try workshop.open() } == .damaged)
        #expect(message { try workshop.open() }?.contains("restore it from a backup") == true)
    }

    @Test func damagedPagesAreFound() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        _ = try store.importAll((1...200).map { try .make("t\($0)") })
        try store.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: workshop.path))
        for page in 6..<(bytes.count / 4096) {
            bytes.replaceSubrange((page * 4096)..<(page * 4096 + 200), with: Data(count: 200))
        }
        try bytes.write(to: URL(fileURLWithPath: workshop.path))
        #expect(code { try workshop.open() } == .damaged)
    }

    @Test func aCutFileIsFound() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: workshop.path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: workshop.path))
        #expect(code { try workshop.open() } == .damaged)
    }

    @Test func aLockedDatabaseSaysSoAndIsReadAllTheSame() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let raw = try workshop.raw()
        try raw.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN EXCLUSIVE")
            let store = try workshop.open(patience: 0.05)
            #expect(try store.fleet().tenants.count == 1)
            #expect(code { try store.add(.make("a")) } == .busy)
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try workshop.open().add(.make("a")).tenant.slot.number == 1)
    }

    @Test(.enabled(if: getuid() != 0, "root may write everything"))
    func aFileThatMayOnlyBeReadSaysSo() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o400], ofItemAtPath: workshop.path)
        #expect(code { try workshop.open() } == .io)
        #expect(message { try workshop.open() }?.contains("let this user read and write") == true)
    }

    @Test func aFolderIsNotADatabase() throws {
        let workshop = try Workshop()
        #expect(code { try Store.open(workshop.folder) } == .damaged)
    }
}
