import Crypto
import Foundation
import PuertoCore

@testable import PuertoVault

/// An authenticator with one passkey (ES256), and what a test makes wrong with it.
struct Device {
    var relyingParty = "portal.example"
    var origin = "https://portal.example"
    var type = "webauthn.get"
    /// User present and user verified.
    var flags: UInt8 = 0b0000_0101
    var count: UInt32 = 0
    var isCrossOrigin = false
    let credential = Random.bytes(16)
    let key = P256.Signing.PrivateKey()

    var passkey: PasskeyKey {
        PasskeyKey(
            credential: credential, algorithm: .es256,
            publicKey: Array(key.publicKey.x963Representation))
    }

    /// The parts of an assertion over a challenge.
    func sign(_ challenge: [UInt8]) throws -> (client: [UInt8], data: [UInt8], signature: [UInt8]) {
        let client = Array(
            """
            {"type":"\(type)","challenge":"\(Base64.url.encode(challenge))","origin":"\(origin)",\
            "crossOrigin":\(isCrossOrigin)}
            """.utf8)
        let counted = withUnsafeBytes(of: count.bigEndian) { Array($0) }
        let data = Array(SHA256.hash(data: Data(relyingParty.utf8))) + [flags] + counted
        let signature = try key.signature(for: Data(data + Array(SHA256.hash(data: Data(client)))))
        return (client, data, Array(signature.derRepresentation))
    }

    /// The fields of an assertion over a challenge, in JSON.
    func assertion(_ challenge: [UInt8]) throws -> String {
        let signed = try sign(challenge)
        let fields = [
            ("credential", credential), ("client_data", signed.client),
            ("authenticator_data", signed.data), ("signature", signed.signature),
        ]
        return "{"
            + fields.map { #""\#($0)": "\#(Base64.url.encode($1))""# }.joined(separator: ", ")
            + "}"
    }

    /// What a browser offers of a new passkey, in JSON.
    func registration(offer: String, row: Int, operator name: String, _ secret: [UInt8]) throws
        -> String
    {
        let challenge = PasskeyMessages.registration(
            offer: offer, relyingParty: relyingParty, operatorRow: row)
        let client = Array(
            """
            {"type":"webauthn.create","challenge":"\(Base64.url.encode(challenge))",\
            "origin":"\(origin)"}
            """.utf8)
        // A key of EC2, -7, P-256 (RFC 9053), as CTAP2 writes it.
        let point = Array(key.publicKey.rawRepresentation)
        let cose: [UInt8] =
            [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32] + point[..<32] + [0x22, 0x58, 32]
            + point[32...]
        let data =
            Array(SHA256.hash(data: Data(relyingParty.utf8))) + [flags | 0x40, 0, 0, 0, 0]
            + [UInt8](repeating: 0, count: 16) + [0, UInt8(credential.count)] + credential + cose
        let attestation: [UInt8] =
            [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67]
            + Array("attStmt".utf8) + [0xA0, 0x68] + Array("authData".utf8)
            + [0x58, UInt8(data.count)] + data
        var message = LengthPrefixed("puerto/passkey/v1")
        message.add(credential)
        message.add(Derivation.sha256(attestation))
        message.add(name)
        let code = Derivation.hmac(Secret(secret), message.bytes)
        let fields = [("client_data", client), ("attestation", attestation), ("code", code)]
        return "{"
            + fields.map { #""\#($0)": "\#(Base64.url.encode($1))""# }.joined(separator: ", ")
            + "}"
    }
}
