internal import PuertoCore

/// A signed note taken apart; its signatures are not checked yet.
struct ParsedNote {
    let checkpoint: Checkpoint
    /// The lines of the signatures.
    private let signatures: [String]

    /// `nil` for any text that is not written as Puerto writes notes.
    init?(_ note: String) {
        var lines = note.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.popLast() == "", let blank = lines.firstIndex(of: ""), blank == 3 || blank == 4,
            // As many signatures as there are keys.
            lines.count == blank + (blank == 3 ? 2 : 3),
            let size = Int(canonicalDigits: lines[1].utf8),
            let code = Base64.standard.decode(lines[2]), code.count == 32
        else { return nil }
        var epoch: Checkpoint.Epoch?
        if blank == 4 {
            epoch = ParsedNote.epoch(lines[3])
            guard epoch != nil else { return nil }
        }
        checkpoint = Checkpoint(origin: lines[0], size: size, code: code, epoch: epoch)
        signatures = Array(lines[(blank + 1)...])
    }

    private static func epoch(_ line: String) -> Checkpoint.Epoch? {
        let words = line.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].elementsEqual("epoch".utf8),
            let number = Int(canonicalDigits: words[1]),
            let key = Base64.standard.decode(words[2]), key.count == 32
        else { return nil }
        return Checkpoint.Epoch(number: number, publicKey: key)
    }
}

extension ParsedNote {
    /// The hash of the key and the signature, 68 bytes; `nil` when the line has another name.
    func mark(of name: String, at index: Int) -> [UInt8]? {
        let start = "— \(name) "
        guard signatures.indices.contains(index), signatures[index].utf8.starts(with: start.utf8),
            let mark = Base64.standard.decode(signatures[index].utf8.dropFirst(start.utf8.count)),
            mark.count == 68
        else { return nil }
        return mark
    }

    /// Throws `invalid` unless the key of the epoch that the note names has signed it.
    func checkEpoch() throws {
        let name = checkpoint.epochOrigin
        guard let epoch = checkpoint.epoch, let mark = mark(of: name, at: 1),
            Array(mark[..<4]) == ParsedNote.keyHash(name, epoch.publicKey),
            EpochSignature.isValid(
                Array(mark[4...]), of: Array(checkpoint.text.utf8), by: epoch.publicKey)
        else {
            throw ParsedNote.bad(
                "its second signature is not by the epoch that it names", "it was changed")
        }
    }

    static func line(_ name: String, _ mark: [UInt8]) -> String {
        "— \(name) \(Base64.standard.encode(mark))\n"
    }

    /// The first four bytes of SHA-256(name ‖ LF ‖ 1 ‖ public key).
    static func keyHash(_ name: String, _ key: [UInt8]) -> [UInt8] {
        Array(Derivation.sha256(Array(name.utf8) + [0x0A, 1] + key)[..<4])
    }

    static var malformed: PuertoError {
        bad("it is not a checkpoint", "puerto audit checkpoint makes one")
    }

    static func bad(_ what: String, _ hint: String) -> PuertoError {
        PuertoError(.invalid, what, hint: hint)
    }
}
