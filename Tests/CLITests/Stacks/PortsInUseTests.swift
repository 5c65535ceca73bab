import Foundation
import GRDB
import TestSupport
import Testing

/// Each verb that chooses a slot, while something listens on ports of this machine: one test at a
/// time, since each sees the listeners of all.
@Suite(.serialized) struct PortsInUseTests {
    private static let configuration = """
        agency: {name: Faro, locale: es, currency: USD}
        hosts: [{name: local, address: localhost}, {name: second, address: 10.0.0.2}]
        ports: {app: 29000, postgres: 30000, redis: 31000}

        """

    private func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(Self.configuration, to: "puerto.yaml")
        try scratch.write("tenants: []\n", to: "fleet.yaml")
        #expect(try scratch.puerto("import", "fleet.yaml").code == 0)
        return scratch
    }

    /// Runs a verb that looks at this machine, where no container engine is to be found.
    private func run(_ scratch: Scratch, _ arguments: String..., ignoring: String = "") throws
        -> String
    {
        let done = try scratch.puerto(
            arguments, environment: ["PATH": "/nowhere", "PUERTO_IGNORE_PORTS": ignoring])
        #expect(done.code == 0, "\(done.err)")
        return done.out
    }

    private func slot(_ slug: String, _ scratch: Scratch) throws -> Int? {
        try DatabaseQueue(patient: scratch.path("puerto.db")).read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT number FROM slot JOIN tenant ON tenant.id = tenant WHERE slug = ?",
                arguments: [slug])
        }
    }

    private func recorded(_ scratch: Scratch) throws -> String? {
        try DatabaseQueue(patient: scratch.path("puerto.db")).read { db in
            try String.fetchOne(db, sql: "SELECT ports FROM observed_ports WHERE host = 0")
        }
    }

    @Test func addImportAndEditAvoidPortsInUseAndRecordThem() throws {
        let scratch = try scratch()
        #expect(try recorded(scratch) == nil)
        let first = try Listener(port: 29001)
        defer { first.close() }
        _ = try run(scratch, "tenant", "add", "a", "--name", "A")
        #expect(try slot("a", scratch) == 2)
        #expect(try recorded(scratch)?.split(separator: " ").contains("29001") == true)
        let second = try Listener(port: 30003)
        defer { second.close() }
        try scratch.write(
            "tenants:\n  - {slug: b, name: B, kind: client}\n", to: "fleet.yaml")
        _ = try run(scratch, "import", "--yes", "fleet.yaml")
        #expect(try slot("b", scratch) == 4)
        #expect(try recorded(scratch)?.split(separator: " ").contains("30003") == true)
        let third = try Listener(port: 31005)
        defer { third.close() }
        _ = try run(scratch, "tenant", "add", "c", "--name", "C", "--host", "second")
        #expect(try slot("c", scratch) == 1)
        _ = try run(scratch, "tenant", "edit", "c", "--host", "local")
        #expect(try slot("c", scratch) == 6)
        #expect(try recorded(scratch)?.split(separator: " ").contains("31005") == true)
        _ = try run(scratch, "tenant", "add", "d", "--name", "D", ignoring: "1")
        #expect(try slot("d", scratch) == 1)
    }

    @Test func aNewDatabaseIsMadeWithWhatWasSeen() throws {
        let scratch = try Scratch()
        try scratch.write(Self.configuration, to: "puerto.yaml")
        try scratch.write(
            "tenants:\n  - {slug: b, name: B, kind: client}\n", to: "fleet.yaml")
        let listener = try Listener(port: 31011)
        defer { listener.close() }
        _ = try run(scratch, "import", "--yes", "fleet.yaml")
        #expect(try slot("b", scratch) == 1)
        #expect(try recorded(scratch)?.split(separator: " ").contains("31011") == true)
    }

    @Test func theSlotMapShowsThemAndRecordsNothing() throws {
        let scratch = try scratch()
        let listener = try Listener(port: 29020)
        defer { listener.close() }
        let map = try run(scratch, "ports")
        let row = try #require(map.split(separator: "\n").first { $0.contains("  29020  ") })
        #expect(row.contains("  busy ") && row.hasSuffix("port 29020 is in use"))
        #expect(!(try run(scratch, "ports", ignoring: "1").contains("busy")))
        let json = try run(scratch, "ports", "--host", "second", "--json")
        #expect(!json.contains("busy"))
        #expect(try recorded(scratch) == nil)
    }
}
