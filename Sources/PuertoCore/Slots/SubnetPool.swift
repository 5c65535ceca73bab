/// The range of private addresses from which tenants' networks are cut: 64 for each slot.
///
/// A stock Docker has addresses for some thirty networks of its own choice. With a range of its
/// own, Puerto gives every slot its place, and no two overlap.
package struct SubnetPool: Hashable, Sendable {
    /// The first address.
    let first: UInt32

    /// 10.213.0.0/16, which is private (RFC 1918) and apart from Docker's own 172.17.0.0.
    package static let standard = SubnetPool(first: 0x0AD5_0000)

    private init(first: UInt32) { self.first = first }

    /// Throws `invalid` for anything but a private IPv4 range of 65,536 addresses.
    package init(_ text: String) throws {
        guard let subnet = Subnet(text), subnet.length == 16, subnet.isPrivate else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a range for the networks",
                hint: "a private one of /16, as in 10.213.0.0/16"
            ).spanish(
                "\(PuertoError.quote(text)) no es un intervalo para las redes",
                hint: "uno privado de /16, como 10.213.0.0/16")
        }
        first = subnet.first
    }

    /// The range as `puerto.yaml` writes it.
    package var text: String { Subnet(first: first, length: 16).description }

    /// Returns the 64 addresses of a slot.
    package func block(of slot: Slot) -> Subnet {
        Subnet(first: first + UInt32(slot.number) * 64, length: 26)
    }
}

extension SubnetPool: CustomStringConvertible {
    package var description: String { Subnet(first: first, length: 16).description }
}

/// A range of IPv4 addresses as `10.213.0.64/26` (RFC 4632).
package struct Subnet: Hashable, Sendable {
    package let first: UInt32
    /// The number of leading bits that all its addresses share.
    package let length: Int

    package init(first: UInt32, length: Int) {
        self.first = first
        self.length = length
    }

    /// Parses a range; `nil` when it is malformed or does not begin at its first address.
    package init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, parts.count == 4, let length = Subnet.number(halves[1], 32) else {
            return nil
        }
        var first: UInt32 = 0
        for part in parts {
            guard let byte = Subnet.number(part, 255) else { return nil }
            first = first << 8 | UInt32(byte)
        }
        guard length == 32 || first & (UInt32.max >> UInt32(length)) == 0 else { return nil }
        self.first = first
        self.length = length
    }

    package func meets(_ other: Subnet) -> Bool {
        let shared = min(length, other.length)
        let shift = UInt32(32 - shared)
        return shared == 0 || first >> shift == other.first >> shift
    }

    /// Returns the `index`th part of this length.
    package func part(_ index: Int, length: Int) -> Subnet {
        Subnet(first: first + UInt32(index) << UInt32(32 - length), length: length)
    }

    /// Tells whether the range is private (RFC 1918).
    var isPrivate: Bool {
        first >> 24 == 10 || first >> 20 == 0xAC1 || first >> 16 == 0xC0A8
    }

    private static func number(_ text: Substring, _ limit: Int) -> Int? {
        Int(digits: text.utf8, upTo: 3).flatMap { $0 <= limit ? $0 : nil }
    }
}

extension Subnet: CustomStringConvertible {
    package var description: String {
        let bytes = [24, 16, 8, 0].map { String(first >> UInt32($0) & 255) }
        return bytes.joined(separator: ".") + "/\(length)"
    }
}

extension SubnetPool: Codable {
    /// Reads the text that `text` writes, and throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
