internal import Crypto
internal import FoundationEssentials
internal import PuertoCore

/// The length of the audit history and its last code, signed (Ed25519, RFC 8032). Kept off the
/// machine, it shows that lines were removed from the end, which the chain alone cannot show.
///
/// The text is a C2SP checkpoint, the file a C2SP signed note with one signature.
package struct Checkpoint: Hashable, Sendable {
    /// `puerto-audit/<agency>`, the name of the signing key.
    package let origin: String
    /// The number of the newest line.
    package let size: Int
    /// The code of that line, 32 bytes.
    package let code: [UInt8]

    package init(origin: String, size: Int, code: [UInt8]) {
        self.origin = origin
        self.size = size
        self.code = code
    }

    /// The signed text, three lines: origin, size, code in base64.
    var text: String { "\(origin)\n\(size)\n\(Base64.standard.encode(code))\n" }
}

/// Signs and checks checkpoints.
package struct CheckpointKey: Sendable {
    private let seed: Secret
    /// `puerto-audit/<agency>`.
    package let origin: String

    /// Takes the key from the signing ring, which names it after the agency.
    package init(_ ring: KeyRing) {
        seed = ring.keys[0].secret
        origin = "puerto-audit/\(ring.keys[0].id)"
    }

    init(seed: Secret, origin: String) {
        self.seed = seed
        self.origin = origin
    }
}

extension CheckpointKey {
    /// Writes the signed note.
    package func sign(_ checkpoint: Checkpoint) throws -> String {
        let signature = try signature(of: checkpoint.text)
        let mark = Base64.standard.encode(try keyHash() + signature)
        return "\(checkpoint.text)\n— \(origin) \(mark)\n"
    }

    func signature(of text: String) throws -> [UInt8] {
        Array(try privateKey().signature(for: Array(text.utf8)))
    }

    func isSignature(_ signature: [UInt8], of text: String) throws -> Bool {
        try privateKey().publicKey.isValidSignature(signature, for: Array(text.utf8))
    }

    /// Reads a signed note. Throws `invalid` with the reason unless this key has signed it.
    package func read(_ note: String) throws -> Checkpoint {
        let lines = note.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 6, lines[3].isEmpty, lines[5].isEmpty,
            let size = Int(canonicalDigits: lines[1].utf8),
            let code = Base64.standard.decode(lines[2]), code.count == 32
        else {
            throw CheckpointKey.bad("it is not a checkpoint", "puerto audit checkpoint makes one")
        }
        let checkpoint = Checkpoint(origin: lines[0], size: size, code: code)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw CheckpointKey.bad(
                "it is of \(PuertoError.quote(checkpoint.origin)), this is '\(origin)'",
                "use a checkpoint of this workspace")
        }
        let start = "— \(origin) "
        guard lines[4].utf8.starts(with: start.utf8),
            let mark = Base64.standard.decode(lines[4].utf8.dropFirst(start.utf8.count)),
            try mark.count == 68 && Array(mark[..<4]) == keyHash(),
            try isSignature(Array(mark[4...]), of: checkpoint.text)
        else {
            throw CheckpointKey.bad(
                "its signature is not by this workspace's key",
                "it was changed, or signed with another keys/signing.key")
        }
        return checkpoint
    }

    /// The note verifier key of C2SP. It checks checkpoints without this machine.
    package func verifierKey() throws -> String {
        let hash = Hex.text(try keyHash())
        let key = Base64.standard.encode([1] + Array(try privateKey().publicKey.rawRepresentation))
        return "\(origin)+\(hash)+\(key)"
    }

    /// The first four bytes of SHA-256(name ‖ LF ‖ 1 ‖ public key).
    private func keyHash() throws -> [UInt8] {
        let key = Array(try privateKey().publicKey.rawRepresentation)
        return Array(Derivation.sha256(Array(origin.utf8) + [0x0A, 1] + key)[..<4])
    }

    private func privateKey() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: seed.reveal())
    }

    private static func bad(_ what: String, _ hint: String) -> PuertoError {
        PuertoError(.invalid, what, hint: hint)
    }
}
