package import PuertoCore

/// Computes the codes of lines from before they were chained by digests: each code covers its line
/// and the code before it.
package struct AuditKey: Sendable {
    private let key: Secret

    /// The code before the first line: 32 zeros.
    package static let start = [UInt8](repeating: 0, count: 32)

    /// Takes the key from the ring of the web tier, which wrote the codes, too.
    package init(_ ring: KeyRing) {
        key = Derivation.hkdf(ring.keys[0].secret, "puerto/audit/v1")
    }

    init(_ key: Secret) { self.key = key }

    /// Computes HMAC-SHA256, 32 bytes. The time is included as RFC 3339 text.
    package func seal(_ line: AuditLine, after previous: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed("puerto/audit/v1", String(line.seq))
        message.add(previous)
        for part in [
            Timestamp.text(line.at), line.actor, line.action, line.object, line.outcome,
            line.detail,
        ] { message.add(part) }
        return Derivation.hmac(key, message.bytes)
    }
}
