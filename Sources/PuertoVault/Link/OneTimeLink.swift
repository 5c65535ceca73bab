/// A link that can be read a set number of times. The whole capability is in its fragment,
/// `#<mode>.<id>.<key>`, which a browser sends to nobody; the server keeps the digest of an access
/// token and a ciphertext.
package struct OneTimeLink: Sendable {
    package let mode: Mode
    /// 16 bytes; names the row.
    package let id: [UInt8]
    private let key: Secret
    private let output: [UInt8]

    package enum Mode: String, Sendable {
        /// The link is all that is needed.
        case link = "1"
        /// A passphrase as well: PBKDF2-SHA256, 600,000 rounds.
        case passphrase = "1p"
    }

    /// A new link; with a passphrase it takes about 0.3 s.
    package init(_ passphrase: Passphrase? = nil) throws {
        try self.init(id: Random.bytes(16), key: Secret(Random.bytes(32)), passphrase)
    }

    init(id: [UInt8], key: Secret, _ passphrase: Passphrase?) throws {
        mode = passphrase == nil ? .link : .passphrase
        self.id = id
        self.key = key
        var input = key.reveal()
        if let passphrase {
            let salt = Derivation.hkdf(key, "puerto/link/v1/salt", 16).reveal()
            input += try Derivation.pbkdf2(passphrase.secret, salt: salt, rounds: 600_000).reveal()
        }
        output = Derivation.hkdf(Secret(input), "puerto/link/v1", 96).reveal()
    }
}

extension OneTimeLink {
    /// What follows the `#`, with the key in it.
    package var fragment: Secret {
        Secret("\(mode.rawValue).\(Base64.url.encode(id)).\(Base64.url.encode(key.reveal()))")
    }

    /// What the reader shows to get the ciphertext, 32 bytes.
    package var token: Secret { Secret(Array(output[32..<64])) }

    /// What the server keeps of the token: SHA-256, 32 bytes.
    package var tokenDigest: [UInt8] { Derivation.sha256(Array(output[32..<64])) }

    /// Tells the reader that its passphrase is right, 32 bytes.
    package var commitment: [UInt8] { Array(output[64...]) }

    /// Returns a nonce of 12 bytes, and ciphertext ‖ tag.
    package func seal(_ secret: Secret) throws -> (nonce: [UInt8], ciphertext: [UInt8]) {
        let nonce = Random.bytes(AEAD.nonceBytes)
        return (nonce, try seal(secret, nonce: nonce))
    }

    func seal(_ secret: Secret, nonce: [UInt8]) throws -> [UInt8] {
        try AEAD.seal(secret.reveal(), encryptionKey, nonce: nonce, aad: additionalData)
    }

    /// `nil` when it was not sealed with this link.
    package func open(_ ciphertext: [UInt8], nonce: [UInt8]) -> Secret? {
        AEAD.open(ciphertext, encryptionKey, nonce: nonce, aad: additionalData).map {
            Secret($0)
        }
    }

    var encryptionKey: Secret { Secret(Array(output[..<32])) }

    /// The id is framed as the fragment spells it.
    var additionalData: [UInt8] {
        LengthPrefixed("puerto/link/v1", mode.rawValue, Base64.url.encode(id)).bytes
    }
}
