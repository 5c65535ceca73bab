internal import PuertoCore

/// A secret that signs requests by Standard Webhooks 1.0.0: HMAC-SHA256 over
/// `<id>.<timestamp>.<body>`.
package struct WebhookSecret: Sendable {
    private let key: Secret

    /// Reads `whsec_` and the base64 of 24 to 64 bytes; throws `invalid`, without the value.
    package init(_ text: Secret) throws {
        let bytes = text.reveal()
        guard bytes.starts(with: "whsec_".utf8),
            let key = Base64.standard.decode(bytes.dropFirst(6)),
            (24...64).contains(key.count)
        else {
            throw PuertoError(
                .invalid, "the text is not a webhook secret",
                hint: "whsec_ and base64 of 24 to 64 bytes")
        }
        self.key = Secret(key)
    }

    /// Makes a new secret of 32 bytes.
    package static func random() throws -> (secret: WebhookSecret, text: Secret) {
        let text = Secret("whsec_" + Base64.standard.encode(Random.bytes(32)))
        return (try WebhookSecret(text), text)
    }
}

/// The three headers of a signed request, and its body as received.
package struct WebhookMessage: Sendable {
    /// The header `webhook-id`.
    package let id: String
    /// The header `webhook-timestamp`, seconds since 1970.
    package let timestamp: String
    /// The header `webhook-signature`.
    package let signatures: String
    package let body: [UInt8]

    package init(id: String, timestamp: String, signatures: String, body: [UInt8]) {
        self.id = id
        self.timestamp = timestamp
        self.signatures = signatures
        self.body = body
    }
}

extension WebhookSecret {
    /// The value of `webhook-signature`: `v1,` and base64 of 32 bytes.
    package func sign(id: String, timestamp: Int, body: [UInt8]) -> String {
        "v1," + Base64.standard.encode(code(id, String(timestamp), body))
    }

    private func code(_ id: String, _ timestamp: String, _ body: [UInt8]) -> [UInt8] {
        Derivation.hmac(key, Array("\(id).\(timestamp).".utf8) + body)
    }

    fileprivate func signed(_ code: [UInt8], _ message: WebhookMessage) -> Bool {
        Derivation.isHMAC(
            code, of: Array("\(message.id).\(message.timestamp).".utf8) + message.body, key)
    }
}

extension WebhookMessage {
    /// A reason to refuse a message.
    package enum Failure: Error, Hashable, Sendable {
        /// A header is not written as the standard demands.
        case malformed
        /// The timestamp is more than five minutes from now.
        case tooOld
        case notSigned
    }

    static let tolerance = 300
    static let signatureLimit = 10

    /// Throws a `Failure` unless one of the secrets has signed the message, within five minutes of
    /// `now` (seconds since 1970). The time it takes does not tell which secret or byte is wrong.
    package func verify(_ secrets: [WebhookSecret], now: Int) throws {
        guard id.isRequestName, let time = Self.time(timestamp) else { throw Failure.malformed }
        guard abs(now - time) <= Self.tolerance else { throw Failure.tooOld }
        let candidates = signatures.utf8.split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard candidates.count <= Self.signatureLimit else { throw Failure.malformed }
        var isSigned = false
        for candidate in candidates where candidate.starts(with: "v1,".utf8) {
            guard candidate.count == 47, let code = Base64.standard.decode(candidate.dropFirst(3))
            else { continue }
            for secret in secrets where secret.signed(code, self) { isSigned = true }
        }
        guard isSigned else { throw Failure.notSigned }
    }

    /// Reads a timestamp, `^[0-9]{1,12}$`.
    private static func time(_ text: String) -> Int? {
        Int(digits: text.utf8, upTo: 12)
    }
}
