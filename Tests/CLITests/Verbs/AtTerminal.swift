import Foundation
import Testing

/// A `puerto` on a pseudo terminal, which util-linux's `script` makes; what is typed comes through a
/// pipe.
final class AtTerminal: Sendable {
    private let scratch: Scratch
    private let process: Process
    private let keyboard = Pipe()
    private let name = UUID().uuidString + ".terminal"

    init(_ scratch: Scratch, _ arguments: String...) throws {
        self.scratch = scratch
        process = try scratch.start([])
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        let words = ([Scratch.program.path] + arguments).map { "'\($0)'" }
        // The shell would have an exit code of its own after Ctrl-C.
        process.arguments = ["-qefc", "exec " + words.joined(separator: " "), "/dev/null"]
        try scratch.write("", to: "../\(name)")
        process.standardInput = keyboard
        process.standardOutput = FileHandle(forWritingAtPath: scratch.path("../\(name)"))
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { try? FileManager.default.removeItem(atPath: scratch.path("../\(name)")) }

    /// Everything that the terminal shows.
    var shown: String {
        get throws { try scratch.text(of: "../\(name)") }
    }

    func type(_ text: String) throws {
        try keyboard.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// Waits until the terminal shows a text, at most five minutes: the machine may be busy.
    func wait(for text: String) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while true {
            let shown = try shown
            guard !shown.contains(text) else { return }
            try #require(ContinuousClock.now < end, "it never showed '\(text)': \(shown)")
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits for the end and returns the exit code.
    func end() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
