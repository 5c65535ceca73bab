internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials
internal import PuertoCore

/// A password's hash by scrypt (RFC 7914), written `$scrypt$ln=17,r=8,p=1$<salt>$<hash>` (PHC
/// string format, base64 without padding).
package struct PasswordHash: Sendable {
    package let text: String
    private let cost: Cost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// The cost: 2^logN blocks of 128 × r bytes, 128 MiB with the values that Puerto writes.
    struct Cost: Hashable {
        var logN = 17
        var r = 8
        var p = 1
    }

    /// Hashes a password, which takes about half a second and 128 MiB. Throws `invalid` for a
    /// password with a NUL in it: HMAC (RFC 2104), and so scrypt, ignores zeros at its end.
    package init(_ password: Secret) throws {
        guard !password.reveal().contains(0) else {
            throw PuertoError(
                .invalid, "the password has a NUL in it", hint: "choose one without it"
            ).spanish("la contraseña tiene un carácter NUL", hint: "elige una sin él")
        }
        try self.init(password, salt: Random.bytes(16), Cost())
    }

    init(_ password: Secret, salt: [UInt8], _ cost: Cost) throws {
        hash = try PasswordHash.hash(password, salt, cost)
        self.salt = salt
        self.cost = cost
        text =
            "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)"
            + "$\(PHC.encode(salt))$\(PHC.encode(hash))"
    }

    /// Reads a stored hash. Throws `invalid`, before it takes any memory, for costs beyond ln ≤ 18,
    /// r = 8, p ≤ 4, and for any text that `text` does not write.
    package init(parsing text: String) throws {
        let parts = text.utf8.split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1].elementsEqual("scrypt".utf8),
            let cost = Cost(parts[2]), let salt = PHC.decode(Array(parts[3])),
            let hash = PHC.decode(Array(parts[4])), (8...64).contains(salt.count), hash.count == 32
        else {
            throw PuertoError(
                .invalid, "the password hash is not in a format that puerto reads",
                hint: "puerto operator passwd sets a new one"
            ).spanish(
                "el formato de este resumen de contraseña es desconocido",
                hint: "puerto operator passwd pone otra")
        }
        self.text = text
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// The hash of no operator. Checking it takes as long as checking a real one.
    package static let decoy: PasswordHash? = try? PasswordHash(
        parsing: "$scrypt$ln=17,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")

    /// Compares in constant time once the hash is computed.
    package func matches(_ password: Secret) throws -> Bool {
        let isSame = Secret(try PasswordHash.hash(password, salt, cost)) == Secret(hash)
        return isSame && !password.reveal().contains(0)
    }

    private static func hash(_ password: Secret, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        Secret(
            try KDF.Scrypt.deriveKey(
                from: password.reveal(), salt: salt, outputByteCount: 32, rounds: 1 << cost.logN,
                blockSize: cost.r, parallelism: cost.p)
        ).reveal()
    }
}

extension PasswordHash.Cost {
    /// Reads `ln=17,r=8,p=1`, in this order.
    fileprivate init?(_ text: some Collection<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 3, let logN = Self.number(parts[0], "ln="),
            let r = Self.number(parts[1], "r="), let p = Self.number(parts[2], "p="),
            (1...18).contains(logN), r == 8, (1...4).contains(p)
        else { return nil }
        self.init(logN: logN, r: r, p: p)
    }

    private static func number(_ text: some Collection<UInt8>, _ name: String) -> Int? {
        guard text.starts(with: name.utf8) else { return nil }
        let digits = text.dropFirst(name.utf8.count)
        return Int(canonicalDigits: digits, upTo: 4)
    }
}

/// Base64 without padding, as PHC strings have it.
private enum PHC {
    static func encode(_ bytes: [UInt8]) -> String {
        String(Base64.standard.encode(bytes).prefix { $0 != "=" })
    }

    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
        guard !text.contains(UInt8(ascii: "=")) else { return nil }
        return Base64.standard.decode(text + padding)
    }
}
