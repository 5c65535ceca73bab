import Foundation
import Testing

/// The three states of `doctor`, and its exit codes.
@Suite struct DoctorVerbTests {
    private func states(_ engine: FakeEngine, _ arguments: String...) throws
        -> (code: Int32, states: [String: String])
    {
        let said = try engine.puerto(["doctor", "--json"] + arguments)
        let found = try #require(
            JSONSerialization.jsonObject(with: Data(said.out.utf8)) as? [[String: String]])
        let states = found.map { ($0["subject"] ?? "", $0["state"] ?? "") }
        return (said.code, Dictionary(states) { $0 == "fine" ? $1 : $0 })
    }

    @Test func everythingThatIsAsRecordedIsFine() throws {
        let engine = try FakeEngine(status: "draft")
        try #require(try engine.puerto("build").code == 0)
        let (code, states) = try states(engine)
        #expect(code == 0)
        #expect(Set(states.values) == ["fine"])
        #expect(
            Set(states.keys)
                == ["acme", "workspace", "firewall", "strays", "queue", "history", "pages"])
        let said = try engine.puerto("doctor")
        #expect(said.out == "fine: 1 client, workspace, firewall, strays, queue, history, pages\n")
    }

    @Test func aDifferenceEndsWithOne() throws {
        let engine = try FakeEngine()
        let (code, states) = try states(engine, "--skip-pages")
        #expect(code == 1 && states["acme"] == "differs", "\(states)")
    }

    @Test func aClientOfAnotherMachineWasNotLookedAt() throws {
        let engine = try FakeEngine(status: "draft")
        try engine.scratch.write(
            """
            agency: {name: Faro, locale: es, currency: USD}
            hosts:
              - {name: local, address: localhost}
              - {name: far, address: 10.0.0.2}
            \(FreePlace.found.settings)
            """, to: "w/puerto.yaml")
        try #require(
            try engine.puerto("tenant", "add", "away", "--name", "Away", "--host", "far").code == 0)
        let (code, states) = try states(engine, "--skip-pages")
        #expect(code == 3)
        #expect(states["away"] == "not_looked_at" && states["acme"] == "fine", "\(states)")
        let said = try engine.puerto("doctor", "away", "--skip-pages")
        #expect(said.code == 3)
        #expect(said.out.contains("on 'far', and this machine is 'local'"), "\(said.out)")
        #expect(
            said.err.contains(
                "puerto: error: 1 thing was not looked at (the last column says how to look)"),
            "\(said.err)")
    }

    @Test func theBaseSystemsStackIsNotCompared() throws {
        let engine = try FakeEngine(status: "draft")
        let (code, states) = try states(engine, "base", "--skip-pages")
        #expect(code == 3 && states["base"] == "not_looked_at", "\(states)")
    }

    @Test func aDifferenceWeighsMoreThanWhatWasNotLookedAt() throws {
        let engine = try FakeEngine()
        let said = try engine.puerto("doctor", "base", "acme", "--skip-pages")
        #expect(said.code == 1)
        #expect(
            said.err.contains(
                "1 thing differs from the records, and 1 thing was not looked at"), "\(said.err)")
    }
}
