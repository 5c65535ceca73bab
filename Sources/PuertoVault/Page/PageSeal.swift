package import PuertoCore

/// Seals onboarding pages: PBKDF2-SHA256 of the passphrase, HKDF-SHA256 to a key and a commitment
/// to it, AES-256-GCM with the header as additional data.
package enum PageSeal {
    /// The rounds of PBKDF2: between a fifth of a second and a whole one for each passphrase tried.
    package static let rounds = 1_000_000

    /// Seals a page; `id` is the tenant's slug. Salt and nonce are new each time, so no two pages
    /// share a key.
    package static func seal(_ payload: PagePayload, _ passphrase: Passphrase, id: Slug) throws
        -> SealedPage
    {
        try seal(payload.padded, passphrase, header(id: id))
    }

    static func header(id: Slug) -> PageHeader {
        PageHeader(
            rounds: rounds, salt: Random.bytes(16), nonce: Random.bytes(AEAD.nonceBytes),
            id: id.text)
    }

    static func seal(_ padded: [UInt8], _ passphrase: Passphrase, _ header: PageHeader) throws
        -> SealedPage
    {
        try seal(padded, header, keys(passphrase, header))
    }

    static func seal(
        _ padded: [UInt8], _ header: PageHeader, _ keys: (key: Secret, commitment: [UInt8])
    ) throws -> SealedPage {
        let sealed = try AEAD.seal(
            padded, keys.key, nonce: header.nonce, aad: Array(header.text.utf8))
        return SealedPage(
            header: header.text, commitment: Base64.url.encode(keys.commitment),
            ciphertext: Base64.url.encode(sealed))
    }

    /// A reason why a page does not open.
    package enum Failure: Error, Hashable, Sendable {
        /// The page is not as it was sealed.
        case damaged
        case wrongPassphrase
    }

    /// Opens a page; returns the sealed JSON. Tries the exact passphrase first, then the generator's
    /// spelling of it, which costs the rounds once more. Throws a `Failure`, before any work when
    /// the header is not accepted.
    package static func open(_ page: SealedPage, _ passphrase: Passphrase) throws -> Secret {
        guard let header = PageHeader(page.header),
            let commitment = Base64.url.decode(page.commitment), commitment.count == 32,
            let sealed = Base64.url.decode(page.ciphertext),
            sealed.count > AEAD.tagBytes, (sealed.count - AEAD.tagBytes) % 1024 == 0
        else { throw Failure.damaged }
        let right = try passphrase.spellings.lazy.map { try keys($0, header) }.first {
            Secret($0.commitment) == Secret(commitment)
        }
        guard let keys = right else { throw Failure.wrongPassphrase }
        guard
            let padded = AEAD.open(
                sealed, keys.key, nonce: header.nonce, aad: Array(header.text.utf8)),
            let json = PagePayload.json(inPadded: padded)
        else { throw Failure.damaged }
        return Secret(json)
    }

    static func keys(_ passphrase: Passphrase, _ header: PageHeader) throws
        -> (key: Secret, commitment: [UInt8])
    {
        let stretched = try Derivation.pbkdf2(
            passphrase.secret, salt: header.salt, rounds: header.rounds)
        let output = Derivation.hkdf(stretched, "puerto/page/v1", 64).reveal()
        return (Secret(Array(output[..<32])), Array(output[32...]))
    }
}
