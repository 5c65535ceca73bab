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
}
