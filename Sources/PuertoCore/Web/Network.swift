/// The network of a request, by which attempts are counted and receipts written: an IPv4 address,
/// or the /64 of an IPv6 address, since the owner of one of its addresses has them all.
package struct Network: Hashable, Sendable {
    package let text: String
    /// The network without its last part, for people.
    package let masked: String

    /// Parses an IPv4 address in four decimal parts, an IPv6 address (RFC 4291, 2.2), or an IPv4
    /// address mapped into IPv6, which counts as the IPv4 one. Anything else is `unknown`, one
    /// network.
    package init(_ address: String) {
        if let four = Network.four(address.utf8[...]) {
            self.init(four: four)
        } else if let groups = Network.groups(address) {
            if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
                self.init(four: groups[6...].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
            } else {
                let parts = groups[..<4].map { String($0, radix: 16) }
                self.init(
                    text: parts.joined(separator: ":") + "::/64",
                    masked: parts[..<3].joined(separator: ":") + "::/48")
            }
        } else {
            self.init(text: "unknown", masked: "unknown")
        }
    }

    private init(four: [UInt8]) {
        self.init(
            text: four.map(String.init).joined(separator: "."),
            masked: four[..<3].map(String.init).joined(separator: ".") + ".0/24")
    }

    private init(text: String, masked: String) {
        self.text = text
        self.masked = masked
    }
}

extension Network {
    private static func four(_ text: Substring.UTF8View) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let numbers = parts.compactMap { part in
            Int(canonicalDigits: part, upTo: 3).flatMap { UInt8(exactly: $0) }
        }
        return numbers.count == 4 ? numbers : nil
    }

    private static func groups(_ text: String) -> [UInt16]? {
        let colon = UInt8(ascii: ":")
        var parts = text.utf8.split(separator: colon, omittingEmptySubsequences: false)
        guard (3...9).contains(parts.count), text.utf8.count <= 45 else { return nil }
        if let four = parts.last.flatMap({ Network.four($0) }) {
            parts.removeLast()
            for pair in [four[..<2], four[2...]] {
                let value = pair.reduce(0) { $0 << 8 | UInt16($1) }
                parts.append(String(value, radix: 16)[...].utf8)
            }
        }
        // `::` is one empty part inside, or two at an end.
        if parts[0].isEmpty {
            guard parts[1].isEmpty else { return nil }
            parts.removeFirst()
        }
        if parts[parts.count - 1].isEmpty {
            guard parts[parts.count - 2].isEmpty else { return nil }
            parts.removeLast()
        }
        let gaps = parts.indices.filter { parts[$0].isEmpty }
        guard gaps.count <= 1, parts.count <= (gaps.isEmpty ? 8 : 9) else { return nil }
        if let gap = gaps.first {
            let missing = 8 - (parts.count - 1)
            guard missing >= 1 else { return nil }
            parts.replaceSubrange(
                gap...gap, with: [Substring.UTF8View](repeating: "0"[...].utf8, count: missing))
        }
        let groups = parts.compactMap { part -> UInt16? in
            guard (1...4).contains(part.count),
                part.allSatisfy({ Hex.value(of: $0) != nil })
            else { return nil }
            return UInt16(String(Substring(part)), radix: 16)
        }
        return groups.count == 8 ? groups : nil
    }
}

extension Network: Codable {
    /// Reads the text of a network; any other text is an unknown one.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let isSix = text.utf8.count <= 64 && text.hasSuffix("::/64")
        let network = Network(isSix ? String(text.dropLast(3)) : text)
        // An address within the network is not how it is written.
        self = network.text.utf8.elementsEqual(text.utf8) ? network : Network("")
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
