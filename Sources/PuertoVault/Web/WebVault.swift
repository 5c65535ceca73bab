internal import PuertoCore

/// Seals the web tier's own secrets, which programs sign their requests with. It opens no
/// credential.
package struct WebVault: Sendable {
    private let key: Secret

    /// Takes the key from the ring of the web tier.
    package init(_ ring: KeyRing) {
        key = Derivation.hkdf(ring.keys[0].secret, "puerto/hook-secret/v1")
    }

    /// Returns a nonce of 12 bytes, and ciphertext ‖ tag, bound to the secret's name and to its
    /// client's row (`nil` for any client), which no verb changes.
    package func seal(_ secret: Secret, name: String, tenant: Int?) throws
        -> (nonce: [UInt8], ciphertext: [UInt8])
    {
        let nonce = Random.bytes(AEAD.nonceBytes)
        let aad = WebVault.place(name, tenant)
        return (nonce, try AEAD.seal(secret.reveal(), key, nonce: nonce, aad: aad))
    }

    /// Opens a secret. Throws `undecryptable` unless it was sealed with this key for this place.
    /// `slug` is the client's, to which the first format bound a secret.
    package func open(
        _ ciphertext: [UInt8], nonce: [UInt8], name: String, tenant: Int?, slug: String
    ) throws -> WebhookSecret {
        let places = [WebVault.place(name, tenant), WebVault.oldPlace(name, slug)]
        let plain = places.lazy.compactMap {
            AEAD.open(ciphertext, key, nonce: nonce, aad: $0)
        }.first
        guard let plain else {
            throw PuertoError(
                .undecryptable, "the hook secret \(PuertoError.quote(name)) cannot be opened",
                hint: "puerto hook-secret add makes a new one"
            ).spanish(
                "no se puede abrir el secreto de llamadas \(PuertoError.quote(name))",
                hint: "puerto hook-secret add crea otro")
        }
        return try WebhookSecret(Secret(plain))
    }

    /// Seals a sealed secret again with another key, for the same place. Returns `nil` for one that
    /// this key does not open.
    package func reseal(
        _ ciphertext: [UInt8], nonce: [UInt8], name: String, tenant: Int?, slug: String,
        under other: WebVault
    ) throws -> (nonce: [UInt8], ciphertext: [UInt8])? {
        let places = [WebVault.place(name, tenant), WebVault.oldPlace(name, slug)]
        let plain = places.lazy.compactMap {
            AEAD.open(ciphertext, key, nonce: nonce, aad: $0)
        }.first
        return try plain.map { try other.seal(Secret($0), name: name, tenant: tenant) }
    }

    private static func place(_ name: String, _ tenant: Int?) -> [UInt8] {
        LengthPrefixed("puerto/hook-secret/v2", name, tenant.map { "\($0)" } ?? "").bytes
    }

    private static func oldPlace(_ name: String, _ slug: String) -> [UInt8] {
        LengthPrefixed("puerto/hook-secret/v1", name, slug).bytes
    }
}

extension Digest {
    /// SHA-256 over length-prefixed parts, 32 bytes. It tells equal values apart from others
    /// without revealing them.
    package static func joint(_ parts: [UInt8]...) -> [UInt8] {
        var message = LengthPrefixed("puerto/joint/v1")
        for part in parts { message.add(part) }
        return Derivation.sha256(message.bytes)
    }

    /// SHA-256, 32 bytes.
    package static func bytes(_ bytes: [UInt8]) -> [UInt8] { Derivation.sha256(bytes) }
}
