/// Takes known secrets out of text that other programs write, before anybody keeps it.
package struct Redactor: Sendable {
    private let secrets: [[UInt8]]

    /// Those of fewer than six bytes would take out half of every log, and are no passwords of
    /// Puerto's; each is looked for as it is and percent-encoded.
    package init(_ secrets: [[UInt8]]) {
        let long = secrets.filter { $0.count >= 6 }
        // The longest first: one may be the beginning of another.
        self.secrets = (long + long.map(SecretFile.percentEncoded)).sorted { $0.count > $1.count }
    }

    /// By bytes: a mark beside a secret makes one Character with it, and hides it from a search
    /// for characters.
    package func callAsFunction(_ text: String) -> String {
        let mask = Array("‹redacted›".utf8)
        var bytes = Array(text.utf8)
        for secret in secrets where bytes.contains(secret) {
            bytes = bytes.replacing(secret, with: mask)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
