/// The ciphertext of an onboarding page; it opens with the passphrase.
package struct SealedPage: Hashable, Sendable {
    /// The parameters, which are also the additional authenticated data.
    package let header: String
    /// The key commitment: 32 bytes in base64url.
    package let commitment: String
    /// Ciphertext and tag in base64url.
    package let ciphertext: String

    package init(header: String, commitment: String, ciphertext: String) {
        self.header = header
        self.commitment = commitment
        self.ciphertext = ciphertext
    }

    /// The JSON that the page's script reads; it needs no escaping in JSON or HTML. It has no
    /// values when one of them holds a character that Puerto never writes.
    package var envelope: String {
        guard isPlain else { return "{}" }
        return "{\"v\":1,\"h\":\"\(header)\",\"k\":\"\(commitment)\",\"c\":\"\(ciphertext)\"}"
    }

    /// Tells whether the texts consist of the characters of a header and of base64url.
    package var isPlain: Bool {
        let isLetter: (UInt8) -> Bool = {
            $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F
        }
        return header.utf8.allSatisfy { isLetter($0) || $0 == 0x2E || $0 == 0x3B || $0 == 0x3D }
            && commitment.utf8.allSatisfy(isLetter) && ciphertext.utf8.allSatisfy(isLetter)
    }
}
