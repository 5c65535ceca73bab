import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct PlaceTests {
    private static let here = WorkspacePlace(
        machine: "m1", path: "/srv/w", inode: "7", fileSystem: "a1")
    private static let there = WorkspacePlace(
        machine: "m1", path: "/srv/v", inode: "8", fileSystem: "a1")

    @Test func eachChangeIsCountedWhereItWasMade() throws {
        let store = try Workshop().make()
        #expect(try store.recordedPlace() == nil)
        #expect(try store.countChange(at: Self.here, by: .cli("ana")) == 1)
        #expect(try store.countChange(at: Self.here, by: .cli("ana")) == 2)
        #expect(
            try store.recordedPlace() == RecordedPlace(place: Self.here, changes: 2, copyID: nil))
        let lines = try store.auditEntries(50).count
        let moved = WorkspacePlace(machine: "m1", path: "/srv/v", inode: "7", fileSystem: "a1")
        #expect(try store.countChange(at: moved, by: .cli("ana")) == 3)
        let entry = try #require(try store.auditEntries(1).first)
        #expect(entry.action == "workspace.place" && entry.detail == "folder: /srv/w → /srv/v")
        #expect(try store.auditEntries(50).count == lines + 1)
    }

    @Test func aMovedWorkspaceGoesOnFromTheEnginesCount() throws {
        let store = try Workshop().make()
        _ = try store.countChange(at: Self.here, by: .cli("ana"))
        try store.settleAsMoved(to: Self.there, mark: 9, by: .cli("ana"))
        #expect(
            try store.recordedPlace() == RecordedPlace(place: Self.there, changes: 9, copyID: nil))
        #expect(try store.countChange(at: Self.there, by: .cli("ana")) == 10)
        let entry = try #require(try store.auditEntries(1).first)
        #expect(
            entry.action == "workspace.moved"
                && entry.detail == "folder: /srv/w → /srv/v\ninode: 7 → 8\nchanges: 1 → 9")
    }

    @Test func aCopyHasAnIdOfItsOwnUntilItTakesOver() throws {
        let store = try Workshop().make()
        _ = try store.add(.make("acme"))
        let first = try store.workspaceID()
        _ = try store.countChange(at: Self.here, by: .cli("ana"))
        let own = try store.settleAsCopied(to: Self.there, by: .cli("ana"))
        #expect(own != first && own.count == 32)
        #expect(try store.workspaceID() == own && store.firstWorkspaceID() == first)
        #expect(try store.stack(of: Slug("acme")).workspace == own)
        #expect(try store.settleAsCopied(to: Self.there, by: .cli("ana")) == own)
        #expect(try store.recordedPlace()?.copyID == own)
        try store.settleAsMoved(to: Self.there, mark: 1, by: .cli("ana"))
        #expect(try store.workspaceID() == first && store.recordedPlace()?.copyID == nil)
    }
}
