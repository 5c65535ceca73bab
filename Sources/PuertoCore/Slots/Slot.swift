/// The small integer, 0…946, that fixes a tenant's ports on its host.
///
/// From 947 on, PostgreSQL's port (5432 + 947) would meet Redis's first one (6379). Slot 0 of the
/// first host is the base system.
package struct Slot: Hashable, Sendable, Comparable, Codable {
    package let number: Int

    package static let last = 946
    package static let base = Slot(trusted: 0)

    /// Throws `invalid` outside 0…946.
    package init(_ number: Int) throws {
        guard (0...Slot.last).contains(number) else {
            throw PuertoError(
                .invalid, "slot \(number) does not exist",
                hint: "slots go from 0 to \(Slot.last): from 947 on PostgreSQL's port would be "
                    + "6379, Redis's first one"
            ).spanish(
                "la ranura \(number) no existe",
                hint:
                    "hay ranuras de 0 a \(Slot.last): desde la 947, el puerto de PostgreSQL sería "
                    + "6379, el primero de Redis")
        }
        self.number = number
    }

    /// Makes a slot from a number that was checked before.
    init(trusted number: Int) { self.number = number }

    /// Every slot that a client may have, in order.
    package static var clients: [Slot] { (1...last).map(Slot.init(trusted:)) }

    package static func < (left: Slot, right: Slot) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(Int.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
