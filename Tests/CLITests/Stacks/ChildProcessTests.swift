import Foundation
import TestSupport
import Testing

/// Programs are started in one place, where their arguments can be reviewed.
@Suite struct ChildProcessTests {
    private static let door = "PuertoEngine/Running/ProcessRunner+Live.swift"
    /// Where the program becomes the one that a person asked for, at their terminal.
    private static let handover = "PuertoEngine/Running/Command+Handover.swift"
    /// Where the lines of several containers are followed by children of this process's group, which
    /// Ctrl-C ends too.
    private static let following = "PuertoCLI/Container/JoinedLogs.swift"
    private static let calls = [
        "Process()", "posix_spawn", "execv", "execl", " fork()", "vfork(", " system(", "popen(",
        "import Subprocess", "Subprocess.run", "import System", "dlopen(", "clone(",
    ]

    /// `file: call` of each start in the sources.
    private func found() throws -> [String] {
        let sources = Repository.root.appending(path: "Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        return try names.filter { $0.hasSuffix(".swift") }.flatMap { name in
            let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            return Self.calls.filter { text.contains($0) }.map { "\(name): \($0)" }
        }.sorted()
    }

    @Test func puertoRunsNoOtherProgram() throws {
        #expect(
            try found()
                == ["\(Self.following): Process()", "\(Self.handover): execv"]
                + ["Subprocess.run", "import Subprocess", "import System"].map {
                    "\(Self.door): \($0)"
                })
    }
}
