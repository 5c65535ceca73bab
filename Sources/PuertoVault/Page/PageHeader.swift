internal import PuertoCore

/// The first line of a sealed page, which is also the additional authenticated data:
/// `puerto.page.v1;kdf=pbkdf2-sha256;i=…;s=…;n=…;c=aes-256-gcm;id=…`.
struct PageHeader: Hashable, Sendable {
    let rounds: Int
    /// The salt of PBKDF2, 16 bytes.
    let salt: [UInt8]
    /// The nonce of AES-GCM, 12 bytes.
    let nonce: [UInt8]
    /// The tenant's slug.
    let id: String

    /// The rounds that a reader accepts. Fewer make guessing too cheap, more would block the
    /// reader.
    static let acceptedRounds = 600_000...10_000_000

    var text: String {
        "puerto.page.v1;kdf=pbkdf2-sha256;i=\(rounds);s=\(Base64.url.encode(salt));"
            + "n=\(Base64.url.encode(nonce));c=aes-256-gcm;id=\(id)"
    }
}

extension PageHeader {
    /// Reads a header; `nil` for any text that `text` does not write, and for other rounds.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 7 else { return nil }
        let values = zip(parts, ["", "kdf=", "i=", "s=", "n=", "c=", "id="]).map {
            String(decoding: $0.utf8.dropFirst($1.utf8.count), as: UTF8.self)
        }
        guard let rounds = Int(values[2]), let salt = Base64.url.decode(values[3]),
            let nonce = Base64.url.decode(values[4])
        else { return nil }
        self.init(rounds: rounds, salt: salt, nonce: nonce, id: values[6])
        guard Self.acceptedRounds.contains(rounds), salt.count == 16, nonce.count == 12,
            (1...64).contains(id.utf8.count), id.utf8.allSatisfy(Self.isOfID),
            // The one right spelling, byte for byte.
            self.text.utf8.elementsEqual(text.utf8)
        else { return nil }
    }

    private static func isOfID(_ byte: UInt8) -> Bool {
        byte.isLowerAlphanumeric || byte == UInt8(ascii: "-")
    }
}
