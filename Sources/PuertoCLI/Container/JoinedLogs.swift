import Foundation
import PuertoCore
import PuertoEngine
import Synchronization

/// The lines of several containers as one text.
struct JoinedLogs {
    private let sources: [Source]

    /// A command that prints lines which begin with their time.
    struct Source {
        let name: String
        let command: Command
    }

    init(_ sources: [Source]) { self.sources = sources }
}

extension JoinedLogs {
    /// Prints lines as they come, or all at once in the order of their times. Throws `io` when a
    /// command fails.
    func print(follows: Bool) throws {
        let width = sources.map(\.name.count).max() ?? 0
        let collected = Collected()
        let running = try sources.map { source in
            let prefix = source.name + String(repeating: " ", count: width - source.name.count)
            return try LineReader(source.command) { line in
                let text = "\(prefix)  \(line)\n"
                guard follows else {
                    let time = line.prefix { $0 != " " }
                    return collected.lines.withLock { $0.append((time, text)) }
                }
                // One call for each line, so that lines of two containers do not mix.
                do { try FileDescriptorOutput.standard.write(text) } catch {
                    collected.failed.withLock { $0 = error as? PuertoError }
                }
            }
        }
        for (source, reader) in zip(sources, running) {
            let code = reader.wait()
            guard code != 0 else { continue }
            collected.failed.withLock { error in
                error =
                    error
                    ?? PuertoError(
                        .io, "'docker logs' of \(source.name) ended with \(code)",
                        hint: "its last line says why"
                    ).spanish(
                        "'docker logs' de \(source.name) terminó con \(code)",
                        hint: "su última línea dice por qué")
            }
        }
        // Times of one length, in UTC: their order is that of their letters.
        let sorted = collected.lines.withLock { $0 }.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        try FileDescriptorOutput.standard.write(sorted.map(\.element.text).joined())
        if let error = collected.failed.withLock({ $0 }) { throw error }
    }
}

/// Holds what the readers' threads have found.
private final class Collected: Sendable {
    let lines = Mutex<[(time: Substring, text: String)]>([])
    let failed = Mutex<PuertoError?>(nil)
}

/// A command whose output and errors are read line by line on a thread of its own. It is in this
/// process's group, so that Ctrl-C ends it too.
private final class LineReader: Sendable {
    private let process: Process
    private let done = DispatchGroup()

    init(_ command: Command, _ line: @escaping @Sendable (String) -> Void) throws {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command.program] + command.arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        self.process = process
        do { try process.run() } catch {
            throw PuertoError(.io, "cannot run '\(command.program)': \(error)").spanish(
                "no se puede ejecutar '\(command.program)': \(error)")
        }
        let done = done
        done.enter()
        Thread.detachNewThread {
            var rest = Data()
            while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
                rest.append(data)
                while let end = rest.firstIndex(of: 0x0A) {
                    line(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
            done.leave()
        }
    }

    /// Waits for the end of the output; returns the exit code.
    func wait() -> Int32 {
        done.wait()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
