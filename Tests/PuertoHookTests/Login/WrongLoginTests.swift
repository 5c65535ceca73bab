import GRDB
import PuertoCore
import Testing

@testable import PuertoHook
@testable import PuertoStore
@testable import PuertoVault

/// Wrong logins are counted lines of the history.
@Suite struct WrongLoginTests {
    private let portal: Portal

    init() throws { portal = try Portal() }

    private func guess(_ name: String = "ana", from peer: String) throws {
        let answer = try portal.send(
            "POST", "/session", by: Visitor(peer: peer),
            .json(#"{"operator": "\#(name)", "password": "wrong"}"#))
        #expect([401, 429].contains(answer.status))
    }

    /// `object: detail` of the lines about wrong logins.
    private func lines() throws -> [String] {
        try portal.raw { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT object || ': ' || replace(detail, char(10), ', ') FROM audit
                    WHERE action = 'session.login' AND outcome = 'refused' ORDER BY seq
                    """)
        }
    }

    @Test func theFirstAndTheTenthOfANetworkAreLines() throws {
        for _ in 0..<12 { try guess(from: "203.0.113.1") }
        #expect(
            try lines() == ["ana: from: 203.0.113.1", "ana: from: 203.0.113.1, tries: 10"])
        portal.pass(601)
        try portal.store.tidy()
        #expect(try lines().count == 2)
        try guess(from: "203.0.113.1")
        #expect(try lines().last == "ana: from: 203.0.113.1")
        #expect(try portal.store.verifyAudit().faults == [])
    }

    @Test func whatTheLinesLeaveOutHasOneAfterTenMinutes() throws {
        for _ in 0..<3 { try guess(from: "203.0.113.1") }
        for _ in 0..<2 { try guess("nobody", from: "203.0.113.1") }
        portal.pass(599)
        try portal.store.tidy()
        #expect(try lines() == ["ana: from: 203.0.113.1", ": from: 203.0.113.1"])
        portal.pass(2)
        try portal.store.tidy()
        #expect(
            try lines().suffix(2) == [
                ": from: 203.0.113.1, tries: 2", "ana: from: 203.0.113.1, tries: 3",
            ])
        #expect(try portal.rows()["login_count"] == [])
    }

    /// A thousand networks make no thousand lines.
    @Test func furtherNetworksAreCountedTogether() throws {
        for number in 0..<120 {
            try portal.store.refusePasskeyLogin("no", from: Network("203.0.113.\(number)"))
        }
        let lines = try lines()
        #expect(lines.count == WrongLogins.mostCounts + 3)
        #expect(lines.last == ": from: other networks, with: passkey, tries: 100, reason: no")
        #expect(try portal.store.verifyAudit().faults == [])
    }
}
