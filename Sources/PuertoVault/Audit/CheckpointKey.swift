internal import Crypto
internal import FoundationEssentials
internal import PuertoCore

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
    /// Writes the note of the history's present head, signed by this key and the epoch's. Throws
    /// `conflict` when the key file does not have the epoch's key.
    package func sign(
        size: Int, digest: [UInt8], epoch: Checkpoint.Epoch, _ keys: EpochKeys
    ) throws -> String {
        guard let key = try keys.key(epoch.publicKey) else {
            throw PuertoError(
                .conflict, "the key of epoch \(epoch.number) is not in \(KeyPurpose.history.file)",
                hint: "puerto build begins an epoch, and the history says so"
            ).spanish(
                "la clave de la época \(epoch.number) no está en \(KeyPurpose.history.file)",
                hint: "puerto build empieza una época, y el historial lo dice")
        }
        let checkpoint = Checkpoint(origin: origin, size: size, code: digest, epoch: epoch)
        let name = checkpoint.epochOrigin
        let signature = try key.sign(Array(checkpoint.text.utf8))
        return try sign(checkpoint)
            + ParsedNote.line(name, ParsedNote.keyHash(name, key.publicKey) + signature)
    }

    /// Writes the note with this key's signature alone.
    func sign(_ checkpoint: Checkpoint) throws -> String {
        let signature = try signature(of: checkpoint.text)
        return "\(checkpoint.text)\n" + ParsedNote.line(origin, try keyHash() + signature)
    }

    func signature(of text: String) throws -> [UInt8] {
        Array(try privateKey().signature(for: Array(text.utf8)))
    }

    func isSignature(_ signature: [UInt8], of text: String) throws -> Bool {
        try privateKey().publicKey.isValidSignature(signature, for: Array(text.utf8))
    }

    /// Reads a signed note. Throws `invalid` with the reason unless this key has signed it, and the
    /// epoch's key where it names one.
    package func read(_ note: String) throws -> Checkpoint {
        guard let parsed = ParsedNote(note) else { throw ParsedNote.malformed }
        let checkpoint = parsed.checkpoint
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw ParsedNote.bad(
                "it is of \(PuertoError.quote(checkpoint.origin)), this is '\(origin)'",
                "use a checkpoint of this workspace")
        }
        guard let mark = parsed.mark(of: origin, at: 0),
            try Array(mark[..<4]) == keyHash(),
            try isSignature(Array(mark[4...]), of: checkpoint.text)
        else {
            throw ParsedNote.bad(
                "its signature is not by this workspace's key",
                "it was changed, or signed with another keys/signing.key")
        }
        if checkpoint.epoch != nil { try parsed.checkEpoch() }
        return checkpoint
    }

    /// The note verifier key of C2SP. It checks checkpoints without this machine.
    package func verifierKey() throws -> String {
        let hash = Hex.text(try keyHash())
        let key = Base64.standard.encode([1] + Array(try privateKey().publicKey.rawRepresentation))
        return "\(origin)+\(hash)+\(key)"
    }

    private func keyHash() throws -> [UInt8] {
        ParsedNote.keyHash(origin, Array(try privateKey().publicKey.rawRepresentation))
    }

    private func privateKey() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: seed.reveal())
    }
}

extension Checkpoint {
    /// `puerto-history/<agency>`, the name of the epochs' keys.
    var epochOrigin: String { "puerto-history/\(origin.split(separator: "/").last ?? "")" }
}
