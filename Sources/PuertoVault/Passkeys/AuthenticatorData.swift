internal import PuertoCore

/// The bytes that an authenticator signs (section 6.1): SHA-256 of the relying party's id, flags, a
/// count, and, as the flags say, a new public key and extensions.
struct AuthenticatorData {
    /// SHA-256 of the relying party's id.
    let relyingParty: [UInt8]
    let flags: Flags
    let signCount: Int
    let attested: Attested?

    struct Flags: OptionSet {
        let rawValue: UInt8

        static let userPresent = Flags(rawValue: 0x01)
        static let userVerified = Flags(rawValue: 0x04)
        static let backupEligible = Flags(rawValue: 0x08)
        static let backedUp = Flags(rawValue: 0x10)
        static let attested = Flags(rawValue: 0x40)
        static let extensions = Flags(rawValue: 0x80)
    }

    /// The attested credential data of a new passkey (section 6.5.1).
    struct Attested {
        /// The authenticator's model, 16 bytes.
        let aaguid: [UInt8]
        let key: PasskeyKey
    }

    var isSynced: Bool { flags.contains(.backedUp) }

    /// The longest data that are read, in bytes. An attestation statement has certificates.
    static let limit = 16_384
    private static let headBytes = 37
    private static let credentialBytes = 1...1023
}

extension AuthenticatorData {
    /// Reads authenticator data to their end. Throws `invalid`.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= Self.headBytes, bytes.count <= Self.limit else {
            throw PasskeyRefusal.authenticatorData.error
        }
        relyingParty = Array(bytes[..<32])
        flags = Flags(rawValue: bytes[32])
        signCount = bytes[33..<37].reduce(0) { $0 << 8 | Int($1) }
        var place = Self.headBytes
        attested = flags.contains(.attested) ? try Attested(bytes, &place) : nil
        if flags.contains(.extensions) {
            var reader = CBORReader(bytes, at: place)
            // Their meaning is not asked for; they are parsed to find the end.
            guard case .map = try reader.value() else {
                throw PasskeyRefusal.authenticatorData.error
            }
            place = reader.place
        }
        guard place == bytes.count else { throw PasskeyRefusal.authenticatorData.error }
    }

    /// Reads the data in an attestation object (section 6.5.4). Throws `invalid`.
    init(attestation bytes: [UInt8]) throws {
        guard bytes.count <= Self.limit else { throw PasskeyRefusal.attestation.error }
        let object = try CBOR.value(of: bytes)
        // A password manager may send a statement although it was asked for none.
        guard case .map(let entries) = object, entries.count == 3,
            case .text? = object["fmt"], case .map? = object["attStmt"],
            let data = object["authData"]?.asBytes
        else { throw PasskeyRefusal.attestation.error }
        try self.init(data)
    }
}

extension AuthenticatorData.Attested {
    /// Reads the key at a place of authenticator data, and moves the place behind it.
    fileprivate init(_ bytes: [UInt8], _ place: inout Int) throws {
        guard bytes.count >= place + 18 else { throw PasskeyRefusal.authenticatorData.error }
        aaguid = Array(bytes[place..<place + 16])
        let count = Int(bytes[place + 16]) << 8 | Int(bytes[place + 17])
        let (start, end) = (place + 18, place + 18 + count)
        guard AuthenticatorData.credentialBytes.contains(count) else {
            throw PasskeyRefusal.credential.error
        }
        guard bytes.count >= end else { throw PasskeyRefusal.authenticatorData.error }
        var reader = CBORReader(bytes, at: end)
        key = try PasskeyKey(
            credential: Array(bytes[start..<end]), cose: reader.value())
        place = reader.place
    }
}
