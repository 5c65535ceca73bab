internal import Crypto
internal import FoundationEssentials
internal import PuertoCore

/// A credential sealed to a browser's ephemeral key: ECDH over P-256, HKDF-SHA256
/// `puerto/reveal/v1`, AES-256-GCM. The web tier passes it on and cannot open it.
package struct RevealEnvelope: Hashable, Sendable {
    /// The sender's ephemeral public key, uncompressed (SEC 1), 65 bytes.
    package let publicKey: [UInt8]
    /// The nonce, 12 bytes.
    package let nonce: [UInt8]
    /// Ciphertext ‖ tag.
    package let ciphertext: [UInt8]
}

/// The request that a credential is revealed for. The envelope is bound to it.
package struct RevealPlace: Hashable, Sendable {
    package let job: String
    package let tenant: String
    package let field: String

    package init(job: String, tenant: String, field: String) {
        self.job = job
        self.tenant = tenant
        self.field = field
    }

    fileprivate var message: [UInt8] {
        LengthPrefixed("puerto/reveal/v1", job, tenant, field).bytes
    }
}

extension RevealEnvelope {
    /// Seals to a public key of 65 bytes. Throws `invalid` for bytes that are no point of P-256.
    package init(sealing secret: Secret, to recipient: [UInt8], for place: RevealPlace) throws {
        try self.init(
            sealing: secret, to: recipient, for: place, P256.KeyAgreement.PrivateKey(),
            nonce: Random.bytes(AEAD.nonceBytes))
    }

    init(
        sealing secret: Secret, to recipient: [UInt8], for place: RevealPlace,
        _ own: P256.KeyAgreement.PrivateKey, nonce: [UInt8]
    ) throws {
        guard recipient.count == 65,
            let theirs = try? P256.KeyAgreement.PublicKey(x963Representation: recipient)
        else {
            throw PuertoError(
                .invalid, "the public key is not a point of P-256", hint: "65 bytes, uncompressed")
        }
        let key = RevealEnvelope.key(try own.sharedSecretFromKeyAgreement(with: theirs))
        publicKey = Array(own.publicKey.x963Representation)
        self.nonce = nonce
        ciphertext = try AEAD.seal(secret.reveal(), key, nonce: nonce, aad: place.message)
    }

    /// Opens the envelope as the browser does; `nil` when it was not sealed to this key for this
    /// place.
    func open(_ own: P256.KeyAgreement.PrivateKey, for place: RevealPlace) -> Secret? {
        guard let theirs = try? P256.KeyAgreement.PublicKey(x963Representation: publicKey),
            let shared = try? own.sharedSecretFromKeyAgreement(with: theirs)
        else { return nil }
        return AEAD.open(
            ciphertext, RevealEnvelope.key(shared), nonce: nonce, aad: place.message
        ).map { Secret($0) }
    }

    private static func key(_ shared: SharedSecret) -> Secret {
        Derivation.hkdf(Secret(shared.withUnsafeBytes { Array($0) }), "puerto/reveal/v1")
    }
}
