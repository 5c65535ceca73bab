import Foundation
import TestSupport

/// A folder in which the built `puerto` runs.
final class Scratch: Sendable {
    private let temporary: TemporaryFolder
    let folder: String

    init() throws {
        temporary = try TemporaryFolder("cli")
        folder = temporary.path
    }

    struct Result {
        let code: Int32
        let out: String
        let err: String

        /// The errors and notes without the line that names the next command.
        var notes: String { lines { !$0.hasPrefix(Result.mark) } }

        /// The next command that the verb names, without its reason; empty without one.
        var next: String {
            let line = lines { $0.hasPrefix(Result.mark) }.dropFirst(Result.mark.count)
            return String(line.prefix { $0 != "(" && $0 != "\n" }.dropLast())
        }

        private static let mark = "puerto: next: "

        private func lines(_ isWanted: (Substring) -> Bool) -> String {
            err.split(separator: "\n", omittingEmptySubsequences: false).filter(isWanted)
                .joined(separator: "\n") + (isWanted("") ? "" : "\n")
        }
    }

    /// The program beside the test bundle.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("puerto")

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = Scratch.program
        process.arguments = Scratch.isUsualInit(arguments) ? arguments + usualAgency : arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // Ports in use on the machine must not change the tests.
        process.environment = [
            "PATH": "/usr/bin:/bin", "TZ": "UTC", "PUERTO_IGNORE_PORTS": "1",
            "PUERTO_LANGUAGE": "en",
        ].merging(environment) { $1 }
        return process
    }

    /// Tells whether a test only wants some workspace; one about `init` gives options.
    private static func isUsualInit(_ arguments: [String]) -> Bool {
        arguments.first == "init" && arguments.count == 2 && !arguments[1].isEmpty
    }

    /// The agency of workspaces in tests. What they print is English (`PUERTO_LANGUAGE`).
    private let usualAgency = [
        "--name", "My agency", "--locale", "es", "--locale", "en", "--currency", "USD",
    ]

    @discardableResult
    func puerto(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try puerto(arguments, input: input, environment: environment)
    }

    @discardableResult
    func puerto(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try run(try start(arguments, environment: environment), input: input)
    }

    /// The same with a terminal; returns everything that was printed.
    func puertoOnATerminal(_ arguments: String...) throws -> Result {
        let process = try start([])
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        let words = ([Scratch.program.path] + arguments).map { "'\($0)'" }
        process.arguments = ["-qec", words.joined(separator: " "), "/dev/null"]
        return try run(process, input: "")
    }

    private func run(_ process: Process, input: String) throws -> Result {
        let id = UUID()
        let (out, err, given) = (path("../\(id).out"), path("../\(id).err"), path("../\(id).in"))
        for file in [out, err] { try Data().write(to: URL(fileURLWithPath: file)) }
        try Data(input.utf8).write(to: URL(fileURLWithPath: given))
        defer {
            for file in [out, err, given] { try? FileManager.default.removeItem(atPath: file) }
        }
        process.standardInput = FileHandle(forReadingAtPath: given)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, out: try text(of: out), err: try text(of: err))
    }

    func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }

    func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }

    /// Every file with its bytes, but SQLite's index.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where !name.hasSuffix("-shm") {
            files[name] = try? Data(contentsOf: URL(fileURLWithPath: path(name)))
        }
        return files
    }
}
