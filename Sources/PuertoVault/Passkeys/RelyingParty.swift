package import PuertoCore

/// The portal as a relying party of Web Authentication (Level 2). It verifies what browsers make of
/// its challenges; each broken rule has an error of its own.
package struct RelyingParty: Hashable, Sendable {
    /// The portal's whole host name.
    package let id: String
    /// Scheme, host name and port, as the browser writes them.
    package let origin: String

    package init(id: String, origin: String) {
        self.id = id
        self.origin = origin
    }
}

/// A signature of a passkey, as `navigator.credentials.get()` returns it.
package struct Assertion: Hashable, Sendable {
    /// `clientDataJSON`, byte for byte.
    package let clientData: [UInt8]
    package let authenticatorData: [UInt8]
    package let signature: [UInt8]

    package init(clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8]) {
        self.clientData = clientData
        self.authenticatorData = authenticatorData
        self.signature = signature
    }
}

extension RelyingParty {
    /// Verifies a registration (section 7.1) and returns the new passkey. Throws `invalid`.
    ///
    /// The attestation statement is parsed and not verified: whether the passkey is the operator's
    /// is said at the terminal.
    package func register(clientData: [UInt8], attestation: [UInt8], challenge: [UInt8]) throws
        -> NewPasskey
    {
        try check(clientData, .create, challenge)
        let data = try AuthenticatorData(attestation: attestation)
        try check(data)
        guard let made = data.attested else { throw PasskeyRefusal.noKey.error }
        return NewPasskey(
            key: made.key, label: AuthenticatorName.of(made.aaguid), isSynced: data.isSynced,
            signCount: data.signCount)
    }

    /// Verifies an assertion (section 7.2) and returns the authenticator's count and whether the
    /// passkey is synced now. Throws `invalid`. The caller compares the count with the stored one.
    package func verify(_ assertion: Assertion, challenge: [UInt8], by key: PasskeyKey) throws
        -> (signCount: Int, isSynced: Bool)
    {
        try check(assertion.clientData, .get, challenge)
        let data = try AuthenticatorData(assertion.authenticatorData)
        try check(data)
        guard data.attested == nil else { throw PasskeyRefusal.unaskedKey.error }
        let signed = assertion.authenticatorData + Derivation.sha256(assertion.clientData)
        guard key.isSignature(assertion.signature, of: signed) else {
            throw PasskeyRefusal.signature.error
        }
        return (data.signCount, data.isSynced)
    }
}

extension RelyingParty {
    private func check(_ bytes: [UInt8], _ kind: ClientData.Kind, _ challenge: [UInt8]) throws {
        let data = try ClientData(bytes)
        guard data.type.isSame(kind.rawValue) else { throw PasskeyRefusal.type(data.type).error }
        guard data.challenge.isSame(Base64.url.encode(challenge)) else {
            throw PasskeyRefusal.challenge.error
        }
        guard data.origin.isSame(origin) else {
            throw PasskeyRefusal.origin(data.origin, wanted: origin).error
        }
        guard !data.isCrossOrigin else { throw PasskeyRefusal.crossOrigin.error }
    }

    private func check(_ data: AuthenticatorData) throws {
        guard data.relyingParty == Derivation.sha256(Array(id.utf8)) else {
            throw PasskeyRefusal.relyingParty(id).error
        }
        guard data.flags.contains(.userPresent) else { throw PasskeyRefusal.notPresent.error }
        guard data.flags.contains(.userVerified) else { throw PasskeyRefusal.notVerified.error }
        guard !data.isSynced || data.flags.contains(.backupEligible) else {
            throw PasskeyRefusal.backup.error
        }
    }
}

extension String {
    /// Compares bytes: `==` takes canonically equal texts for the same.
    fileprivate func isSame(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
