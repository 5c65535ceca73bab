extension WindmillError {
    /// An answer with a status that is no success.
    package struct Refusal: Hashable, Sendable {
        package let call: CallName
        package let status: Int
        /// The server's plain text in one line of at most 300 characters, without secrets.
        package let text: String
        /// The time for which the server asks to wait.
        package let retryAfter: Duration?
        /// True when the server says that what should be made is there.
        package let saysItExists: Bool
        /// True when the server does not accept the login's name or password.
        let saysInvalidLogin: Bool
    }

    /// The error of an answer whose status is no success.
    init(_ answer: Transport.Answer, _ call: Call, without secrets: [SecretText]) {
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status != 500 || !Self.isOfOpenSourceBuild(text) else {
            self = .openSourceBuild(call.name)
            return
        }
        // The known texts are looked for first: a password may be a word of them, and is taken out.
        self = .refused(
            Refusal(
                call: call.name, status: answer.status,
                text: CleanText.line(CleanText.without(secrets, in: text), atMost: 300),
                retryAfter: answer.retryAfter,
                saysItExists: answer.status == 400 && text.contains("already exists"),
                saysInvalidLogin: answer.status == 400 && text.contains("Invalid login")))
    }

    /// Tells whether it is one of the texts with which the build from source answers calls that it
    /// lacks.
    private static func isOfOpenSourceBuild(_ text: String) -> Bool {
        let said = text.lowercased()
        return said.contains("not implemented in")
            && (said.contains("open-source version") || said.contains("open source repository"))
    }
}
