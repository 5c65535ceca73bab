/// What went wrong, for a person: the offending value quoted, and the fix where there is one.
///
/// Printed as `puerto: error: <place>: <message> (<hint>)`; lower case, no full stop, no secret.
package struct PuertoError: Error, Hashable, Sendable {
    package let code: Code
    package let message: String
    package let hint: String?
    /// Where: a file, or `file:line`.
    package let place: String?
    /// The same in Spanish, of what the portal's readers can bring about.
    package private(set) var spanish: Spanish?

    package struct Spanish: Hashable, Sendable {
        package let message: String
        package let hint: String?
    }

    /// For machines; stable between versions.
    package enum Code: String, Sendable, Codable {
        case invalid, notFound, conflict, protected, exhausted, damaged, busy, unsupported, io
        case undecryptable
        /// Too often in too short a time; it passes.
        case throttled
        /// A rule of the database itself has refused it.
        case constraint
    }

    package init(_ code: Code, _ message: String, hint: String? = nil, place: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place
    }
}

extension PuertoError: CustomStringConvertible {
    package var description: String {
        let place = place.map { "\(PuertoError.visible($0)): " } ?? ""
        return place + message + (hint.map { " (\($0))" } ?? "")
    }

    /// The same error at a place, unless it names one already.
    package func at(_ place: String) -> PuertoError {
        guard self.place == nil else { return self }
        var error = PuertoError(code, message, hint: hint, place: place)
        error.spanish = spanish
        return error
    }

    /// The same error with its words in Spanish; a hint belongs to both languages or to none.
    package func spanish(_ message: String, hint: String? = nil) -> PuertoError {
        var error = self
        error.spanish = Spanish(message: message, hint: hint)
        return error
    }
}

/// Several errors of one run, so that a person mends them in one go.
package struct PuertoErrors: Error, Sendable {
    package let all: [PuertoError]

    /// `nil` when there is nothing to report.
    package init?(_ all: [PuertoError]) {
        guard !all.isEmpty else { return nil }
        self.all = all
    }
}

extension PuertoError {
    /// A value as it may stand in a message: control and direction characters made visible, cut
    /// at 60 characters.
    package static func quote(_ value: some StringProtocol) -> String {
        var text = "'"
        for (index, scalar) in value.unicodeScalars.enumerated() {
            guard index < 60 else { return text + "…'" }
            text += visible(scalar)
        }
        return text + "'"
    }

    /// The same without quotes and whole: a file's name, which may have a line break in it.
    package static func visible(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(\.isPlain)
            ? text : text.unicodeScalars.map(visible(_:)).joined()
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        scalar.isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
}
