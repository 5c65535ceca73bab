/// A path as its parts. Each path has one spelling; no other is taken for it.
struct RequestPath: Hashable, Sendable {
    let parts: [String]

    /// `nil` for anything but parts of printable ASCII between single slashes, for a part that
    /// begins with a dot, and for a backslash or per cent sign.
    init?(_ bytes: [UInt8]) {
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2000 else { return nil }
        let parts = bytes.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for part in parts {
            guard let first = part.first, first != UInt8(ascii: "."),
                part.allSatisfy(RequestPath.isPlain)
            else { return nil }
        }
        self.parts = parts.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "%")
    }
}
