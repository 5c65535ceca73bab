import Foundation
import Testing

@Suite struct WorkspaceTests {
    @Test func initMakesAWorkspaceThatWorks() throws {
        let scratch = try Scratch()
        let made = try scratch.puerto("init", "w")
        #expect(made.code == 0 && made.notes == "", "\(made)")
        let files = try scratch.files().keys.sorted()
        #expect(
            files == [
                "w/content/runbooks/primeros-pasos.en.md", "w/content/runbooks/primeros-pasos.md",
                "w/content/tenants/.gitkeep", "w/keys/history.key", "w/keys/master.key",
                "w/keys/signing.key",
                "w/keys/web.key", "w/public/.gitkeep", "w/puerto.db", "w/puerto.yaml",
            ])
        let list = try scratch.puerto("tenant", "list", "--workspace", "w")
        #expect(
            list.out == """
                SLUG  NAME       HOST   SLOT  STATUS  HEALTH  PLAN  URL
                base  My agency  local  0     draft   –       –     http://base.localhost:8000

                """)
    }

    @Test func initNeverWritesOverAnything() throws {
        let scratch = try Scratch()
        try scratch.write("mine", to: "note.txt")
        let before = try scratch.files()
        let result = try scratch.puerto("init", ".")
        #expect(result.code == 1)
        #expect(
            result.err == "puerto: error: '.' is not an empty folder "
                + "(init never writes over anything; choose another one)\n")
        #expect(try scratch.puerto("init", "note.txt").code == 1)
        #expect(try scratch.files() == before)
    }

    @Test func theWorkspaceIsNamedByOptionEnvironmentOrFolder() throws {
        let scratch = try Scratch()
        try scratch.puerto("init", "a")
        try scratch.puerto("init", "b")
        try scratch.puerto("tenant", "add", "x", "--name", "X", "--workspace", "b")
        let environment = ["PUERTO_WORKSPACE": scratch.path("b")]
        #expect(try scratch.puerto("tenant", "show", "x", environment: environment).code == 0)
        let other = try scratch.puerto(
            "tenant", "show", "x", "--workspace", "a", environment: environment)
        #expect(other.code == 1)
        #expect(other.err.hasPrefix("puerto: error: there is no tenant 'x'"))
    }

    @Test func aMissingWorkspaceIsExplained() throws {
        let scratch = try Scratch()
        let result = try scratch.puerto("tenant", "list")
        #expect(result.code == 1)
        #expect(
            result.err == "puerto: error: no workspace in '.' "
                + "(puerto init DIR makes one; --workspace DIR names another)\n")
        #expect(try scratch.files().isEmpty)
    }

    @Test func aWorkspaceWithoutDatabaseSaysHowToMakeOne() throws {
        let scratch = try Scratch()
        try scratch.write("agency: {name: F, locale: es, currency: USD}\n", to: "puerto.yaml")
        let result = try scratch.puerto("tenant", "list")
        #expect(result.code == 1)
        #expect(result.err.contains("there is no database at 'puerto.db'"))
        #expect(try scratch.files().keys.sorted() == ["puerto.yaml"])
    }

    @Test func everyMistakeInTheConfigurationHasALine() throws {
        let scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.write(
            "agency:\n  name: F\n  locle: es\n  currency: USD\n  time_zone: Mars/Base\n",
            to: "w/puerto.yaml")
        let before = try scratch.files()
        let result = try scratch.puerto("tenant", "list", "--workspace", "w")
        #expect(result.code == 1 && result.out == "")
        #expect(
            result.err == """
                puerto: error: w/puerto.yaml:2: 'locale' is missing in 'agency' (add 'locale:')
                puerto: error: w/puerto.yaml:5: 'Mars/Base' is not a time zone (a name of the IANA \
                database, as in America/Mexico_City)
                puerto: error: w/puerto.yaml:3: unknown key 'locle' (did you mean 'locale'?)

                """)
        #expect(try scratch.files() == before)
    }

    @Test(arguments: [
        ["bogus"], ["init", ""], ["tenant", "add"], ["tenant", "add", "x"], ["ports", "--nope"],
        ["import"],
    ])
    func usageErrorsExitWithTwo(arguments: [String]) throws {
        let scratch = try Scratch()
        let process = try scratch.start(arguments)
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        #expect(process.terminationStatus == 2)
        #expect(try scratch.files().isEmpty)
        #expect(text.hasPrefix("puerto: error: "), "\(text)")
    }

    @Test func helpAndVersionAreNoErrors() throws {
        let scratch = try Scratch()
        for arguments in ["--version", "--help", "help"] {
            let result = try scratch.puerto(arguments)
            #expect(result.code == 0 && !result.out.isEmpty && result.err.isEmpty)
        }
    }
}
