import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct AllocationTests {
    @Test func aHundredProcessesAtOnceGetAHundredSlots() throws {
        let scratch = try TenantVerbTests.scratch()
        let processes = try (1...100).map { number in
            let process = try scratch.start(["tenant", "add", "t\(number)", "--name", "T"])
            process.standardOutput = FileHandle.nullDevice
            try scratch.write("", to: "err\(number)")
            process.standardError = FileHandle(forWritingAtPath: scratch.path("err\(number)"))
            try process.run()
            return process
        }
        for (index, process) in processes.enumerated() {
            process.waitUntilExit()
            let said = try scratch.text(of: "err\(index + 1)")
            #expect(process.terminationStatus == 0, "\(said)")
        }
        try DatabaseQueue(patient: scratch.path("puerto.db")).read { db in
            func numbers(_ sql: String) throws -> [Int] { try Int.fetchAll(db, sql: sql) }
            let slots = try numbers("SELECT number FROM slot WHERE host = 0 AND tenant > 0")
            #expect(slots.count == 100 && Set(slots).count == 100)
            let ports = try numbers("SELECT port FROM service WHERE slot > 0 AND port NOT NULL")
            #expect(ports.count == 300 && Set(ports).count == 300)
            let blocks = try numbers("SELECT first FROM subnet WHERE slot > 0")
            #expect(blocks.count == 100 && Set(blocks).count == 100)
            #expect(try numbers("SELECT count(*) FROM audit WHERE action = 'tenant.add'") == [101])
        }
        #expect(try scratch.puerto("audit", "verify").code == 0)
    }

    @Test func portsOfThisMachineThatAreInUseAreLeftOut() throws {
        let engine = try FakeEngine([
            "ps": "echo abc",
            "inspect": """
            echo '{"id":"abc","name":"/web","status":"exited","exitCode":0,"restarts":0,\
            "image":"x","imageID":"y","labels":{},"bindings":{"80/tcp":[{"HostIp":"",\
            "HostPort":"\(FreePlace.found.postgres + 3)"}]},"networks":{}}'
            """,
        ])
        // Redis's port takes slot 2, PostgreSQL's takes slot 3.
        let listener = try Listener(port: UInt16(FreePlace.found.redis + 2))
        defer { listener.close() }
        let environment = [
            "PATH": engine.scratch.path("bin"), "HOME": engine.scratch.path("home"),
        ]
        func add(_ slug: String, ignoring: String) throws -> String {
            let added = try engine.scratch.puerto(
                "tenant", "add", slug, "--name", "N", "--workspace", "w", "--json",
                environment: environment.merging(["PUERTO_IGNORE_PORTS": ignoring]) { $1 })
            let json = try JSONSerialization.jsonObject(with: Data(added.out.utf8))
            return "\((json as? [String: Any])?["slot"] ?? added.err)"
        }
        #expect(try add("four", ignoring: "") == "4")
        #expect(try add("two", ignoring: "1") == "2")
        try engine.answer(["version": "exit 1"])
        #expect(try add("three", ignoring: "") == "3")
    }
}
