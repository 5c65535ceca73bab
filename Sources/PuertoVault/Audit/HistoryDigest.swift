package import PuertoCore

/// Chains the lines of the history: the digest of a line covers it and the digest before it. It
/// needs no key.
package enum HistoryDigest {
    /// The digest before the first line: 32 zeros.
    package static let start = [UInt8](repeating: 0, count: 32)

    /// Computes SHA-256 over length-prefixed parts, 32 bytes. The time is included as RFC 3339
    /// text.
    @Sendable package static func digest(_ line: AuditLine, after previous: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed("puerto/history/v1", String(line.seq))
        message.add(previous)
        for part in [
            Timestamp.text(line.at), line.actor, line.action, line.object, line.outcome,
            line.detail, line.side.rawValue,
        ] { message.add(part) }
        return Derivation.sha256(message.bytes)
    }
}
