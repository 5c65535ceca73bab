internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials

/// Derives keys from other secrets.
enum Derivation {
    /// HKDF-SHA256 (RFC 5869), extract and expand, with the empty salt of all of Puerto's formats.
    /// `count` is at most 255 × 32 bytes.
    static func hkdf(_ input: Secret, _ info: String, _ count: Int = 32) -> Secret {
        hkdf(input, salt: [], info: Array(info.utf8), count)
    }

    static func hkdf(_ input: Secret, salt: [UInt8], info: [UInt8], _ count: Int) -> Secret {
        Secret(
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: input.key, salt: salt, info: info, outputByteCount: count))
    }

    /// PBKDF2-HMAC-SHA256 (RFC 8018). The lower bound of `rounds` is set by each format.
    static func pbkdf2(_ passphrase: Secret, salt: [UInt8], rounds: Int, _ count: Int = 32) throws
        -> Secret
    {
        Secret(
            try KDF.Insecure.PBKDF2.deriveKey(
                from: passphrase.reveal(), salt: salt, using: .sha256, outputByteCount: count,
                unsafeUncheckedRounds: rounds))
    }

    /// HMAC-SHA256 (RFC 2104), 32 bytes.
    static func hmac(_ key: Secret, _ message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key.key))
    }

    static func isHMAC(_ code: [UInt8], of message: [UInt8], _ key: Secret) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key.key)
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }
}
