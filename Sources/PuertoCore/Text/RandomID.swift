/// An id that cannot be guessed: 128 random bits, written as 32 lower-case hex digits.
package struct RandomID: Hashable, Sendable {
    package let text: String

    /// Makes a new id from the system's random numbers.
    package init() {
        var source = SystemRandomNumberGenerator()
        text = Hex.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &source) })
    }

    /// Throws `invalid` for anything but 32 lower-case hex digits. The error names the id by
    /// `name` and does not quote it, since many ids are secrets.
    package init(_ text: String, called name: String) throws {
        guard Hex.isLowerText(text.utf8, count: 32) else {
            throw PuertoError(.invalid, "the \(name) is not 32 hex digits")
        }
        self.text = text
    }

    /// The first 64 bits, 16 digits: the length of a job's id.
    package var short: String { String(text.prefix(16)) }
}
