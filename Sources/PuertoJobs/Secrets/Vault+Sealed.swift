package import PuertoCore
package import PuertoStore
package import PuertoVault

extension Vault {
    /// Seals a value with its fingerprint, for the database.
    package func sealed(_ secret: Secret, at place: SecretPlace) throws -> SealedCredential {
        SealedCredential(
            sealed: try seal(secret, at: place),
            fingerprint: fingerprint(secret, tenant: place.tenant, field: place.field))
    }
}
