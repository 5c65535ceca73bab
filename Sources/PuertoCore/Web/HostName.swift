internal import Glibc

/// The host name of a URL, in the one spelling in which browsers compare it.
///
/// A browser keeps cookies by host name, without the port: whatever listens on one of a name's
/// ports gets the cookies of all of them.
package struct HostName: Hashable, Sendable {
    package let text: String

    /// Takes the name out of a host with or without a port, as in a `Host` field.
    package init(authority: some StringProtocol) {
        var bytes = Array(authority.utf8)
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) { bytes.removeFirst(at + 1) }
        if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
            bytes.removeLast(bytes.count - end - 1)
        } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
            bytes.removeLast(bytes.count - colon)
        }
        let name = String(decoding: HostName.decoded(bytes), as: UTF8.self).lowercased()
        let plain = name.utf8.last == UInt8(ascii: ".") ? String(name.dropLast()) : name
        text = HostName.address(plain) ?? plain
    }

    /// Takes the name out of a URL with a scheme, or out of an origin.
    package init(of url: String) {
        let parts = url.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 3)
        let authority = parts.count > 1 ? parts[1] : parts.first ?? url[...].utf8
        let end = authority.firstIndex { "?#".utf8.contains($0) } ?? authority.endIndex
        self.init(authority: Substring(authority[..<end]))
    }
}

extension HostName {
    /// The domain of names that mean this machine, whatever stands before it (RFC 6761, 6.3).
    package static let machine = "localhost"

    /// The label of the portal's name in new workspaces; no new tenant gets it as its slug.
    package static let portalLabel = "puerto"

    /// The portal's name on this machine.
    package static let portal = HostName(authority: "\(portalLabel).\(machine)")

    /// Tells whether the name is one below `localhost`, which this machine alone can have.
    package var isBelowLocalhost: Bool { text.hasSuffix(".\(HostName.machine)") }

    /// Tells whether the name is one of the machine itself, which all of its servers share.
    package var isMachine: Bool {
        text == HostName.machine || text == "[::1]"
            || (text.hasPrefix("127.") && HostName.address(text) != nil)
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var (decoded, index) = ([UInt8](), 0)
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Hex.value(of: bytes[index + 1]),
                let low = Hex.value(of: bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(byte)
                index += 1
            }
        }
        return decoded
    }

    /// An IPv4 address in four decimal parts, from any of the spellings that browsers take for one
    /// (`127.1`, `0x7f000001`); `nil` for a name.
    private static func address(_ name: String) -> String? {
        guard let last = name.utf8.split(separator: UInt8(ascii: ".")).last,
            last.first?.isDigit == true, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        var address = in_addr()
        guard inet_aton(name, &address) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: address.s_addr) { Array($0) }
        return bytes.map(String.init).joined(separator: ".")
    }
}
