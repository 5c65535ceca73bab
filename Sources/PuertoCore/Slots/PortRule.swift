/// The port rule: the first port of each kind, and the skipped slots with their reasons.
package struct PortRule: Hashable, Sendable {
    package var app: Int
    package var postgres: Int
    package var redis: Int
    /// Slots the operator keeps free, beside those that meet a well-known port.
    package var skip: [Int: String]

    /// Throws `invalid` when a port of slot 0…946 would leave 1…65535 or two kinds could overlap.
    package init(
        app: Int = 8000, postgres: Int = 5432, redis: Int = 6379, skip: [Int: String] = [:]
    ) throws {
        self.app = app
        self.postgres = postgres
        self.redis = redis
        self.skip = skip
        try check()
    }

    package static let standard = PortRule(standardSkip: [:])

    private init(standardSkip: [Int: String]) {
        app = 8000
        postgres = 5432
        redis = 6379
        skip = standardSkip
    }

    package func ports(of slot: Slot) -> Ports {
        Ports(
            app: app + slot.number, postgres: postgres + slot.number, redis: redis + slot.number)
    }

    /// Returns the reason for which a slot is not handed out automatically; `nil` without one.
    package func reasonToSkip(_ slot: Slot) -> SkipReason? {
        if let own = skip[slot.number] { return .operator(own) }
        let ports = ports(of: slot)
        for port in [ports.app, ports.postgres, ports.redis] {
            if let service = WellKnownPort.services[port] { return .wellKnown(port, service) }
        }
        return nil
    }

    /// Returns the first port of a slot that is in use; `nil` when none is.
    package func portInUse(_ slot: Slot, among used: Set<Int>) -> Int? {
        guard !used.isEmpty else { return nil }
        let ports = ports(of: slot)
        return [ports.app, ports.postgres, ports.redis].first(where: used.contains)
    }

    /// Tells whether some slot has this port.
    package func isOfSomeSlot(_ port: Int) -> Bool {
        [app, postgres, redis].contains { ($0...($0 + Slot.last)).contains(port) }
    }
}

/// The ports of one slot.
package struct Ports: Hashable, Sendable, Codable {
    package let app: Int
    package let postgres: Int
    package let redis: Int

    package init(app: Int, postgres: Int, redis: Int) {
        self.app = app
        self.postgres = postgres
        self.redis = redis
    }
}

/// The reason for which the automatic choice skips a slot.
package enum SkipReason: Hashable, Sendable {
    case wellKnown(Int, String)
    case `operator`(String)
}

extension PortRule {
    private func check() throws {
        let kinds = [("app", app), ("postgres", postgres), ("redis", redis)]
        for (name, first) in kinds where first < 1 || first > 65535 - Slot.last {
            throw PuertoError(
                .invalid, "ports.\(name) \(first) leaves no room for \(Slot.last + 1) slots",
                hint: "1 to \(65535 - Slot.last)"
            ).spanish(
                "ports.\(name) \(first) no deja sitio a \(Slot.last + 1) ranuras",
                hint: "de 1 a \(65535 - Slot.last)")
        }
        for (index, one) in kinds.enumerated() {
            for other in kinds[(index + 1)...] where abs(one.1 - other.1) <= Slot.last {
                throw PuertoError(
                    .invalid,
                    "ports.\(one.0) \(one.1) and ports.\(other.0) \(other.1) would meet",
                    hint: "keep them at least \(Slot.last + 1) apart"
                ).spanish(
                    "ports.\(one.0) \(one.1) y ports.\(other.0) \(other.1) se solaparían",
                    hint: "sepáralos al menos \(Slot.last + 1)")
            }
        }
        for number in skip.keys { _ = try Slot(number) }
    }
}

extension PortRule: Codable {
    /// Reads the text that `text` writes, and throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        try self.init(text: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
