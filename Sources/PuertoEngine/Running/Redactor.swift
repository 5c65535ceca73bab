/// Takes known secrets out of text that other programs write, before anybody keeps it.
package struct Redactor: Sendable {
    private let secrets: [String]

    /// Those of fewer than six letters would take out half of every log, and are no passwords of
    /// Puerto's; each is looked for as it is and percent-encoded.
    package init(_ secrets: [[UInt8]]) {
        let texts = secrets.filter { $0.count >= 6 }
            .map { String(decoding: $0, as: UTF8.self) }
        self.secrets = (texts + texts.map(Redactor.percentEncoded)).sorted {
            ($0.utf8.count, $0) > ($1.utf8.count, $1)
        }
    }

    package func callAsFunction(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.contains(secret) ? text.replacing(secret, with: "‹redacted›") : text
        }
    }

    private static func percentEncoded(_ text: String) -> String {
        let file = SecretFile.databaseURL(Array(text.utf8))
        let whole = String(decoding: file.bytes, as: UTF8.self)
        return String(
            whole.dropFirst("postgres://postgres:".count)
                .prefix { $0 != "@" })
    }
}
