internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials
internal import PuertoCore

extension PasskeyKey {
    /// Reads a key as COSE writes it (RFC 9053, RFC 8230), with the labels that its kind has and no
    /// other. Throws `invalid`.
    init(credential: [UInt8], cose: CBOR) throws {
        guard case .map(let entries) = cose, case .integer(let number)? = cose[3],
            let algorithm = Algorithm(rawValue: number)
        else { throw PasskeyRefusal.algorithm.error }
        let publicKey =
            switch algorithm {
            case .es256: entries.count == 5 ? PasskeyKey.point(cose) : nil
            case .rs256: entries.count == 4 ? PasskeyKey.rsa(cose) : nil
            }
        guard let publicKey else { throw PasskeyRefusal.key.error }
        self.init(credential: credential, algorithm: algorithm, publicKey: publicKey)
    }

    private static func point(_ cose: CBOR) -> [UInt8]? {
        guard cose[1] == .integer(2), cose[-1] == .integer(1),
            let x = cose[-2]?.asBytes, let y = cose[-3]?.asBytes, x.count == 32, y.count == 32,
            // Only points of the curve are read.
            let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
        else { return nil }
        return Array(key.x963Representation)
    }

    private static func rsa(_ cose: CBOR) -> [UInt8]? {
        guard cose[1] == .integer(3), let modulus = cose[-1]?.asBytes, let first = modulus.first,
            first != 0, (2048...4096).contains(modulus.count * 8 - first.leadingZeroBitCount),
            // 65537, which all authenticators use.
            let exponent = cose[-2]?.asBytes, exponent == [1, 0, 1],
            let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
        else { return nil }
        return Array(key.pkcs1DERRepresentation)
    }
}

extension PasskeyKey {
    /// Verifies a signature: ECDSA (DER) or PKCS #1 v1.5, both with SHA-256.
    func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch algorithm {
        case .es256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: publicKey),
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: message)
        case .rs256:
            guard let key = try? _RSA.Signing.PublicKey(derRepresentation: publicKey) else {
                return false
            }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }
}
