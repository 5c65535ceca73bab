internal import PuertoCore

/// The path of a request's target (RFC 9112, 3.2.1), percent-decoded once, as web servers decode
/// `PATH_INFO`.
package struct PercentPath: Sendable {
    package let path: [UInt8]
    package let query: [UInt8]

    /// Throws 400 for a percent sign without two digits and for NUL, 404 for a path that is too long,
    /// and 414 for a query that is.
    package init(_ target: some Sequence<UInt8>) throws(Refusal) {
        let target = Array(target)
        let cut = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
        query = Array(target.dropFirst(cut + 1))
        path = try PercentPath.decoded(Array(target[..<cut]))
        guard path.count <= Limits.path else { throw Refusal(404) }
        guard query.count <= Limits.query else { throw Refusal(414) }
    }

    /// The path below a mount such as `/hook`, from the slash on; `nil` for any other path.
    package func below(_ mount: String) -> [UInt8]? {
        guard path.starts(with: mount.utf8) else { return nil }
        let rest = Array(path.dropFirst(mount.utf8.count))
        guard !rest.isEmpty else { return [UInt8(ascii: "/")] }
        return rest[0] == UInt8(ascii: "/") ? rest : nil
    }

    private static func decoded(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        var (decoded, index) = ([UInt8](), 0)
        while index < bytes.count {
            var byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.count, let high = Hex.value(of: bytes[index + 1]),
                    let low = Hex.value(of: bytes[index + 2])
                else { throw Refusal(400) }
                byte = high << 4 | low
                index += 2
            }
            guard byte != 0 else { throw Refusal(400) }
            decoded.append(byte)
            index += 1
        }
        return decoded
    }
}
