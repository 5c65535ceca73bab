/// A secret as it lies in the database: encrypted under a key of its own, which is encrypted under
/// the master key `kid`. It says nothing without that key.
package struct SealedSecret: Hashable, Sendable {
    /// Names the master key, as in `k1`.
    package let kid: String
    /// 12 bytes.
    package let wrapNonce: [UInt8]
    /// The data key and its tag, 48 bytes.
    package let wrappedKey: [UInt8]
    /// 12 bytes.
    package let nonce: [UInt8]
    /// As long as the secret, and a tag of 16 bytes.
    package let ciphertext: [UInt8]

    package init(
        kid: String, wrapNonce: [UInt8], wrappedKey: [UInt8], nonce: [UInt8], ciphertext: [UInt8]
    ) {
        self.kid = kid
        self.wrapNonce = wrapNonce
        self.wrappedKey = wrappedKey
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

/// Where a sealed secret belongs: it opens in this very place and nowhere else. ASCII, compared as
/// bytes.
package struct SecretPlace: Hashable, Sendable {
    /// Whose; of a tenant the number of its row, which no other tenant ever has.
    package let tenant: String
    package let field: String
    package let secretID: String
    /// 1 for the first value.
    package let version: Int

    package init(tenant: String, field: String, secretID: String, version: Int) {
        self.tenant = tenant
        self.field = field
        self.secretID = secretID
        self.version = version
    }
}
