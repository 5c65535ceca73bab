internal import Crypto
internal import FoundationEssentials

/// AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce and a 16-byte tag that follows the
/// ciphertext.
enum AEAD {
    static let nonceBytes = 12
    static let tagBytes = 16

    /// Encrypts; returns ciphertext ‖ tag. Throws `PuertoVaultFailure` for a key or nonce of
    /// another size.
    static func seal(_ plain: [UInt8], _ key: Secret, nonce: [UInt8], aad: [UInt8]) throws
        -> [UInt8]
    {
        guard key.count == 32, nonce.count == nonceBytes else {
            throw PuertoVaultFailure.wrongSize
        }
        let box = try AES.GCM.seal(
            plain, using: key.key, nonce: AES.GCM.Nonce(data: nonce), authenticating: aad)
        return Array(box.ciphertext) + Array(box.tag)
    }

    /// Decrypts; `nil` when the ciphertext, key, nonce or additional data differ from those sealed.
    static func open(_ sealed: [UInt8], _ key: Secret, nonce: [UInt8], aad: [UInt8]) -> [UInt8]? {
        // CryptoKit also accepts nonces of other sizes, which no format here has.
        guard key.count == 32, nonce.count == nonceBytes, sealed.count >= tagBytes,
            let nonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(tagBytes), tag: sealed.suffix(tagBytes)),
            let plain = try? AES.GCM.open(box, using: key.key, authenticating: aad)
        else { return nil }
        return Array(plain)
    }
}

/// A failure that only a mistake in the program can cause.
enum PuertoVaultFailure: Error {
    case wrongSize
}
