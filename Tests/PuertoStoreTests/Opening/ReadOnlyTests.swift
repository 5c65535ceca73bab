import Foundation
import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

@Suite struct ReadOnlyTests {
    private func reader(_ workshop: Workshop) throws -> Store {
        try Store.openForReading(
            workshop.path, ports: workshop.configuration.ports, options: workshop.options)
    }

    @Test func aReaderLeavesTheFilesAsTheyAreWithAndWithoutALog() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let closed = try workshop.files()
        #expect(closed.keys.sorted() == ["puerto.db"])
        var store = try reader(workshop)
        #expect(try store.fleet().tenants.count == 1)
        try store.close()
        #expect(try workshop.files() == closed)

        let writer = try workshop.open()
        _ = try writer.importAll([.make("acme")])
        let open = try workshop.files()
        #expect(open["puerto.db-wal"]?.isEmpty == false)
        // As a process leaves them that was killed.
        let other = try Workshop()
        for (name, bytes) in open {
            try bytes.write(to: URL(fileURLWithPath: "\(other.folder)/\(name)"))
        }
        store = try reader(other)
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "acme"])
        try store.close()
        #expect(try other.files() == open)
        try writer.close()
    }

    @Test(arguments: [false, true]) func sqliteRefusesWhatAReaderWrites(hasLog: Bool) throws {
        let workshop = try Workshop()
        let writer = try workshop.make()
        if !hasLog { try writer.close() }
        let store = try reader(workshop)
        for _ in 0..<2 {
            #expect(throws: PuertoError.self) { try store.importAll([.make("acme")]) }
            #expect(try store.fleet().tenants.count == 1)
            // Also after a copy was made.
            let copy = try store.copyInMemory(workshop.configuration.ports, workshop.options)
            _ = try copy.importAll([.make("acme")])
            #expect(try copy.fleet().tenants.count == 2)
        }
        if hasLog { try writer.close() }
    }

    @Test func aCopyFollowsAnotherConfigurationAndTheFileDoesNot() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let before = try workshop.files()
        let store = try reader(workshop)
        let copy = try store.copyInMemory(workshop.configuration.ports, workshop.options)
        let changes = try copy.apply(
            Workshop.configuration(hosts: ["local", "second"], plans: ["basic"]), by: .cli("test"))
        #expect(changes == ["host.add second", "plan.remove pro"])
        #expect(try copy.fleet().hosts.map(\.name.text) == ["local", "second"])
        #expect(try store.fleet().hosts.map(\.name.text) == ["local"])
        try store.close()
        #expect(try workshop.files() == before)
    }
}
