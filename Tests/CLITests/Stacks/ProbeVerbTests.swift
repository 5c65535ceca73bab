import Foundation
import Testing

@Suite struct ProbeVerbTests {
    private static let page = "w/public/portal/clients/acme.html"

    private func build(_ engine: FakeEngine) throws -> String {
        try #require(try engine.puerto("build").code == 0)
        return try engine.scratch.text(of: Self.page)
    }

    @Test func aProbeRecordsWhatDiffersForThePortalAndDoctorRecordsNothing() throws {
        let engine = try FakeEngine()
        #expect(try engine.puerto("doctor").out.contains("acme"))
        #expect(try build(engine).contains("Nunca se ha comparado con el registro."))
        let probe = try engine.puerto("probe")
        #expect(probe.code == 1 && probe.out.contains("acme    down"), "\(probe)")
        let page = try build(engine)
        #expect(page.contains("id=\"drift\"") && page.contains("puerto provision acme"))
    }

    @Test func aProbeWithoutAnEngineRecordsHealthAndWarns() throws {
        let engine = try FakeEngine(["version": "exit 1"])
        let probe = try engine.puerto("probe", "acme")
        #expect(probe.code == 1 && probe.out.contains("acme    down"), "\(probe)")
        #expect(
            probe.err.hasPrefix(
                "puerto: warning: the stacks were not compared: the container engine does not "
                    + "answer: no reason given ("), "\(probe.err)")
        #expect(try engine.puerto("tenant", "show", "acme").out.contains("degraded"))
        #expect(try build(engine).contains("Nunca se ha comparado con el registro."))
    }
}
