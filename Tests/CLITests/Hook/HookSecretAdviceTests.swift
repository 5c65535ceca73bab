import Foundation
import PuertoCore
import Testing

@testable import PuertoCLI

/// What `doctor` says of the secrets of programs.
@Suite struct HookSecretAdviceTests {
    private static let now = 1_700_000_000

    private func lines(
        _ actions: Set<Action> = HookSecretOffer.usualActions, tenant: String? = nil, endsIn: Int?
    ) throws -> [String] {
        let secret = HookSecret(
            name: try Slug("ci"), tenant: try tenant.map { try Slug($0) }, actions: actions,
            addedAt: 0, endsAt: endsIn.map { Self.now + $0 })
        return HookSecretAdvice.lines(for: [secret], at: Self.now)
    }

    @Test func theEndIsNamedInItsLastThirtyDays() throws {
        let days = 30 * 86_400
        #expect(try lines(endsIn: days + 1) == [] && lines(endsIn: 0) == [])
        for time in [1, days] { #expect(try lines(endsIn: time).count == 1) }
        #expect(
            try lines([.build, .restart], endsIn: days) == [
                "the hook secret 'ci' ends 2023-12-14T22:13:20Z: puerto hook-secret add NAME "
                    + "--action restart --action build makes the next one"
            ])
    }

    @Test func aSecretOfAnOlderVersionIsNamedWithWhatItMay() throws {
        let lines = try lines([.restart, .rotate], tenant: "acme", endsIn: nil)
        #expect(lines.count == 2 && lines[0].hasPrefix("the hook secret 'ci' has no end: "))
        #expect(
            lines[1]
                == "the hook secret 'ci' may ask for rotate without an operator's approval: "
                + "puerto hook-secret add NAME --tenant acme --action restart makes one that may not, "
                + "and puerto hook-secret revoke ci --after 7d ends this one")
    }

    /// What it prints helps: afterwards it says nothing of that any more.
    @Test func doctorSaysItUntilItsCommandsWereRun() throws {
        let engine = try FakeEngine()
        let soon = Day(secondsSince1970: Int(Date().timeIntervalSince1970) + 10 * 86_400)
        for arguments in [["usual"], ["open", "--ends", "never"], ["soon", "--ends", "\(soon)"]] {
            #expect(try engine.puerto(["hook-secret", "add"] + arguments).code == 0)
        }
        func advice() throws -> [Substring] {
            try engine.puerto("doctor", "--skip-pages").err.split(separator: "\n")
                .filter { $0.contains("the hook secret") }
        }
        let said = try advice()
        #expect(said.count == 2 && said[0].contains("'open' has no end"))
        #expect(said[1].contains("'soon' ends \(soon)T00:00:00Z"))
        for line in said {
            let words = try #require(
                line.firstMatch(of: /: puerto (hook-secret .*) (gives|makes)/)?.output.1)
            let run = words.split(separator: " ").map { $0 == "NAME" ? "next" : String($0) }
            let result = try engine.puerto(run)
            #expect(result.code == 0, "\(result.err)")
        }
        #expect(try advice() == [said[1]])
        #expect(try engine.puerto("hook-secret", "revoke", "soon").code == 0)
        #expect(try advice() == [])
    }
}
