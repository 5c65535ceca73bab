import ArgumentParser
import Foundation
import PuertoCore

/// Prints errors as `puerto: error: …` on stderr and exits: with 1 for a failure, with 2 for wrong
/// usage, with 3 when not everything was looked at.
enum Failure {
    static func exit(with error: any Error) -> Never {
        switch error {
        case let error as PuertoError: fail([error.text(Spoken.language)])
        case let errors as PuertoErrors: fail(errors.all.map { $0.text(Spoken.language) })
        case let error as Incomplete: fail([error.text], code: 3)
        default: break
        }
        switch Puerto.exitCode(for: error) {
        case .success: Puerto.exit(withError: error)
        case .validationFailure:
            write("puerto: error: " + (secretInArguments ?? usage(Puerto.fullMessage(for: error))))
            Foundation.exit(2)
        default: fail(["internal error: \(error)"])
        }
    }

    /// Prints an error that does not end the program.
    static func say(_ text: String) { write("puerto: error: \(text)") }

    static func say(_ error: PuertoError) { say(error.text(Spoken.language)) }

    /// Asks a person for an answer on the same line.
    static func ask(_ question: String) { put("puerto: \(question)") }

    /// ArgumentParser's text in the form of Puerto's own errors.
    private static func usage(_ text: String) -> String {
        let start = "Error: "
        let rest = text.hasPrefix(start) ? text.dropFirst(start.count) : text[...]
        return rest.prefix(1).lowercased() + rest.dropFirst()
    }

    /// Replaces a message that would repeat a typed secret: a value that was given as an argument,
    /// or with an unknown option.
    private static var secretInArguments: String? {
        guard CommandLine.arguments.dropFirst().first.map(takesSecrets) == true else { return nil }
        do {
            _ = try Puerto.parseAsRoot()
            return nil
        } catch {
            let text = Puerto.message(for: error).lowercased()
            guard text.contains("unexpected argument") || text.contains("unknown option") else {
                return nil
            }
            return """
                there is an argument too many, or an option there is not (a value is read from \
                standard input or a file; one that was typed here is in the shell's history now, \
                so change it)
                """
        }
    }

    private static func takesSecrets(_ verb: String) -> Bool {
        ["credential", "handoff", "hook", "hook-secret", "key", "operator"].contains(verb)
    }

    /// Prints a note for a person who waits.
    static func note(_ text: String) { write("puerto: \(text)") }

    static func warn(_ text: String) {
        write("puerto: \(Spoken.say("aviso", "warning")): \(text)")
    }

    static func warn(_ warning: PuertoError) { warn(warning.text(Spoken.language)) }

    /// Prints warnings; of many that give the same advice, the first three and how many more.
    static func warn(_ warnings: [PuertoError]) {
        for line in WarningLines(warnings).lines { warn(line) }
    }

    private static func fail(_ lines: [String], code: CInt = 1) -> Never {
        for line in lines { write("puerto: error: \(line)") }
        Foundation.exit(code)
    }

    private static func write(_ line: String) { put(line + "\n") }

    private static func put(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// The error of a verb that found nothing wrong, but could not look at everything.
struct Incomplete: Error {
    let text: String
}
