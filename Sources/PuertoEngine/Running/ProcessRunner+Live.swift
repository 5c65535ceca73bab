internal import Glibc
internal import PuertoCore
internal import Subprocess
internal import Synchronization
internal import SystemPackage

extension ProcessRunner {
    package static let live = ProcessRunner { command, line in
        try await withThrowingTaskGroup(of: Ended?.self) { group in
            let heard = LastWord()
            group.addTask {
                try await LiveProcess.run(command) { text in
                    heard.note()
                    line(text)
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(command.patience))
                return nil
            }
            if let silence = command.silence {
                group.addTask {
                    while heard.age < .seconds(silence) {
                        try await Task.sleep(for: .milliseconds(500))
                    }
                    throw PuertoError(
                        .io, "nothing has moved for \(silence) s, and '\(command.name)' was ended",
                        hint: "see whether the other side answers"
                    ).spanish(
                        "nada avanzó en \(silence) s, y se cerró '\(command.name)'",
                        hint: "mira si el otro lado responde")
                }
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let ended = first else {
                throw PuertoError(
                    .io,
                    "'\(command.name)' took longer than "
                        + "\(command.patience) s and was ended",
                    hint: "see whether the container engine answers: docker info"
                ).spanish(
                    "'\(command.name)' tardó más de \(command.patience) s y se cerró",
                    hint: "mira si el motor de contenedores responde: docker info")
            }
            return ended
        }
    }
}

/// When a program has last said anything.
private final class LastWord: Sendable {
    private let time = Mutex(ContinuousClock.now)

    var age: Duration { time.withLock { .now - $0 } }

    func note() { time.withLock { $0 = .now } }
}

private enum LiveProcess {
    /// Bytes of standard output that are kept.
    private static let limit = 32 << 20

    static func run(_ command: Command, _ line: @escaping @Sendable (String) -> Void) async throws
        -> ProcessRunner.Ended
    {
        command.input.isEmpty
            ? try await run(command, reading: .none, line)
            : try await run(command, reading: .array(command.input), line)
    }

    private static func run(
        _ command: Command, reading input: some InputProtocol,
        _ line: @escaping @Sendable (String) -> Void
    ) async throws -> ProcessRunner.Ended {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        // Ctrl-C is meant for Puerto, which lets the step end.
        options.processGroupID = 0
        let kept = ProcessOutput()
        if command.hasTerminal { return try await runAtTerminal(command, options, kept, line) }
        do {
            let result = try await Subprocess.run(
                .name(command.program), arguments: Arguments(command.arguments),
                environment: environment, workingDirectory: command.folder.map { FilePath($0) },
                platformOptions: options, input: input, output: .sequence,
                error: .sequence
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await text in execution.standardOutput.strings(
                            bufferingPolicy: .maxLineLength(limit))
                        {
                            kept.add(output: text)
                            line(text)
                        }
                    }
                    group.addTask {
                        for try await text in execution.standardError.strings(
                            bufferingPolicy: .maxLineLength(limit))
                        {
                            kept.add(error: text)
                            line(text)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            return kept.ended(status(result.terminationStatus))
        } catch let error as SubprocessError {
            throw unrunnable(command, "\(error)")
        }
    }

    private static func unrunnable(_ command: Command, _ reason: String) -> PuertoError {
        PuertoError(
            .io, "cannot run '\(command.program)': \(reason)",
            hint: "is it installed, and in PATH?"
        ).spanish(
            "no se puede ejecutar '\(command.program)': \(reason)",
            hint: "¿está instalado, y en PATH?")
    }

    /// Runs a program whose standard output is a terminal; nothing of it is kept.
    private static func runAtTerminal(
        _ command: Command, _ options: PlatformOptions, _ kept: ProcessOutput,
        _ line: @escaping @Sendable (String) -> Void
    ) async throws -> ProcessRunner.Ended {
        let terminal = try Terminal()
        // The reader ends with the program, which has the only other end.
        async let drawn: Void = blocking { terminal.read(line) }
        do {
            let result = try await Subprocess.run(
                .name(command.program), arguments: Arguments(command.arguments),
                environment: environment, workingDirectory: command.folder.map { FilePath($0) },
                platformOptions: options, input: .none,
                output: .fileDescriptor(
                    FileDescriptor(rawValue: terminal.writer), closeAfterSpawningProcess: true),
                error: .sequence
            ) { execution in
                for try await text in execution.standardError.strings(
                    bufferingPolicy: .maxLineLength(limit))
                {
                    kept.add(error: text)
                    line(text)
                }
            }
            await drawn
            return kept.ended(status(result.terminationStatus))
        } catch let error as SubprocessError {
            throw unrunnable(command, "\(error)")
        }
    }

    /// The variables that the engine's programs need; no other one is passed on, since it might
    /// hold a secret.
    private static var environment: Environment {
        let names = [
            "PATH", "HOME", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH",
            "DOCKER_TLS_VERIFY", "XDG_RUNTIME_DIR",
        ]
        var values: [Environment.Key: String] = ["LC_ALL": "C.UTF-8", "DOCKER_CLI_HINTS": "false"]
        for name in names {
            guard let value = getenv(name) else { continue }
            values[Environment.Key(stringLiteral: name)] = String(cString: value)
        }
        return .custom(values)
    }

    private static func status(_ status: TerminationStatus) -> Int {
        switch status {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }
}

/// The output of one process, collected by two readers.
private final class ProcessOutput: Sendable {
    private let lines = Mutex<(output: [String], errors: [String])>(([], []))

    func add(output: String) { lines.withLock { $0.output.append(output) } }

    func add(error: String) {
        lines.withLock { lines in
            lines.errors.append(error)
            if lines.errors.count > 40 { lines.errors.removeFirst() }
        }
    }

    func ended(_ status: Int) -> ProcessRunner.Ended {
        lines.withLock {
            ProcessRunner.Ended(
                status: status, output: $0.output.joined(separator: "\n"), errors: $0.errors)
        }
    }
}
