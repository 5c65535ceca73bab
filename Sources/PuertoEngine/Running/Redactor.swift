/// Removes known secrets from the output of other programs before it is kept.
package struct Redactor: Sendable {
    private let secrets: [[UInt8]]

    /// Secrets of at least six bytes; shorter ones would remove half of every log, and Puerto makes
    /// none. Each is searched for as it is and percent-encoded.
    package init(_ secrets: [[UInt8]]) {
        let long = secrets.filter { $0.count >= 6 }
        // The longest is first: a secret may be the beginning of another.
        self.secrets = (long + long.map(SecretFile.percentEncoded)).sorted { $0.count > $1.count }
    }

    /// Replaces bytes: a mark beside a secret makes one Character with it, and hides it from a
    /// search for characters.
    package func callAsFunction(_ text: String) -> String {
        let mask = Array("‹redacted›".utf8)
        var bytes = Array(text.utf8)
        for secret in secrets where bytes.contains(secret) {
            bytes = bytes.replacing(secret, with: mask)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
