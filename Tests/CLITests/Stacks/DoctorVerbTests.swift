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
        // A notice about Windmill's licence is no fault.
        #expect(said.err.contains("is Windmill's Community Edition, which may not be sold"))
        let yaml = try engine.scratch.text(of: "w/puerto.yaml").replacing(
            "engine: {", with: "engine: {images: {windmill: \"example.org/own/windmill:1\"}, ")
        try engine.scratch.write(yaml, to: "w/puerto.yaml")
        #expect(try !engine.puerto("doctor").err.contains("Community Edition"))
    }

    @Test(arguments: [
        (
            "puerto.yaml", "agency: {name: Faro, locale: es, currency: USD, logo: gone.svg}\n",
            "gone.svg"
        ),
        ("content/runbooks/broken.md", "---\nunclosed: 1\n", "broken.md"),
    ])
    func whatStopsABuildIsTheFinding(file: String, text: String, named: String) throws {
        let engine = try FakeEngine(status: "draft")
        try #require(try engine.puerto("build").code == 0)
        let before = file == "puerto.yaml" ? "\(FreePlace.found.settings)\n" : ""
        try engine.scratch.write(text + before, to: "w/\(file)")
        let build = try engine.puerto("build")
        try #require(build.code != 0 && build.err.contains(named), "\(build.err)")
        let said = try engine.puerto("doctor")
        #expect(said.code == 1)
        #expect(said.out.contains("puerto build fails: "), "\(said.out)")
        #expect(said.out.contains(named), "\(said.out)")
        #expect(!said.out.contains("not what a build makes"), "\(said.out)")
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

    @Test func whatIsInThePlaceOfAPageIsSaidAsBuildSaysIt() throws {
        let engine = try FakeEngine(status: "draft")
        try #require(try engine.puerto("build").code == 0)
        let page = "w/public/portal/ports.html"
        try engine.remove(page)
        try FileManager.default.createDirectory(
            atPath: engine.scratch.path(page), withIntermediateDirectories: false)
        let fault = "not made by Puerto, and a page wants its place"
        let built = try engine.puerto("build")
        #expect(built.code == 1 && built.err.contains(fault), "\(built.err)")
        let said = try engine.puerto("doctor")
        #expect(said.code == 1 && said.out.contains("puerto build fails: \(fault)"), "\(said.out)")
        #expect(said.out.contains("move it elsewhere"), "\(said.out)")
        try engine.remove(page)
        try #require(try engine.puerto("build").code == 0)
        #expect(try engine.puerto("doctor").code == 0)
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
