import Foundation
import Testing

@Suite struct OutputTests {
    /// Runs a verb through a shell, which can close stdout or give it to another file.
    static func shell(_ scratch: Scratch, _ verb: String, _ redirection: String) throws -> (
        code: Int32, err: String
    ) {
        let process = try scratch.start([])
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "\"$0\" \(verb) \(redirection) 2>err.txt", Scratch.program.path,
        ]
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try scratch.text(of: "err.txt"))
    }

    static let verbs = [
        "export", "tenant list", "tenant list --json", "tenant show cyn", "ports", "ports --json",
        "tenant edit cyn --name Other", "tenant edit cyn --json --name Third",
        "import fleet.yaml", "init w",
    ]

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: verbs)
    func outputThatIsLostIsAnError(verb: String) throws {
        let scratch = try ImportExportTests.scratch()
        try scratch.puerto("import", "fleet.yaml")
        let full = try Self.shell(scratch, verb, ">/dev/full")
        #expect(full.code == 1)
        #expect(
            full.err.hasSuffix(
                "puerto: error: cannot write the output: No space left on device\n"))
    }

    @Test(arguments: verbs) func aClosedOutputIsAnError(verb: String) throws {
        let scratch = try ImportExportTests.scratch()
        try scratch.puerto("import", "fleet.yaml")
        let closed = try Self.shell(scratch, verb, ">&-")
        #expect(closed.code == 1)
        #expect(closed.err.hasSuffix("cannot write the output: Bad file descriptor\n"))
        // No file that was opened instead got the text.
        #expect(try scratch.puerto("tenant", "show", "cyn").code == 0)
    }

    @Test func wideSignsTakeTwoColumns() throws {
        let scratch = try ImportExportTests.scratch()
        try scratch.puerto("import", "fleet.yaml")
        try scratch.puerto("tenant", "edit", "cyn", "--name", "日本 🦤")
        try scratch.puerto("tenant", "edit", "next", "--name", "1234567")
        let list = try scratch.puerto("tenant", "list").out
        #expect(list.contains("日本 🦤  local") && list.contains("1234567  second"), "\(list)")
    }
}
