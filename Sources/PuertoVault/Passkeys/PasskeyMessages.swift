package import PuertoCore

/// The messages that passkeys sign, and the code that binds a new passkey to the terminal that
/// asked for it.
package enum PasskeyMessages {
    /// Returns the challenge of an approval, 32 bytes. It is over all that is asked for, so that a
    /// signature is of one act and no other. `browserKey` may be empty.
    package static func approval(
        workspace: String, id: String, operatorRow: Int, act: String, tenantRow: Int, tenant: Slug,
        parameters: String, plan: String, browserKey: [UInt8], nonce: [UInt8]
    ) -> [UInt8] {
        var message = LengthPrefixed(
            "puerto/approval/v1", workspace, id, String(operatorRow), act, String(tenantRow),
            tenant.text, parameters, plan)
        message.add(browserKey)
        message.add(nonce)
        return Derivation.sha256(message.bytes)
    }

    /// Returns the challenge of a login, 32 bytes. It says that it is one: a page that signed bytes as
    /// they came would sign an approval that it is handed as a login.
    package static func login(id: String, relyingParty: String, nonce: [UInt8]) -> [UInt8] {
        var message = LengthPrefixed("puerto/login/v1", id, relyingParty)
        message.add(nonce)
        return Derivation.sha256(message.bytes)
    }

    /// Returns the challenge of a registration, 32 bytes.
    package static func registration(offer: String, relyingParty: String, operatorRow: Int)
        -> [UInt8]
    {
        Derivation.sha256(
            LengthPrefixed("puerto/passkey/v1", offer, relyingParty, String(operatorRow)).bytes)
    }

    /// Checks in constant time that whoever sent an attestation has the offer's secret, which is
    /// only in the address that the terminal has shown.
    package static func isCode(
        _ code: [UInt8], of attestation: [UInt8], credential: [UInt8], operator: Slug,
        secret: [UInt8]
    ) -> Bool {
        var message = LengthPrefixed("puerto/passkey/v1")
        message.add(credential)
        message.add(Derivation.sha256(attestation))
        message.add(`operator`.text)
        return Derivation.isHMAC(code, of: message.bytes, Secret(secret))
    }
}
