/// A header field. Its value holds no control characters (RFC 9110, 5.5), so that no text of a
/// caller can end the line.
package struct HeaderField: Hashable, Sendable {
    package let name: String
    package let value: String

    /// `nil` unless all bytes of the value are printable ASCII.
    package init?(_ name: StaticString, _ value: String) {
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        self.name = "\(name)"
        self.value = value
    }

    /// A value that stands in the program.
    package init(_ name: StaticString, fixed value: StaticString) {
        self.name = "\(name)"
        self.value = "\(value)"
    }

    /// Keeps a browser to TLS for a year (RFC 6797). Names below the portal's own are left out: the
    /// portal does not answer for them.
    package static let strictTransport = HeaderField(
        "Strict-Transport-Security", fixed: "max-age=31536000")
}
