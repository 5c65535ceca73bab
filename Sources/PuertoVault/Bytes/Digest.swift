internal import Crypto
internal import PuertoCore

/// SHA-256 (FIPS 180-4) in lower-case hex.
package enum Digest {
    package static func sha256(_ bytes: [UInt8]) -> String {
        Hex.text(SHA256.hash(data: bytes))
    }
}
