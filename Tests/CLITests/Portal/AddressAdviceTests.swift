import Foundation
import GRDB
import TestSupport
import Testing

/// `check` and `doctor` warn where every login came from this machine's own address, as behind a
/// proxy that nobody has named.
@Suite struct AddressAdviceTests {
    private static let warning =
        "puerto: warning: every login comes from an address of this machine, as behind a proxy"

    private let engine: FakeEngine

    init() throws {
        engine = try FakeEngine()
        try configure("url: 'https://portal.example.com'")
    }

    private func configure(_ web: String) throws {
        let lines = try engine.scratch.text(of: "w/puerto.yaml").split(separator: "\n")
            .filter { !$0.hasPrefix("web:") }
        try engine.scratch.write(
            lines.joined(separator: "\n") + "\nweb: {\(web)}\n", to: "w/puerto.yaml")
    }

    /// Writes what the broker writes of a login.
    private func logIn(from networks: String...) throws {
        let sql = """
            INSERT INTO login_try (at, account, network, is_right) VALUES (1, zeroblob(32), ?, 1)
            """
        try DatabaseQueue(patient: engine.scratch.path("w/puerto.db")).write { db in
            for network in networks { try db.execute(sql: sql, arguments: [network]) }
        }
    }

    private func warned() throws -> Set<Bool> {
        Set(
            try [["check"], ["doctor", "--skip-pages"]].map { verb in
                try engine.puerto(verb).err.contains(Self.warning)
            })
    }

    @Test(arguments: ["127.0.0.1", "passkey 127.0.0.1", "0:0:0:0::/64", "code 127.0.0.9"])
    func loginsOfThisMachineAloneAreToldByBothVerbs(network: String) throws {
        #expect(try warned() == [false])
        try logIn(from: network, "127.0.0.1")
        #expect(try warned() == [true])
        // One from elsewhere shows that addresses arrive.
        try logIn(from: "203.0.113.7")
        #expect(try warned() == [false])
    }

    @Test(arguments: [
        "url: 'https://portal.example.com', proxies: [127.0.0.1]",
        "url: 'http://portal.localhost:8080'",
    ])
    func aNamedProxyAndAPortalOfThisMachineAreRight(web: String) throws {
        try logIn(from: "127.0.0.1")
        #expect(try warned() == [true])
        try configure(web)
        #expect(try warned() == [false])
    }

    /// The fix that the warning names is a line that `puerto.yaml` takes.
    @Test func theWarningsFixHolds() throws {
        try logIn(from: "127.0.0.1")
        let said = try engine.puerto("check").err
        let fix = try #require(said.firstMatch(of: /\((proxies: \[[^\]]*\]) under web in/)).output.1
        try configure("url: 'https://portal.example.com', \(fix)")
        #expect(try warned() == [false])
        #expect(try engine.puerto("check").code == 0)
    }
}
