internal import CArgon2
package import Windmill

/// A password as the server keeps it: an argon2id record in PHC form, which a server checks with
/// the parameters that stand in it.
package struct PasswordRecord: Sendable {
    /// 97 bytes, of which the server's column holds 100.
    package let text: SecretText

    /// OWASP's least for argon2id: 19 MiB, two passes, one lane.
    private static let (memory, passes, lanes): (UInt32, UInt32, UInt32) = (19_456, 2, 1)
    private static let length = 32

    /// Makes the record with a new random salt; it takes some 20 ms.
    package init(_ password: SecretText) throws {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        try self.init(password, salt: salt)
    }

    init(_ password: SecretText, salt: [UInt8]) throws {
        let secret = Array(password.text.utf8)
        let size = argon2_encodedlen(
            Self.passes, Self.memory, Self.lanes, UInt32(salt.count), UInt32(Self.length),
            Argon2_id)
        var encoded = [CChar](repeating: 0, count: size)
        let code = argon2id_hash_encoded(
            Self.passes, Self.memory, Self.lanes, secret, secret.count, salt, salt.count,
            Self.length, &encoded, encoded.count)
        guard code == ARGON2_OK.rawValue else {
            throw SetupError.unusable(.passwordRecord(Int(code)))
        }
        let bytes = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        text = SecretText(String(decoding: bytes, as: UTF8.self))
    }
}
