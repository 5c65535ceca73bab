/// The ciphertext of an onboarding page; it opens with the passphrase.
package struct SealedPage: Hashable, Sendable {
    /// Also the additional authenticated data.
    package let header: String
    /// Base64url, of 32 bytes.
    package let commitment: String
    /// Base64url, of ciphertext and tag.
    package let ciphertext: String

    package init(header: String, commitment: String, ciphertext: String) {
        self.header = header
        self.commitment = commitment
        self.ciphertext = ciphertext
    }

    /// The JSON that the page's script reads: nothing in it needs escaping, in JSON or in HTML.
    /// Without values where one holds what Puerto never writes.
    package var envelope: String {
        guard isPlain else { return "{}" }
        return "{\"v\":1,\"h\":\"\(header)\",\"k\":\"\(commitment)\",\"c\":\"\(ciphertext)\"}"
    }

    /// Whether the texts are of the letters that a header and base64url have.
    package var isPlain: Bool {
        let isLetter: (UInt8) -> Bool = {
            $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F
        }
        return header.utf8.allSatisfy { isLetter($0) || $0 == 0x2E || $0 == 0x3B || $0 == 0x3D }
            && commitment.utf8.allSatisfy(isLetter) && ciphertext.utf8.allSatisfy(isLetter)
    }
}
