internal import PuertoCore
internal import PuertoStore
internal import PuertoVault
internal import PuertoWire

/// A signature that approves nothing, with the reason.
struct PasskeyFailure: Error {
    let error: PuertoError
    /// True when a count says that there is a copy of the passkey.
    var isAlarm = false
}

extension PasskeyFailure {
    /// Writes the alarm's line of the history, if it is one.
    func recordAlarm(of name: Slug, in store: Store) throws {
        if isAlarm { try store.recordPasskeyAlarm(error.message, of: name) }
    }
}

extension BrokerExchange {
    /// The acts that the portal asks passkeys for.
    var policy: PasskeyPolicy { web?.passkeys ?? PasskeyPolicy() }

    /// The portal, as passkeys know it: its whole host name, never a parent's.
    func relyingParty() throws -> RelyingParty {
        guard let web else { throw PuertoError(.notFound, "the portal is not served") }
        return RelyingParty(id: web.settings.hostName.text, origin: web.settings.origin)
    }

    /// Counts the passkeys that an operator has for this portal.
    func passkeyCount(of name: Slug) throws -> Int {
        guard let web else { return 0 }
        let id = web.settings.hostName.text
        return try store.passkeys(of: name).count { $0.relyingParty == id }
    }

    /// Verifies a signature. Throws `PasskeyFailure`.
    func use(of assertion: SignedAssertion, for challenge: [UInt8], by name: Slug) throws
        -> PasskeyUse
    {
        let party = try relyingParty()
        guard let passkey = try store.passkey(credential: assertion.credential),
            passkey.operator == name, passkey.relyingParty == party.id
        else {
            throw PasskeyFailure(
                error: PuertoError(
                    .invalid, "the passkey is none of this operator's for this portal",
                    hint: "puerto passkey list shows them"
                ).spanish(
                    "esa llave de acceso no es de este operador en este portal",
                    hint: "puerto passkey list las enumera"))
        }
        do {
            let found = try party.verify(
                Assertion(
                    clientData: assertion.clientData,
                    authenticatorData: assertion.authenticatorData,
                    signature: assertion.signature), challenge: challenge, by: passkey.key)
            return PasskeyUse(
                row: passkey.id, label: passkey.label, signCount: found.signCount,
                isSynced: found.isSynced)
        } catch let error as PuertoError { throw PasskeyFailure(error: error) }
    }

    /// Runs a step that records the use of a passkey. Throws `PasskeyFailure` when the passkey, or
    /// the client that it has signed for, is not the same any more.
    func recordingUse<Value>(_ step: () throws -> Value) throws -> Value {
        do { return try step() } catch let failure as UseFailure {
            throw PasskeyFailure(error: failure.error, isAlarm: failure.isAlarm)
        }
    }
}
