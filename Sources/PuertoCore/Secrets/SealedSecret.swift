/// A secret as the database keeps it: encrypted under a data key, which is encrypted under the
/// master key `kid`. It reveals nothing without that key.
package struct SealedSecret: Hashable, Sendable {
    /// The name of the master key, as in `k1`.
    package let kid: String
    /// 12 bytes.
    package let wrapNonce: [UInt8]
    /// The data key and its tag, 48 bytes.
    package let wrappedKey: [UInt8]
    /// 12 bytes.
    package let nonce: [UInt8]
    /// The ciphertext, as long as the secret, and a tag of 16 bytes.
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

/// The place of a sealed secret, which opens nowhere else. Its text is ASCII and compared as bytes.
package struct SecretPlace: Hashable, Sendable {
    /// The owner; for a tenant the number of its row, which no other tenant ever has.
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
