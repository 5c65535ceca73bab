internal import PuertoCore

/// Names a tenant's onboarding page.
package enum WelcomeToken {
    /// 128 bits of the system's random numbers, in lower-case hex.
    @Sendable package static func random() -> String {
        var source = SystemRandomNumberGenerator()
        return (0..<16).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &source)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// It names a file: throws `invalid` for anything but 32 lower-case hex digits.
    static func check(_ text: String) throws {
        let isToken = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
        guard isToken, text.utf8.count == 32 else {
            throw PuertoError(.invalid, "the onboarding token is not 32 hex digits")
        }
    }
}
