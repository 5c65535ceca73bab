package import PuertoCore

/// Seals secrets for the database and opens them: envelope encryption under the master keys.
///
/// A secret is encrypted with AES-256-GCM under a random key of its own, which is encrypted the
/// same way under a key derived from the master key. Both are bound to the place they belong to.
package struct Vault: Sendable {
    private let keys: [String: WrappingKey]
    /// The master key that new secrets are sealed under.
    package let current: String

    private struct WrappingKey: Sendable {
        let wrapping: Secret
        let fingerprinting: Secret
    }

    /// `current` is a key of the ring, by default the first one.
    package init(_ ring: KeyRing, current: String? = nil) throws {
        keys = Dictionary(
            uniqueKeysWithValues: ring.keys.map { key in
                (
                    key.id,
                    WrappingKey(
                        wrapping: Derivation.hkdf(key.secret, "puerto/kek/v1"),
                        fingerprinting: Derivation.hkdf(key.secret, "puerto/fingerprint/v1"))
                )
            })
        let name = current ?? ring.keys[0].id
        guard keys[name] != nil else { throw PuertoVaultFailure.wrongSize }
        self.current = name
    }
}

extension Vault {
    /// Seals a secret of any length, also an empty one.
    package func seal(_ secret: Secret, at place: SecretPlace) throws -> SealedSecret {
        let randomness = Randomness(
            dataKey: Secret(Random.bytes(32)), wrapNonce: Random.bytes(AEAD.nonceBytes),
            nonce: Random.bytes(AEAD.nonceBytes))
        return try seal(secret, at: place, randomness)
    }

    /// The random values that differ from one sealing to the next.
    struct Randomness {
        let dataKey: Secret
        let wrapNonce: [UInt8]
        let nonce: [UInt8]
    }

    func seal(_ secret: Secret, at place: SecretPlace, _ random: Randomness) throws -> SealedSecret
    {
        SealedSecret(
            kid: current, wrapNonce: random.wrapNonce,
            wrappedKey: try wrap(random.dataKey, random.wrapNonce, place), nonce: random.nonce,
            ciphertext: try AEAD.seal(
                secret.reveal(), random.dataKey, nonce: random.nonce, aad: place.secretFrame))
    }

    /// Opens a secret. Throws `undecryptable` unless it was sealed for this place with one of these
    /// keys.
    package func open(_ sealed: SealedSecret, at place: SecretPlace) throws -> Secret {
        let dataKey = try unwrap(sealed, place)
        guard
            let plain = AEAD.open(
                sealed.ciphertext, dataKey, nonce: sealed.nonce, aad: place.secretFrame)
        else { throw Vault.undecryptable(sealed.kid) }
        return Secret(plain)
    }

    /// Wraps the secret's key under the current master key. The ciphertext stays. Throws
    /// `undecryptable`.
    package func rewrap(_ sealed: SealedSecret, at place: SecretPlace) throws -> SealedSecret {
        let dataKey = try unwrap(sealed, place)
        let nonce = Random.bytes(AEAD.nonceBytes)
        return SealedSecret(
            kid: current, wrapNonce: nonce, wrappedKey: try wrap(dataKey, nonce, place),
            nonce: sealed.nonce, ciphertext: sealed.ciphertext)
    }

    /// A fingerprint that tells values of a field apart, as in `7QX2-MV0C`: 40 bits of a keyed
    /// digest, so that values can only be tried against it with the master key.
    package func fingerprint(_ secret: Secret, tenant: String, field: String) -> String {
        var message = LengthPrefixed("puerto/fingerprint/v1", tenant, field)
        message.add(secret.reveal())
        let key = keys[current]?.fingerprinting ?? secret
        let text = Crockford.text(Array(Derivation.hmac(key, message.bytes).prefix(5)))
        return "\(text.prefix(4))-\(text.suffix(4))"
    }

    /// Derives a key of 32 bytes for digests of what is pushed to a tenant: without it a digest of
    /// a short value tells the value. Another master key gives another one.
    package func digestKey(of tenant: String) throws -> Secret {
        guard let key = keys[current]?.fingerprinting else { throw PuertoVaultFailure.wrongSize }
        let message = LengthPrefixed("puerto/scripts/v1", tenant)
        return Secret(Derivation.hmac(key, message.bytes))
    }
}

extension Vault {
    private func wrap(_ dataKey: Secret, _ nonce: [UInt8], _ place: SecretPlace) throws -> [UInt8] {
        guard let key = keys[current] else { throw PuertoVaultFailure.wrongSize }
        return try AEAD.seal(
            dataKey.reveal(), key.wrapping, nonce: nonce, aad: place.keyFrame(current))
    }

    private func unwrap(_ sealed: SealedSecret, _ place: SecretPlace) throws -> Secret {
        guard let key = keys[sealed.kid],
            let dataKey = AEAD.open(
                sealed.wrappedKey, key.wrapping, nonce: sealed.wrapNonce,
                aad: place.keyFrame(sealed.kid))
        else { throw Vault.undecryptable(sealed.kid) }
        return Secret(dataKey)
    }

    private static func undecryptable(_ kid: String) -> PuertoError {
        PuertoError(
            .undecryptable, "the secret sealed under \(PuertoError.quote(kid)) cannot be opened",
            hint: "restore puerto.db and keys/master.key from the same backup"
        ).spanish(
            "no se puede abrir el secreto sellado con \(PuertoError.quote(kid))",
            hint: "restaura puerto.db y keys/master.key de la misma copia")
    }
}

extension SecretPlace {
    fileprivate var secretFrame: [UInt8] {
        LengthPrefixed("puerto/secret/v1", tenant, field, secretID, String(version)).bytes
    }

    fileprivate func keyFrame(_ kid: String) -> [UInt8] {
        LengthPrefixed("puerto/dek/v1", kid, tenant, field, secretID, String(version)).bytes
    }
}
