/// An error in words for people: it quotes the offending value and names the fix where there is
/// one.
///
/// It is printed as `puerto: error: <place>: <message> (<hint>)`, in lower case, without a full
/// stop and without secrets.
package struct PuertoError: Error, Hashable, Sendable {
    package let code: Code
    package let message: String
    package let hint: String?
    /// The place of the error: a file, or `file:line`.
    package let place: String?
    /// The message in Spanish, for errors that the portal's readers can cause.
    package private(set) var spanish: Spanish?
    /// Seconds after which the same succeeds, where that is known.
    package private(set) var retryAfter: Int?

    package struct Spanish: Hashable, Sendable {
        package let message: String
        package let hint: String?
    }

    /// The code that machines read; it is stable between versions.
    package enum Code: String, Sendable, Codable {
        case invalid, notFound, conflict, protected, exhausted, damaged, busy, unsupported, io
        case undecryptable
        /// Too many attempts in too short a time; a later one succeeds.
        case throttled
        /// A rule of the database itself refused the change.
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

    /// The description in a language; in English where the error has no Spanish words.
    package func text(_ l: Language) -> String {
        guard l == .es, let spanish else { return description }
        let place = place.map { "\(PuertoError.visible($0)): " } ?? ""
        return place + spanish.message + (spanish.hint.map { " (\($0))" } ?? "")
    }

    /// Returns the same error at a place, unless it names one already.
    package func at(_ place: String) -> PuertoError {
        guard self.place == nil else { return self }
        var error = PuertoError(code, message, hint: hint, place: place)
        error.spanish = spanish
        error.retryAfter = retryAfter
        return error
    }

    /// Returns the same error with its words in Spanish; both languages have a hint, or neither.
    package func spanish(_ message: String, hint: String? = nil) -> PuertoError {
        var error = self
        error.spanish = Spanish(message: message, hint: hint)
        return error
    }

    /// Returns the same error with the seconds after which the same succeeds.
    package func retrying(after seconds: Int?) -> PuertoError {
        var error = self
        error.retryAfter = seconds
        return error
    }
}

/// Several errors of one run, reported together so that a person fixes them in one go.
package struct PuertoErrors: Error, Sendable {
    package let all: [PuertoError]

    /// `nil` when there is nothing to report.
    package init?(_ all: [PuertoError]) {
        guard !all.isEmpty else { return nil }
        self.all = all
    }
}

extension PuertoError {
    /// Returns a value as a message may show it: control and direction characters made visible, cut
    /// at 60 characters.
    package static func quote(_ value: some StringProtocol) -> String {
        var text = "'"
        for (index, scalar) in value.unicodeScalars.enumerated() {
            guard index < 60 else { return text + "…'" }
            text += visible(scalar)
        }
        return text + "'"
    }

    /// Returns the value whole and without quotes, as for a file's name, which may hold a line
    /// break.
    package static func visible(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(\.isPlain)
            ? text : text.unicodeScalars.map(visible(_:)).joined()
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        scalar.isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
}
