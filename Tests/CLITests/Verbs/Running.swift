import Foundation
import Testing

/// A `puerto` that runs until it is stopped; its output goes to two files.
final class Running: Sendable {
    private let scratch: Scratch
    private let process: Process
    /// The name of its files `.out` and `.err` in the scratch folder.
    let name = UUID().uuidString

    /// Runs in the scratch folder, through another program where one is named.
    init(
        _ scratch: Scratch, _ arguments: [String], workspace: String = "w",
        through program: [String] = []
    ) throws {
        self.scratch = scratch
        let command = program + [Scratch.program.path] + arguments + ["--workspace", workspace]
        process = try scratch.start([])
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        for stream in ["out", "err"] { try scratch.write("", to: "\(name).\(stream)") }
        process.standardOutput = FileHandle(forWritingAtPath: scratch.path("\(name).out"))
        process.standardError = FileHandle(forWritingAtPath: scratch.path("\(name).err"))
        try process.run()
    }

    var out: String {
        get throws { try scratch.text(of: "\(name).out") }
    }

    var err: String {
        get throws { try scratch.text(of: "\(name).err") }
    }

    /// Kills it if it still runs.
    func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The exit code; `nil` while it runs, -1 after a signal.
    var code: Int32? {
        guard !process.isRunning else { return nil }
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Sends the signal, and returns the exit code.
    func stop(_ signal: Int32 = SIGTERM) -> Int32? {
        send(signal)
        process.waitUntilExit()
        return code
    }

    /// Waits until the condition holds, at most five minutes.
    func wait(
        sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while try await !condition() {
            let said = try out + err
            try #require(
                ContinuousClock.now < end, "it never came to that: \(said)",
                sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

extension Running {
    /// The rebuilds that `watch --json` has printed.
    var rebuilds: [Rebuild] {
        get throws {
            try out.split(separator: "\n").map {
                try JSONDecoder().decode(Rebuild.self, from: Data($0.utf8))
            }
        }
    }

    struct Rebuild: Decodable {
        let files: Int
        let written: [String]
        let removed: [String]
        let warnings: [String]
        let milliseconds: Double
    }

    /// Waits until a rebuild has written the file; returns the number of builds.
    @discardableResult
    func rebuilds(
        untilWritten path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Int {
        try await wait(sourceLocation: sourceLocation) {
            try rebuilds.dropFirst().contains { $0.written.contains(path) }
        }
        return try rebuilds.count
    }
}
