import Foundation
import GRDB
import Glibc
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
        try DatabaseQueue(path: scratch.path("puerto.db")).read { db in
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
            "HostPort":"25435"}]},"networks":{}}'
            """,
        ])
        // Slot 2 by Redis's port, slot 3 by PostgreSQL's.
        let listener = try Listener(port: 26381)
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

    /// Something that listens on 127.0.0.1.
    private struct Listener {
        let descriptor: CInt

        init(port: UInt16) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(bound == 0 && listen(descriptor, 1) == 0)
        }

        func close() { Glibc.close(descriptor) }
    }
}
