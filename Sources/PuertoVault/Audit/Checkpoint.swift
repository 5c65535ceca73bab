internal import PuertoCore

/// The length of the audit history and its last digest, signed (Ed25519, RFC 8032). Kept off the
/// machine, it shows that lines were removed from the end, which the chain alone cannot show.
///
/// The text is a C2SP checkpoint, the file a C2SP signed note. The first signature is that of the
/// signing key, the second one that of the epoch's key; notes of older versions have no epoch.
package struct Checkpoint: Hashable, Sendable {
    /// `puerto-audit/<agency>`, the name of the signing key.
    package let origin: String
    /// The number of the newest line.
    package let size: Int
    /// The digest of that line, 32 bytes; in notes of older versions its code.
    package let code: [UInt8]
    /// The epoch that signs it.
    package let epoch: Epoch?

    package struct Epoch: Hashable, Sendable {
        package let number: Int
        /// 32 bytes.
        package let publicKey: [UInt8]

        package init(number: Int, publicKey: [UInt8]) {
            self.number = number
            self.publicKey = publicKey
        }
    }

    package init(origin: String, size: Int, code: [UInt8], epoch: Epoch? = nil) {
        self.origin = origin
        self.size = size
        self.code = code
        self.epoch = epoch
    }
}

extension Checkpoint {
    /// The signed text: origin, size, digest in base64, and the epoch as an extension line.
    var text: String {
        let lines = "\(origin)\n\(size)\n\(Base64.standard.encode(code))\n"
        guard let epoch else { return lines }
        return lines + "epoch \(epoch.number) \(Base64.standard.encode(epoch.publicKey))\n"
    }

    /// Reads a note that an epoch has signed, on a machine without the signing key. Throws `invalid`
    /// with the reason unless the key that it names has signed it.
    package static func read(signedByEpoch note: String) throws -> Checkpoint {
        guard let parsed = ParsedNote(note) else { throw ParsedNote.malformed }
        guard parsed.checkpoint.epoch != nil else {
            throw ParsedNote.bad(
                "it is signed by keys/signing.key alone", "verify it where that file is")
        }
        try parsed.checkEpoch()
        return parsed.checkpoint
    }
}
