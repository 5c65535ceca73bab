internal import Crypto
package import PuertoCore

/// The Ed25519 key of an epoch of the history (RFC 8032).
struct EpochKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    init(_ named: NamedKey) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: named.secret.reveal())
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}

/// Checks signatures of epochs with their public keys alone.
package enum EpochSignature {
    /// The message that is signed: length-prefixed parts, bound to the workspace.
    static func message(of epoch: HistoryEpoch, in workspace: String) -> [UInt8] {
        var message = LengthPrefixed(
            "puerto/epoch/v1", workspace, String(epoch.number), epoch.start.rawValue,
            String(epoch.size))
        message.add(epoch.digest)
        message.add(Timestamp.text(epoch.at))
        message.add(epoch.publicKey)
        return message.bytes
    }

    /// Tells whether a public key has signed an epoch of this workspace.
    @Sendable package static func isValid(
        _ signed: SignedEpoch, by publicKey: [UInt8], in workspace: String
    ) -> Bool {
        isValid(signed.signature, of: message(of: signed.epoch, in: workspace), by: publicKey)
    }

    static func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }
}
