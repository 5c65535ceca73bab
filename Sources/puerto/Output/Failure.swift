import ArgumentParser
import Foundation
import PuertoCore

/// How an error leaves the program: `puerto: error: …` on stderr, 1 when it failed, 2 for usage.
enum Failure {
    static func exit(with error: any Error) -> Never {
        switch error {
        case let error as PuertoError: fail([error.description])
        case let errors as PuertoErrors: fail(errors.all.map(\.description))
        default: break
        }
        switch Puerto.exitCode(for: error) {
        case .success: Puerto.exit(withError: error)
        case .validationFailure:
            write("puerto: error: " + usage(Puerto.fullMessage(for: error)))
            Foundation.exit(2)
        default: fail(["internal error: \(error)"])
        }
    }

    /// An error that does not end the program.
    static func say(_ text: String) { write("puerto: error: \(text)") }

    /// ArgumentParser's text, begun as every other error of Puerto is.
    private static func usage(_ text: String) -> String {
        let start = "Error: "
        let rest = text.hasPrefix(start) ? text.dropFirst(start.count) : text[...]
        return rest.prefix(1).lowercased() + rest.dropFirst()
    }

    /// Something a person waits for.
    static func note(_ text: String) { write("puerto: \(text)") }

    static func warn(_ text: String) { write("puerto: warning: \(text)") }

    private static func fail(_ lines: [String]) -> Never {
        for line in lines { write("puerto: error: \(line)") }
        Foundation.exit(1)
    }

    private static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
