/// A link that can be read a set number of times. The whole capability is in its fragment,
/// `#<mode>.<id>.<key>`, which a browser sends to no server. The server keeps the digest of an
/// access token and a ciphertext.
package struct OneTimeLink: Sendable {
    package let mode: Mode
    /// The link's name in the database, 16 bytes.
    package let id: [UInt8]
    private let key: Secret
    private let output: [UInt8]

    package enum Mode: String, Sendable {
        /// The link alone opens it.
        case link = "1"
        /// The link and a passphrase open it: PBKDF2-SHA256, 600,000 rounds.
        case passphrase = "1p"
    }

    /// Makes a new link. With a passphrase it takes about 0.3 s.
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
    /// The part after the `#`, with the key in it.
    package var fragment: Secret {
        Secret("\(mode.rawValue).\(Base64.url.encode(id)).\(Base64.url.encode(key.reveal()))")
    }

    /// The access token that a reader shows to get the ciphertext, 32 bytes.
    package var token: Secret { Secret(Array(output[32..<64])) }

    /// The SHA-256 of the token, 32 bytes, which the server keeps.
    package var tokenDigest: [UInt8] { Derivation.sha256(Array(output[32..<64])) }

    /// A commitment that tells the reader whether its passphrase is right, 32 bytes.
    package var commitment: [UInt8] { Array(output[64...]) }

    /// Returns a nonce of 12 bytes, and ciphertext ‖ tag.
    package func seal(_ secret: Secret) throws -> (nonce: [UInt8], ciphertext: [UInt8]) {
        let nonce = Random.bytes(AEAD.nonceBytes)
        return (nonce, try seal(secret, nonce: nonce))
    }

    func seal(_ secret: Secret, nonce: [UInt8]) throws -> [UInt8] {
        try AEAD.seal(secret.reveal(), encryptionKey, nonce: nonce, aad: additionalData)
    }

    /// Opens a ciphertext; `nil` when it was not sealed with this link.
    package func open(_ ciphertext: [UInt8], nonce: [UInt8]) -> Secret? {
        AEAD.open(ciphertext, encryptionKey, nonce: nonce, aad: additionalData).map {
            Secret($0)
        }
    }

    var encryptionKey: Secret { Secret(Array(output[..<32])) }

    /// The additional authenticated data: the id is included as the fragment spells it.
    var additionalData: [UInt8] {
        LengthPrefixed("puerto/link/v1", mode.rawValue, Base64.url.encode(id)).bytes
    }
}
